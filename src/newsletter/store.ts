import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';
import { type Block, blockSchema, type Issue, type RemovedBlock } from './issue.ts';

const json = (text: string): unknown => JSON.parse(text);

const issueRow = z.object({
  id: z.string(),
  slug: z.string(),
  subject: z.string(),
  preheader: z.string(),
  introduction: z.string(),
  blocks: z.string().transform((text) => z.array(blockSchema).parse(json(text))),
  createdAt: z.string(),
  updatedAt: z.string(),
  version: z.number(),
  inArchive: z.number().transform(Boolean),
});
const removedBlockRow = z.object({
  removedBlock: z
    .string()
    .nullable()
    .transform((text) =>
      text === null ? undefined : z.object({ block: blockSchema, at: z.number() }).parse(json(text)),
    ),
});
const savedByRow = z.object({ savedBy: z.string() });
const slugRow = z.object({ slug: z.string() });
const usedRow = z.object({ slug: z.string(), issueId: z.string(), subject: z.string() });

/** An issue in a list. */
export type IssueRow = Omit<Issue, 'introduction' | 'blocks'>;
/** An article that stands in an issue. */
export type UsedArticle = z.infer<typeof usedRow>;

export type IssueStore = ReturnType<typeof createIssueStore>;

const LISTED = `id, slug, subject, preheader, created_at AS createdAt, updated_at AS updatedAt, version,
  in_archive AS inArchive`;
const COLUMNS = `${LISTED}, introduction, blocks`;

export function createIssueStore(connection: Connection) {
  const prepare = (sql: string) => connection.prepare(sql);
  const insert = prepare(`
    INSERT INTO issues (id, slug, subject, preheader, introduction, blocks, created_at, updated_at, version,
      saved_by)
    VALUES (@id, @slug, @subject, @preheader, @introduction, @blocks, @createdAt, @updatedAt, @version, '')`);
  const update = prepare(`
    UPDATE issues SET slug = @slug, subject = @subject, preheader = @preheader, introduction = @introduction,
      blocks = @blocks, updated_at = @updatedAt, version = @version, saved_by = @savedBy
    WHERE id = @id`);
  const byId = prepare(`SELECT ${COLUMNS} FROM issues WHERE id = ? AND removed_at IS NULL`);
  const bySlug = prepare(`SELECT ${COLUMNS} FROM issues WHERE slug = ? AND removed_at IS NULL`);
  const newest = prepare(`
    SELECT ${LISTED} FROM issues WHERE removed_at IS NULL ORDER BY created_at DESC, id DESC`);
  const last = prepare(`
    SELECT ${COLUMNS} FROM issues WHERE removed_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 1`);
  const slugs = prepare(`
    SELECT slug FROM issues WHERE (slug = @slug OR slug GLOB @slug || '-[0-9]*') AND id <> @except`);
  const savedBy = prepare('SELECT saved_by AS savedBy FROM issues WHERE id = ?');
  const removedBlock = prepare('SELECT removed_block AS removedBlock FROM issues WHERE id = ?');
  const putRemovedBlock = prepare('UPDATE issues SET removed_block = @block WHERE id = @id');
  const usedArticles = prepare(`
    SELECT block.value ->> 'slug' AS slug, issues.id AS issueId, subject
    FROM issues, json_each(blocks) AS block
    WHERE block.value ->> 'kind' = 'article' AND removed_at IS NULL ORDER BY created_at DESC, issues.id DESC`);
  const setInArchive = prepare('UPDATE issues SET in_archive = @shown WHERE id = @id');
  const isRemoved = prepare('SELECT slug FROM issues WHERE id = ? AND removed_at IS NOT NULL');
  const setRemoved = prepare('UPDATE issues SET removed_at = @now WHERE id = @id');
  const removeOld = prepare('DELETE FROM issues WHERE removed_at < ?');

  const asRow = (issue: Issue) => ({ ...issue, blocks: JSON.stringify(issue.blocks), inArchive: undefined });

  return {
    insert: (issue: Issue): void => void insert.run(asRow(issue)),
    /** `savedBy` is the open page that it came from. */
    update: (issue: Issue, savedBy: string): void => void update.run({ ...asRow(issue), savedBy }),
    byId: (id: string): Issue | undefined => oneRow(issueRow, byId, id),
    bySlug: (slug: string): Issue | undefined => oneRow(issueRow, bySlug, slug),
    newest: (): IssueRow[] => allRows(issueRow.omit({ introduction: true, blocks: true }), newest),
    last: (): Issue | undefined => oneRow(issueRow, last),
    /** The slugs of other issues that are this one, or this one with a number behind it. */
    slugsLike: (slug: string, except: string): string[] =>
      allRows(slugRow, slugs, { slug, except }).map((row) => row.slug),
    savedBy: (id: string): string => oneRow(savedByRow, savedBy, id)?.savedBy ?? '',
    removedBlock: (id: string): RemovedBlock | undefined =>
      oneRow(removedBlockRow, removedBlock, id)?.removedBlock,
    putRemovedBlock: (id: string, removed: { block: Block; at: number } | undefined): void =>
      void putRemovedBlock.run({ id, block: removed === undefined ? null : JSON.stringify(removed) }),
    /** Every article in an issue, the newest issue first. */
    usedArticles: (): UsedArticle[] => allRows(usedRow, usedArticles),
    setInArchive: (id: string, shown: boolean): void => void setInArchive.run({ id, shown: shown ? 1 : 0 }),
    isRemoved: (id: string): boolean => oneRow(slugRow, isRemoved, id) !== undefined,
    remove: (id: string, now: string): void => void setRemoved.run({ id, now }),
    restore: (id: string): void => void setRemoved.run({ id, now: null }),
    removeOld: (removedBefore: string): void => void removeOld.run(removedBefore),
  };
}
