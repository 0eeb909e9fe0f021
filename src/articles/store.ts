import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';
import { HIT_MARKS } from '../templates/html.ts';
import { SECTIONS } from './article.ts';

const nullable = z.string().nullable();

const summaryShape = {
  slug: z.string(),
  title: z.string(),
  subtitle: nullable,
  section: z.enum(SECTIONS),
  date: nullable,
  author: nullable,
  summary: nullable,
  opening: z.string(),
  source: nullable,
  portrait: nullable,
  image: nullable,
  imageAlt: nullable,
};
const summaryRow = z.object(summaryShape);
const articleRow = z.object({
  ...summaryShape,
  html: z.string(),
  minutes: z.number(),
  updatedAt: z.string(),
});
const storedRow = z.object({
  ...summaryShape,
  order: z.number().nullable(),
  draft: z.literal([0, 1]),
  markdown: z.string(),
  html: z.string(),
  editedAt: nullable,
});
const hitRow = z.object({
  ...summaryShape,
  titleMarked: z.string(),
  summaryMarked: z.string(),
  bodyMarked: z.string(),
});
const publishedRow = z.object({ slug: z.string(), updatedAt: z.string() });
const countRow = z.object({ count: z.number() });

/** An article as a list needs it. */
export type SummaryRow = z.infer<typeof summaryRow>;
/** An article as its page needs it. */
export type ArticleRow = z.infer<typeof articleRow>;
/** An article as it was written, for import and export. */
export type StoredArticle = z.infer<typeof storedRow>;
export type HitRow = z.infer<typeof hitRow>;

/** What is written: the article, and its text in the forms that are kept. */
export type ArticleToStore = Omit<StoredArticle, 'editedAt'> & { text: string; minutes: number; now: string };

export type ArticleStore = ReturnType<typeof createArticleStore>;

const SUMMARY = `slug, articles.title, subtitle, section, date, author, articles.summary, opening, source, portrait,
  image, image_alt AS imageAlt`;
const BODY = 'articles JOIN article_bodies ON article_id = id';
/** SQLite holds unknown dates for the earliest, so that they come last here. */
const NEWEST_FIRST = 'ORDER BY date DESC, id DESC';

export function createArticleStore(connection: Connection) {
  const ordered = connection.prepare(`
    SELECT ${SUMMARY} FROM articles WHERE draft = 0 AND "order" IS NOT NULL ORDER BY "order", id LIMIT ?`);
  const newest = connection.prepare(`
    SELECT ${SUMMARY} FROM articles WHERE draft = 0 ${NEWEST_FIRST} LIMIT @most OFFSET @skip`);
  const newestInSection = connection.prepare(`
    SELECT ${SUMMARY} FROM articles WHERE draft = 0 AND section = @section ${NEWEST_FIRST}
    LIMIT @most OFFSET @skip`);
  const count = connection.prepare('SELECT count(*) AS count FROM articles WHERE draft = 0');
  const countInSection = connection.prepare(
    'SELECT count(*) AS count FROM articles WHERE draft = 0 AND section = ?',
  );
  const bySlug = connection.prepare(`
    SELECT ${SUMMARY}, html, minutes, updated_at AS updatedAt FROM ${BODY} WHERE slug = ? AND draft = 0`);
  const newestWhole = connection.prepare(`
    SELECT ${SUMMARY}, html, minutes, updated_at AS updatedAt FROM ${BODY} WHERE draft = 0 ${NEWEST_FIRST}
    LIMIT ?`);
  const published = connection.prepare(`
    SELECT slug, updated_at AS updatedAt FROM articles WHERE draft = 0 ${NEWEST_FIRST}`);
  const search = connection.prepare(`
    SELECT ${SUMMARY},
           highlight(article_search, 0, @start, @end) AS titleMarked,
           highlight(article_search, 1, @start, @end) AS summaryMarked,
           snippet(article_search, 2, @start, @end, '…', 32) AS bodyMarked
    FROM article_search JOIN articles ON articles.id = article_search.rowid
    WHERE article_search MATCH @query AND draft = 0
    ORDER BY rank LIMIT @most OFFSET @skip`);
  const countHits = connection.prepare(`
    SELECT count(*) AS count FROM article_search JOIN articles ON articles.id = article_search.rowid
    WHERE article_search MATCH ? AND draft = 0`);

  const columns = `SELECT ${SUMMARY}, "order", draft, markdown, html, edited_at AS editedAt
    FROM ${BODY}`;
  const findStored = connection.prepare(`${columns} WHERE slug = ?`);
  const allStored = connection.prepare(`${columns} ORDER BY slug`);
  const put = connection.prepare(`
    INSERT INTO articles (slug, title, subtitle, section, date, "order", author, summary, opening, source,
      portrait, image, image_alt, draft, created_at, updated_at)
    VALUES (@slug, @title, @subtitle, @section, @date, @order, @author, @summary, @opening, @source,
      @portrait, @image, @imageAlt, @draft, @now, @now)
    ON CONFLICT (slug) DO UPDATE SET title = @title, subtitle = @subtitle, section = @section, date = @date,
      "order" = @order, author = @author, summary = @summary, opening = @opening, source = @source,
      portrait = @portrait, image = @image, image_alt = @imageAlt, draft = @draft,
      edited_at = NULL, updated_at = @now`);
  const putBody = connection.prepare(`
    INSERT INTO article_bodies (article_id, markdown, html, text, minutes)
    VALUES ((SELECT id FROM articles WHERE slug = @slug), @markdown, @html, @text, @minutes)
    ON CONFLICT (article_id) DO UPDATE SET markdown = @markdown, html = @html, text = @text, minutes = @minutes`);
  const replaceHtml = connection.prepare(`
    UPDATE article_bodies SET html = @html WHERE article_id = (SELECT id FROM articles WHERE slug = @slug)`);
  const markAsFiled = connection.prepare('UPDATE articles SET edited_at = NULL WHERE slug = ?');

  const [start, end] = HIT_MARKS;
  const counted = (row: { count: number } | undefined) => row?.count ?? 0;

  return {
    /** Published articles that have an `order`, in that order. */
    ordered: (most: number): SummaryRow[] => allRows(summaryRow, ordered, most),
    newest: (most: number, skip: number): SummaryRow[] => allRows(summaryRow, newest, { most, skip }),
    newestInSection: (section: string, most: number, skip: number): SummaryRow[] =>
      allRows(summaryRow, newestInSection, { section, most, skip }),
    count: (): number => counted(oneRow(countRow, count)),
    countInSection: (section: string): number => counted(oneRow(countRow, countInSection, section)),
    bySlug: (slug: string): ArticleRow | undefined => oneRow(articleRow, bySlug, slug),
    newestWhole: (most: number): ArticleRow[] => allRows(articleRow, newestWhole, most),
    published: (): z.infer<typeof publishedRow>[] => allRows(publishedRow, published),
    /** `query` is in the language of FTS5; the best hits come first. */
    search: (query: string, most: number, skip: number): HitRow[] =>
      allRows(hitRow, search, { query, most, skip, start, end }),
    countHits: (query: string): number => counted(oneRow(countRow, countHits, query)),

    findStored: (slug: string): StoredArticle | undefined => oneRow(storedRow, findStored, slug),
    allStored: (): StoredArticle[] => allRows(storedRow, allStored),
    /** Adds or replaces an article. It counts as unedited then: it is what its file says. */
    put: ({ now, text, minutes, markdown, html, ...article }: ArticleToStore): void => {
      put.run({ ...article, now });
      putBody.run({ slug: article.slug, markdown, html, text, minutes });
    },
    replaceHtml: (slug: string, html: string): void => {
      replaceHtml.run({ slug, html });
    },
    /** Says that the article and its file are the same again. */
    markAsFiled: (slug: string): void => {
      markAsFiled.run(slug);
    },
  };
}
