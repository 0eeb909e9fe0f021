import type { PictureFiles } from '../pictures/pictures.ts';
import type { Html } from '../templates/html.ts';

/** The sections of the site, each with its own address. */
export const SECTIONS = ['manifest', 'opinie', 'basisinkomen', 'nieuws'] as const;
export type Section = (typeof SECTIONS)[number];

/** How each section is called on the pages. */
export const SECTION_NAMES: Record<Section, string> = {
  manifest: 'Manifest',
  opinie: 'Opinie',
  basisinkomen: 'Basisinkomen',
  nieuws: 'Nieuws',
};

/** A picture in the sizes that the pages use, with what it shows in words (empty when it is decoration). */
export type Picture = PictureFiles & { alt: string };

/** An article as a list or a teaser shows it. */
export type ArticleSummary = {
  slug: string;
  title: string;
  subtitle?: string | undefined;
  section: Section;
  sectionName: string;
  /** As far as it is known: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  date?: string | undefined;
  /** Only who wrote this very text. */
  author?: string | undefined;
  /** Empty for a text that has neither a summary nor a first paragraph. */
  summary: string;
  /** Where the text comes from: 'Samenvatting van …'. */
  source?: string | undefined;
  /** The person whose portrait goes with the teaser; a placeholder with the name until there is a picture. */
  portrait?: string | undefined;
  picture?: Picture | undefined;
};

/** A whole article. */
export type Article = ArticleSummary & {
  /** The summary that stands above the text; undefined where it is only the text's own opening. */
  lead?: string | undefined;
  html: Html;
  /** Reading time in minutes, rounded up. */
  minutes: number;
  /** When this text last changed here. */
  updatedAt: string;
};

/** A part of a long list: page numbers start at 1, and an empty list has one page. */
export type ArticlePage = { articles: ArticleSummary[]; page: number; pages: number };

/** An article that a search found. The marked texts hold `HIT_MARKS`, for `markHits`. */
export type SearchHit = { article: ArticleSummary; titleMarked: string; excerptMarked: string };

/** What a search found: `total` counts every hit, `hits` are those of this page. */
export type SearchResult = { hits: SearchHit[]; page: number; pages: number; total: number };
