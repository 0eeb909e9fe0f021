import type { MarkdownIt, Token } from 'markdown-it';

const HIGHEST = 2;
const LOWEST = 6;

/** The title of the page is its `h1`: the headings of a text start at `h2`, and none skips a level. */
export function headingsFromTwo(parser: MarkdownIt): void {
  parser.core.ruler.after('block', 'headings_from_two', ({ tokens }) => {
    const levels = tokens.filter(({ type }) => type === 'heading_open').map(levelOf);
    const shift = HIGHEST - Math.min(...levels);
    let above = HIGHEST - 1;
    for (const token of tokens) {
      if (token.type === 'heading_open') above = Math.min(levelOf(token) + shift, above + 1, LOWEST);
      if (token.type === 'heading_open' || token.type === 'heading_close') token.tag = `h${above}`;
    }
  });
}

/** A wide table scrolls in a box of its own, which the keyboard reaches; alignment without inline style. */
export function scrollingTables(parser: MarkdownIt): void {
  parser.core.ruler.after('block', 'scrolling_tables', ({ tokens }) => {
    for (const token of tokens) {
      if (token.type === 'th_open') token.attrSet('scope', 'col');
      if (token.type === 'th_open' || token.type === 'td_open') alignWithoutStyle(token);
    }
    for (const [index, token] of tokens.filter(({ type }) => type === 'table_open').entries()) {
      token.meta = { number: index + 1 };
    }
  });
  parser.renderer.rules.table_open = (tokens, index) =>
    `<section class="table-scroll" aria-label="Tabel ${tokens[index]?.meta?.number ?? ''}" tabindex="0">\n<table>\n`;
  parser.renderer.rules.table_close = () => '</table>\n</section>\n';
}

/** `'s avonds`, `'t`, `'n` and `'68` begin with an apostrophe, which looks like a closing quotation mark. */
export function dutchApostrophes(parser: MarkdownIt): void {
  parser.core.ruler.before('replacements', 'dutch_apostrophes', ({ tokens }) => {
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      if (token.type !== 'text') continue;
      token.content = token.content.replaceAll(
        /(?<![\p{L}\p{N}])'(?=(?:[stnkmr]|\d\d)(?![\p{L}\p{N}'’]))/giu,
        '’',
      );
    }
  });
}

function levelOf({ tag }: Token): number {
  return Number(tag.slice(1));
}

function alignWithoutStyle(token: Token): void {
  const align = /text-align:(\w+)/.exec(String(token.attrGet('style') ?? ''))?.[1];
  token.attrs = (token.attrs ?? []).filter(([name]) => name !== 'style');
  if (align !== undefined) token.attrSet('data-align', align);
}
