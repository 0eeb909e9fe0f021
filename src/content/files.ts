import type { ArticleDocument } from '../articles/document.ts';
import { type Organisation, organisationSchema } from '../templates/organisation.ts';
import { type DocumentFile, readDocumentFile, writeDocumentFile } from './document-file.ts';
import { articleFrontMatter, pageFrontMatter } from './front-matter.ts';
import type { Fault } from './problem.ts';
import { loadYaml } from './yaml.ts';
import { readYaml, type YamlValues } from './yaml-source.ts';

/** A standing page as it is written. */
export type PageDocument = { slug: string; title: string; summary: string | null; markdown: string };

/** A document read from a file, with what it takes to name a line of it. */
export type ReadFile<Written> =
  | { ok: true; document: Written; bodyLine: number; lineOf: (key: string) => number }
  | { ok: false; faults: Fault[] };

/** `content/articles/SLUG.md` */
export function readArticleFile(text: string, slug: string): ReadFile<ArticleDocument> {
  return withSlug(readDocumentFile(text, articleFrontMatter), slug);
}

/** `content/pages/SLUG.md` */
export function readPageFile(text: string, slug: string): ReadFile<PageDocument> {
  return withSlug(readDocumentFile(text, pageFrontMatter), slug);
}

/** `content/site.yaml` */
export function readSiteFile(text: string): YamlValues<Organisation> {
  return readYaml(text, organisationSchema, { kind: 'core', firstLine: 1 });
}

/** An article as its file: reading it back gives the same. */
export function writeArticleFile({ slug: _, markdown, draft, ...values }: ArticleDocument): string {
  return writeDocumentFile({ ...values, draft: draft || null }, markdown);
}

/** A standing page as its file. */
export function writePageFile({ slug: _, markdown, ...values }: PageDocument): string {
  return writeDocumentFile(values, markdown);
}

/** The organisation as `site.yaml`. */
export function writeSiteFile(organisation: Organisation): string {
  return loadYaml().stringify(withoutNulls(organisation), { lineWidth: 0 });
}

/** The organisation with what is left out left out in one way only, so that two can be compared. */
export function withoutNulls<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value, (_, inner: unknown) => (inner === null ? undefined : inner)));
}

function withSlug<Values extends object>(
  file: DocumentFile<Values>,
  slug: string,
): ReadFile<{ slug: string; markdown: string } & Values> {
  if (!file.ok) return file;
  const { values, markdown, bodyLine, lineOf } = file;
  return { ok: true, document: { slug, ...values, markdown }, bodyLine, lineOf };
}
