import type { Articles } from '../articles/articles.ts';
import type { Markdown } from '../articles/markdown.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../log.ts';
import type { Pictures } from '../pictures/pictures.ts';
import { StartError } from '../start-error.ts';
import { createExport } from './export-folder.ts';
import { createImport } from './import-folder.ts';
import { createOrganisationContent } from './organisation.ts';
import type { Problem } from './problem.ts';
import { createStandingPages } from './standing-pages.ts';
import type { ContentStore } from './store.ts';

export type { ExportReport } from './export-folder.ts';
export type { ImportReport } from './import-folder.ts';
export type { StandingPage } from './standing-pages.ts';

/** What the site says beside its articles, and the way in and out for all of it. */
export type Content = ReturnType<typeof createContent>;

type Deps = {
  store: ContentStore;
  articles: Articles;
  pictures: Pictures;
  markdown: Markdown;
  clock: Clock;
  log: Logger;
  inTransaction: <Result>(work: () => Result) => Result;
};

export function createContent({ store, articles, pictures, markdown, clock, log, inTransaction }: Deps) {
  const pages = createStandingPages({ store, markdown, clock });
  const organisation = createOrganisationContent({ store, pictures });
  const importFolder = createImport({ articles, pages, organisation, pictures, markdown, inTransaction });
  const exportFolder = createExport({ articles, pages, organisation, pictures });

  return {
    importFolder,
    exportFolder,
    importOpeningContent,
    organisation: organisation.read,
    standingPage: pages.find,
    /** The number of the content now: it is another one after every change of what the pages show. */
    version: store.version,
  };

  /**
   * On the first start: brings in what the program came with.
   *
   * @throws {StartError} when its `site.yaml` is not right, without which there is no site.
   */
  async function importOpeningContent(folder: string): Promise<void> {
    if (organisation.written() !== undefined) return;
    const { problems } = await importFolder(folder);
    for (const problem of problems) log.warn(problem, 'a content file has a problem');
    if (organisation.written() !== undefined) return;
    throw new StartError(`The opening content can't be used:\n${problems.map(describeProblem).join('\n')}`);
  }
}

/** A problem as one line of text: `articles/x.md:3: title: is missing`. */
export function describeProblem({ file, line, message }: Problem): string {
  return `${file}${line === undefined ? '' : `:${line}`}: ${message}`;
}
