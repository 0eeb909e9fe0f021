import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';

const pageRow = z.object({
  slug: z.string(),
  title: z.string(),
  summary: z.string().nullable(),
  markdown: z.string(),
  html: z.string(),
  editedAt: z.string().nullable(),
  updatedAt: z.string(),
});
const organisationRow = z.object({ json: z.string() });
const versionRow = z.object({ number: z.number() });

/** A standing page, as it was written and as it is shown. */
export type PageRow = z.infer<typeof pageRow>;

export type ContentStore = ReturnType<typeof createContentStore>;

export function createContentStore(connection: Connection) {
  const columns =
    'SELECT slug, title, summary, markdown, html, edited_at AS editedAt, updated_at AS updatedAt FROM standing_pages';
  const findPage = connection.prepare(`${columns} WHERE slug = ?`);
  const allPages = connection.prepare(`${columns} ORDER BY slug`);
  const putPage = connection.prepare(`
    INSERT INTO standing_pages (slug, title, summary, markdown, html, updated_at)
    VALUES (@slug, @title, @summary, @markdown, @html, @now)
    ON CONFLICT (slug) DO UPDATE SET title = @title, summary = @summary, markdown = @markdown, html = @html,
      edited_at = NULL, updated_at = @now`);
  const replaceHtml = connection.prepare('UPDATE standing_pages SET html = @html WHERE slug = @slug');
  const markAsFiled = connection.prepare('UPDATE standing_pages SET edited_at = NULL WHERE slug = ?');
  const organisation = connection.prepare('SELECT json FROM organisation');
  const putOrganisation = connection.prepare(`
    INSERT INTO organisation (id, json) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET json = excluded.json`);
  const version = connection.prepare('SELECT number FROM content_version');

  return {
    findPage: (slug: string): PageRow | undefined => oneRow(pageRow, findPage, slug),
    allPages: (): PageRow[] => allRows(pageRow, allPages),
    /** Adds or replaces a page. It counts as unedited then: it is what its file says. */
    putPage: (page: Omit<PageRow, 'editedAt' | 'updatedAt'> & { now: string }): void => {
      putPage.run(page);
    },
    replaceHtml: (slug: string, html: string): void => {
      replaceHtml.run({ slug, html });
    },
    /** Says that the page and its file are the same again. */
    markAsFiled: (slug: string): void => {
      markAsFiled.run(slug);
    },
    /** The organisation as JSON; undefined until a `site.yaml` has come in. */
    organisation: (): string | undefined => oneRow(organisationRow, organisation)?.json,
    putOrganisation: (json: string): void => {
      putOrganisation.run(json);
    },
    version: (): number => oneRow(versionRow, version)?.number ?? 0,
  };
}
