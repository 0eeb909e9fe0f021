import type { MarkdownIt, Token } from 'markdown-it';
import type { MarkdownEnv } from './markdown.ts';

/** Footnotes with Dutch labels, and with ids that no other text on the page has. */
export function footnotes(parser: MarkdownIt): void {
  Object.assign(parser.renderer.rules, {
    footnote_ref: (tokens: Token[], index: number, _options: unknown, env: MarkdownEnv) => {
      const { note, place } = numbersOf(tokens[index]);
      const id = `${env.docId}-${note}`;
      return `<sup class="footnote-ref"><a href="#noot-${id}" id="bij-noot-${id}${suffix(place)}" aria-label="Noot ${note}">${note}</a></sup>`;
    },
    footnote_block_open: () =>
      '<section class="footnotes" aria-label="Noten">\n<ol class="footnotes-list">\n',
    footnote_open: (tokens: Token[], index: number, _options: unknown, env: MarkdownEnv) =>
      `<li id="noot-${env.docId}-${numbersOf(tokens[index]).note}" class="footnote-item">`,
    footnote_anchor: (tokens: Token[], index: number, _options: unknown, env: MarkdownEnv) => {
      const { note, place } = numbersOf(tokens[index]);
      const where = place > 1 ? `, plaats ${place}` : '';
      return ` <a href="#bij-noot-${env.docId}-${note}${suffix(place)}" class="footnote-backref" aria-label="Terug naar noot ${note} in de tekst${where}">terug</a>`;
    },
  });
}

/** The number of a note, and which of the places that refer to it this is; both count from 1. */
function numbersOf(token: Token | undefined): { note: number; place: number } {
  return { note: Number(token?.meta?.id ?? 0) + 1, place: Number(token?.meta?.subId ?? 0) + 1 };
}

function suffix(place: number): string {
  return place > 1 ? `-${place}` : '';
}
