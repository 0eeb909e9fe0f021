import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Articles } from '../articles/articles.ts';
import type { Pictures } from '../pictures/pictures.ts';
import {
  readArticleFile,
  readPageFile,
  readSiteFile,
  withoutNulls,
  writeArticleFile,
  writePageFile,
  writeSiteFile,
} from './files.ts';
import type { OrganisationContent } from './organisation.ts';
import type { StandingPages } from './standing-pages.ts';
import { decodeText } from './text-file.ts';

/** What an export did, by the paths of the files in the folder. */
export type ExportReport = {
  written: string[];
  /** Said the same already, and so kept their own layout and comments. */
  unchanged: string[];
};

type Deps = {
  articles: Articles;
  pages: StandingPages;
  organisation: OrganisationContent;
  pictures: Pictures;
};

/**
 * Writes the content as files that an import reads back as they were. What else is in the folder stays.
 *
 * @throws when the folder can't be written.
 */
export function createExport({ articles, pages, organisation, pictures }: Deps) {
  return async function exportFolder(folder: string): Promise<ExportReport> {
    const report: ExportReport = { written: [], unchanged: [] };
    for (const { document } of articles.allWritten()) {
      const says = (text: string) => documentOf(readArticleFile(text, document.slug));
      await write(`articles/${document.slug}.md`, writeArticleFile(document), says, document);
    }
    for (const document of pages.allWritten()) {
      const says = (text: string) => documentOf(readPageFile(text, document.slug));
      await write(`pages/${document.slug}.md`, writePageFile(document), says, document);
    }
    const site = organisation.written();
    if (site !== undefined) await write('site.yaml', writeSiteFile(site), saidBySite, site);
    for (const { name, file } of pictures.originals()) await copy(`images/${name}`, await readFile(file));
    return report;

    async function write(
      file: string,
      text: string,
      says: (text: string) => unknown,
      here: object,
    ): Promise<void> {
      const before = await readFile(join(folder, file)).catch(() => undefined);
      const decoded = before && decodeText(before);
      const same = decoded?.ok && isDeepStrictEqual(says(decoded.text), here);
      await put(file, same ? undefined : Buffer.from(text));
    }

    async function copy(file: string, bytes: Buffer): Promise<void> {
      const before = await readFile(join(folder, file)).catch(() => undefined);
      await put(file, before?.equals(bytes) ? undefined : bytes);
    }

    async function put(file: string, bytes: Buffer | undefined): Promise<void> {
      if (bytes === undefined) {
        report.unchanged.push(file);
        return;
      }
      const path = join(folder, file);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(`${path}.new`, bytes);
      await rename(`${path}.new`, path);
      report.written.push(file);
    }
  };
}

function documentOf(read: { ok: true; document: object } | { ok: false }): object | undefined {
  return read.ok ? read.document : undefined;
}

function saidBySite(text: string): object | undefined {
  const read = readSiteFile(text);
  return read.ok ? withoutNulls(read.values) : undefined;
}
