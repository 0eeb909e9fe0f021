import type { Clock } from '../clock.ts';
import type { Pictures } from '../pictures/pictures.ts';
import { HIT_MARKS, trusted } from '../templates/html.ts';
import {
  type Article,
  type ArticlePage,
  type ArticleSummary,
  SECTION_NAMES,
  type SearchResult,
  type Section,
} from './article.ts';
import type { ArticleDocument } from './document.ts';
import type { Markdown } from './markdown.ts';
import { searchQuery } from './search-query.ts';
import type { ArticleRow, ArticleStore, HitRow, StoredArticle, SummaryRow } from './store.ts';

const ON_HOME = 3;
const ON_A_PAGE = 20;
const IN_FEED = 20;
const RELATED = 2;

/** The articles of the site. Drafts are never among what visitors see. */
export type Articles = ReturnType<typeof createArticles>;

/** An article as it was written; `edited` says that staff did so here, after its file came in. */
export type WrittenArticle = { document: ArticleDocument; edited: boolean };

type Deps = {
  store: ArticleStore;
  pictures: Pictures;
  markdown: Markdown;
  clock: Clock;
  inTransaction: <Result>(work: () => Result) => Result;
};

export function createArticles({ store, pictures, markdown, clock, inTransaction }: Deps) {
  return {
    onHome,
    list,
    inSection,
    bySlug,
    related,
    newest,
    all,
    search,
    written,
    allWritten,
    save,
    accept,
    renderAgain,
  };

  /** The three of the home page: those with an `order`, in that order, then the newest. */
  function onHome(): ArticleSummary[] {
    return firstOf([...store.ordered(ON_HOME), ...store.newest(2 * ON_HOME, 0)], ON_HOME);
  }

  /** All articles, newest first and those of an unknown date last. Undefined: there is no such page. */
  function list(page: number): ArticlePage | undefined {
    return pageOf(page, store.count(), store.newest);
  }

  /** The articles of one section, likewise. */
  function inSection(section: Section, page: number): ArticlePage | undefined {
    return pageOf(page, store.countInSection(section), (most, skip) =>
      store.newestInSection(section, most, skip),
    );
  }

  /** An article with its text, or undefined where there is none (or only a draft). */
  function bySlug(slug: string): Article | undefined {
    const row = store.bySlug(slug);
    return row && toArticle(row);
  }

  /** What to read after an article: the newest of its section, then the newest of all. */
  function related({ slug, section }: { slug: string; section: Section }): ArticleSummary[] {
    const rows = [...store.newestInSection(section, RELATED + 1, 0), ...store.newest(2 * RELATED + 1, 0)];
    return firstOf(
      rows.filter((row) => row.slug !== slug),
      RELATED,
    );
  }

  /** The newest articles with their text, for the feed. */
  function newest(): Article[] {
    return store.newestWhole(IN_FEED).map(toArticle);
  }

  /** Every article with the moment it last changed here, for the sitemap. */
  function all(): { slug: string; updatedAt: string }[] {
    return store.published();
  }

  /**
   * Searches for articles that hold every word, or a word that begins with it, whatever its accents.
   * Whatever is typed is safe: only its letters and digits are looked for. Undefined: no such page.
   */
  function search(words: string, page: number): SearchResult | undefined {
    const query = searchQuery(words);
    const total = query === undefined ? 0 : store.countHits(query);
    const pages = pagesFor(total);
    if (page < 1 || page > pages) return undefined;
    const rows = query === undefined ? [] : store.search(query, ON_A_PAGE, (page - 1) * ON_A_PAGE);
    const hits = rows.map((row) => ({
      article: toSummary(row),
      titleMarked: row.titleMarked,
      excerptMarked: excerptOf(row),
    }));
    return { hits, page, pages, total };
  }

  /** An article as it was written, drafts too. */
  function written(slug: string): WrittenArticle | undefined {
    const row = store.findStored(slug);
    return row && toWritten(row);
  }

  /** Every article as it was written, drafts too, by slug. */
  function allWritten(): WrittenArticle[] {
    return store.allStored().map(toWritten);
  }

  /** Puts an article in, or replaces it, as its file says. Its pictures have to be here. */
  function save(document: ArticleDocument): void {
    const { html, text, opening, minutes } = markdown(document.markdown, document.slug);
    const searched = [document.subtitle, text, document.author, document.source];
    inTransaction(() =>
      store.put({
        ...document,
        draft: document.draft ? 1 : 0,
        html,
        text: searched.filter(Boolean).join('\n'),
        opening,
        minutes,
        now: clock().toISOString(),
      }),
    );
  }

  /** The file says what staff made of the article: from now on the file counts again. */
  function accept(slug: string): void {
    store.markAsFiled(slug);
  }

  /** Makes the HTML of every article anew where a picture in it, or the way of making it, has changed. */
  function renderAgain(): void {
    for (const article of store.allStored()) {
      const { html } = markdown(article.markdown, article.slug);
      if (html !== article.html) store.replaceHtml(article.slug, html);
    }
  }

  function pageOf(
    page: number,
    total: number,
    read: (most: number, skip: number) => SummaryRow[],
  ): ArticlePage | undefined {
    const pages = pagesFor(total);
    if (page < 1 || page > pages) return undefined;
    return { articles: read(ON_A_PAGE, (page - 1) * ON_A_PAGE).map(toSummary), page, pages };
  }

  function firstOf(rows: SummaryRow[], most: number): ArticleSummary[] {
    const bySlug = new Map(rows.map((row) => [row.slug, row]));
    return Array.from(bySlug.values()).slice(0, most).map(toSummary);
  }

  function toArticle(row: ArticleRow): Article {
    const { summary, html, minutes, updatedAt } = row;
    return { ...toSummary(row), lead: summary ?? undefined, html: trusted(html), minutes, updatedAt };
  }

  function toSummary(row: SummaryRow): ArticleSummary {
    const picture = row.image === null ? undefined : pictures.find(row.image);
    return {
      slug: row.slug,
      title: row.title,
      subtitle: row.subtitle ?? undefined,
      section: row.section,
      sectionName: SECTION_NAMES[row.section],
      date: row.date ?? undefined,
      author: row.author ?? undefined,
      summary: row.summary ?? row.opening,
      source: row.source ?? undefined,
      portrait: row.portrait ?? undefined,
      picture: picture && { ...picture, alt: row.imageAlt ?? '' },
    };
  }
}

function toWritten({ opening, html, editedAt, ...row }: StoredArticle): WrittenArticle {
  return { document: { ...row, draft: row.draft === 1 }, edited: editedAt !== null };
}

function pagesFor(total: number): number {
  return Math.max(1, Math.ceil(total / ON_A_PAGE));
}

/** The part of the text around a hit, or the summary where the hit is there or in the title only. */
function excerptOf(row: HitRow): string {
  if (row.summaryMarked.includes(HIT_MARKS[0])) return row.summaryMarked;
  if (row.bodyMarked.includes(HIT_MARKS[0])) return row.bodyMarked;
  return row.summary ?? row.opening;
}
