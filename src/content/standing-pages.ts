import type { Markdown } from '../articles/markdown.ts';
import type { Clock } from '../clock.ts';
import { type Html, trusted } from '../templates/html.ts';
import type { PageDocument } from './files.ts';
import type { ContentStore, PageRow } from './store.ts';

/** A standing page such as the contact page: what staff write about, beside what the site itself puts there. */
export type StandingPage = {
  slug: string;
  title: string;
  summary: string | undefined;
  html: Html;
  /** When this text last changed here. */
  updatedAt: string;
};

/** The standing pages (`content/pages`). */
export type StandingPages = ReturnType<typeof createStandingPages>;

type Deps = { store: ContentStore; markdown: Markdown; clock: Clock };

export function createStandingPages({ store, markdown, clock }: Deps) {
  return { find, written, allWritten, save, accept, renderAgain };

  /** A page by its slug, or undefined where there is none. */
  function find(slug: string): StandingPage | undefined {
    const row = store.findPage(slug);
    if (row === undefined) return undefined;
    const { title, summary, html, updatedAt } = row;
    return { slug, title, summary: summary ?? undefined, html: trusted(html), updatedAt };
  }

  /** A page as it was written; `edited` says that staff did so here, after its file came in. */
  function written(slug: string): { document: PageDocument; edited: boolean } | undefined {
    const row = store.findPage(slug);
    return row && { document: toDocument(row), edited: row.editedAt !== null };
  }

  /** Every page as it was written, by slug. */
  function allWritten(): PageDocument[] {
    return store.allPages().map(toDocument);
  }

  /** Puts a page in, or replaces it, as its file says. Its pictures have to be here. */
  function save(document: PageDocument): void {
    const { html } = markdown(document.markdown, document.slug);
    store.putPage({ ...document, html, now: clock().toISOString() });
  }

  /** The file says what staff made of the page: from now on the file counts again. */
  function accept(slug: string): void {
    store.markAsFiled(slug);
  }

  /** Makes the HTML of every page anew where a picture in it, or the way of making it, has changed. */
  function renderAgain(): void {
    for (const page of store.allPages()) {
      const { html } = markdown(page.markdown, page.slug);
      if (html !== page.html) store.replaceHtml(page.slug, html);
    }
  }
}

function toDocument({ slug, title, summary, markdown }: PageRow): PageDocument {
  return { slug, title, summary, markdown };
}
