import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, posix } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Articles } from '../articles/articles.ts';
import type { ArticleDocument } from '../articles/document.ts';
import type { Markdown } from '../articles/markdown.ts';
import { PICTURE_NAME, type Pictures } from '../pictures/pictures.ts';
import { type PageDocument, type ReadFile, readArticleFile, readPageFile, readSiteFile } from './files.ts';
import type { OrganisationContent } from './organisation.ts';
import type { Fault, Problem } from './problem.ts';
import type { StandingPages } from './standing-pages.ts';
import { decodeText, LARGEST_TEXT } from './text-file.ts';

/** What an import did, by the paths of the files in the folder. */
export type ImportReport = {
  added: string[];
  updated: string[];
  unchanged: string[];
  /** Left alone: staff changed the article here after its file had come in. */
  kept: string[];
  problems: Problem[];
};

type Outcome = 'added' | 'updated' | 'unchanged' | 'kept' | { faults: Fault[] };

/** Articles or pages: what is here already, and how to put one in. */
type Shelf<Written> = {
  written: (slug: string) => { document: Written; edited: boolean } | undefined;
  save: (document: Written) => void;
  accept: (slug: string) => void;
};

/** Told before each file how many are done, and once at the end. */
type Progress = (done: number, total: number) => void;

const SITE_FILE = 'site.yaml';
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const LONGEST_SLUG = 100;
const LARGEST_PICTURE = 20_000_000;

type Deps = {
  articles: Articles;
  pages: StandingPages;
  organisation: OrganisationContent;
  pictures: Pictures;
  markdown: Markdown;
  inTransaction: <Result>(work: () => Result) => Result;
};

/**
 * Imports a content folder: first the pictures, which the texts refer to; last `site.yaml`, with which the
 * site is complete. Each file goes in whole or not at all, and one with a fault doesn't keep the others out.
 */
export function createImport({ articles, pages, organisation, pictures, markdown, inTransaction }: Deps) {
  return async function importFolder(folder: string, progress: Progress = () => {}): Promise<ImportReport> {
    const report: ImportReport = { added: [], updated: [], unchanged: [], kept: [], problems: [] };
    const files = await filesOf(folder);
    if (files.length === 0) {
      const message = 'holds no content: there is no site.yaml, and nothing in articles, pages or images';
      report.problems.push({ file: folder, message });
    }
    for (const [index, file] of files.entries()) {
      progress(index, files.length);
      note(report, file, await importFile(folder, file));
    }
    articles.renderAgain();
    pages.renderAgain();
    progress(files.length, files.length);
    return report;
  };

  function importFile(folder: string, file: string): Promise<Outcome> {
    if (file.startsWith('images/')) return importPicture(folder, file);
    if (file.startsWith('articles/')) return importText(folder, file, importArticle);
    if (file.startsWith('pages/')) return importText(folder, file, importPage);
    return importText(folder, file, importSite);
  }

  async function importPicture(folder: string, file: string): Promise<Outcome> {
    const name = basename(file);
    if (!PICTURE_NAME.test(name)) {
      return fault(
        'must be called something like photo-1.jpg: letters, digits, - and _; jpg, png, webp or svg',
      );
    }
    const read = await readBytes(join(folder, file), LARGEST_PICTURE);
    if (!read.ok) return read;
    const outcome = await pictures.put(name, read.bytes);
    return typeof outcome === 'string' ? outcome : fault(outcome.problem);
  }

  async function importText(
    folder: string,
    file: string,
    take: (text: string, name: string) => Outcome,
  ): Promise<Outcome> {
    const read = await readBytes(join(folder, file), LARGEST_TEXT);
    if (!read.ok) return read;
    const decoded = decodeText(read.bytes);
    return decoded.ok ? take(decoded.text, basename(file)) : { faults: [decoded.fault] };
  }

  function importArticle(text: string, name: string): Outcome {
    const slug = slugOf(name);
    if (slug === undefined) return fault(SLUG_MESSAGE);
    const read = readArticleFile(text, slug);
    if (!read.ok) return read;
    const { image } = read.document;
    const faults = faultsInText(read);
    if (image !== null && pictures.find(image) === undefined) {
      faults.unshift({ line: read.lineOf('image'), message: `image: ${noPicture(image)}` });
    }
    return faults.length > 0 ? { faults } : putOn<ArticleDocument>(articles, read.document);
  }

  function importPage(text: string, name: string): Outcome {
    const slug = slugOf(name);
    if (slug === undefined) return fault(SLUG_MESSAGE);
    const read = readPageFile(text, slug);
    if (!read.ok) return read;
    const faults = faultsInText(read);
    return faults.length > 0 ? { faults } : putOn<PageDocument>(pages, read.document);
  }

  function importSite(text: string): Outcome {
    const read = readSiteFile(text);
    if (!read.ok) return read;
    const { logo, partners } = read.values;
    const logos = [
      { path: ['logo'], name: logo },
      ...partners.map((partner, index) => ({ path: ['partners', index, 'logo'], name: partner.logo })),
    ];
    const faults = logos.flatMap(({ path, name }) =>
      name && !pictures.find(name) ? [{ line: read.lineOf(path), message: `logo: ${noPicture(name)}` }] : [],
    );
    return faults.length > 0 ? { faults } : inTransaction(() => organisation.save(read.values));
  }

  function faultsInText(read: Extract<ReadFile<{ markdown: string; slug: string }>, { ok: true }>): Fault[] {
    const { problems } = markdown(read.document.markdown, read.document.slug);
    return problems.map(({ line, message }) => ({ line: line + read.bodyLine - 1, message }));
  }

  function putOn<Written extends { slug: string }>(shelf: Shelf<Written>, document: Written): Outcome {
    return inTransaction(() => {
      const here = shelf.written(document.slug);
      const same = isDeepStrictEqual(here?.document, document);
      if (here?.edited && same) shelf.accept(document.slug);
      if (same) return 'unchanged';
      if (here?.edited) return 'kept';
      shelf.save(document);
      return here === undefined ? 'added' : 'updated';
    });
  }
}

const SLUG_MESSAGE = `must be called something like a-short-title.md: small letters, digits and -, at most ${LONGEST_SLUG}`;

function noPicture(name: string): string {
  return `there is no picture ${name} in content/images`;
}

function slugOf(name: string): string | undefined {
  const slug = name.endsWith('.md') ? name.slice(0, -'.md'.length) : '';
  return SLUG.test(slug) && slug.length <= LONGEST_SLUG ? slug : undefined;
}

function note(report: ImportReport, file: string, outcome: Outcome): void {
  if (typeof outcome === 'string') report[outcome].push(file);
  else report.problems.push(...outcome.faults.map((found) => ({ file, ...found })));
}

function fault(message: string): { faults: Fault[] } {
  return { faults: [{ message }] };
}

/** The paths of the content files in a folder, in the order in which they go in. */
async function filesOf(folder: string): Promise<string[]> {
  const below = await Promise.all(['images', 'articles', 'pages'].map((name) => filesBelow(folder, name)));
  const site = (await filesBelow(folder, '.')).filter((file) => file === SITE_FILE);
  return [...below.flat(), ...site];
}

/** None where there is no such folder; hidden files don't count. */
async function filesBelow(folder: string, below: string): Promise<string[]> {
  const names = await readdir(join(folder, below)).catch(() => []);
  return names
    .filter((name) => !name.startsWith('.'))
    .sort()
    .map((name) => posix.join(below, name));
}

async function readBytes(
  path: string,
  largest: number,
): Promise<{ ok: true; bytes: Buffer } | { ok: false; faults: Fault[] }> {
  try {
    const { size } = await stat(path);
    if (size > largest) return { ok: false, ...fault(`is larger than ${largest / 1_000_000} MB`) };
    return { ok: true, bytes: await readFile(path) };
  } catch (error) {
    return { ok: false, ...fault(`can't be read (${(error as NodeJS.ErrnoException).code})`) };
  }
}
