import MarkdownIt, { type Token } from 'markdown-it';
import footnote from 'markdown-it-footnote';
import type { PictureFiles } from '../pictures/pictures.ts';
import { type Html, trusted } from '../templates/html.ts';
import { footnotes } from './markdown-footnotes.ts';
import { links } from './markdown-links.ts';
import { pictures } from './markdown-pictures.ts';
import { readableText } from './markdown-readable.ts';
import { dutchApostrophes, headingsFromTwo, scrollingTables } from './markdown-rules.ts';
import { openingOf, plainText } from './markdown-text.ts';

/** Something in a text that has to be mended; lines count from 1. */
export type MarkdownProblem = { line: number; message: string };

/** A text ready for the page. */
export type Rendered = {
  html: Html;
  /** The words alone, for searching. */
  text: string;
  /** The first paragraph, cut where it is long: the teaser of a text without a summary. */
  opening: string;
  /** Reading time in minutes, rounded up. */
  minutes: number;
  problems: MarkdownProblem[];
  /** The text as a plain mail shows it: lists and headings kept, each link written out behind its words. */
  readable: (siteUrl: string) => string;
};

/** Turns Markdown into HTML; `id` keeps the footnotes of one text apart from those of another. */
export type Markdown = (source: string, id: string) => Rendered;

/** What the rules share while one text is being read. */
export type MarkdownEnv = { docId: string; problems: MarkdownProblem[] };

const WORDS_A_MINUTE = 200;

/**
 * Markdown as the site knows it: CommonMark with tables and footnotes, Dutch quotation marks, no HTML,
 * and only pictures of our own. Whatever stands in the source, the HTML is safe to print. With `breaks` each
 * line stays a line of its own, as in a letter.
 */
export function createMarkdown(
  findPicture: (name: string) => PictureFiles | undefined,
  { breaks = false }: { breaks?: boolean } = {},
): Markdown {
  const parser = new MarkdownIt({ html: false, breaks, linkify: true, typographer: true, quotes: '“”‘’' })
    .use(footnote)
    .use(footnotes)
    .use(links)
    .use(pictures, findPicture)
    .use(headingsFromTwo)
    .use(scrollingTables)
    .use(dutchApostrophes);

  return (source, id) => {
    const env = { docId: id, problems: [] };
    const tokens: Token[] = parser.parse(source, env);
    const text = plainText(tokens);
    return {
      html: trusted(parser.renderer.render(tokens, parser.options, env)),
      text,
      opening: openingOf(tokens),
      minutes: Math.max(1, Math.ceil((text.match(/\S+/g)?.length ?? 0) / WORDS_A_MINUTE)),
      problems: env.problems,
      readable: (siteUrl) => readableText(tokens, siteUrl, breaks),
    };
  };
}
