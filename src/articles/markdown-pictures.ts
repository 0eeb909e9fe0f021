import type { MarkdownIt, Token } from 'markdown-it';
import { PICTURE_NAME, type PictureFiles } from '../pictures/pictures.ts';
import { escapeHtml } from '../templates/html.ts';
import type { MarkdownEnv } from './markdown.ts';

/** As wide as the column of text. */
const SIZES = '(min-width: 40rem) 38rem, 100vw';
const IN_FOLDER = /^(?:\.{1,2}\/)*(?:images\/)?/;

/**
 * Pictures come from `content/images` only, in our own sizes; any other is a problem of the text. One that
 * stands in a paragraph of its own becomes a figure, with its title (`![alt](x.png "title")`) below it.
 */
export function pictures(parser: MarkdownIt, findPicture: (name: string) => PictureFiles | undefined): void {
  parser.core.ruler.after('footnote_tail', 'own_pictures', ({ tokens, env, Token: NewToken }) => {
    const { problems } = env as unknown as MarkdownEnv;
    for (const [index, block] of tokens.entries()) {
      let line = (block.map?.[0] ?? 0) + 1;
      for (const token of block.children ?? []) {
        if (token.type === 'softbreak' || token.type === 'hardbreak') line += 1;
        if (token.type !== 'image') continue;
        const name = String(token.attrGet('src') ?? '').replace(IN_FOLDER, '');
        const picture = PICTURE_NAME.test(name) ? findPicture(name) : undefined;
        if (picture === undefined)
          problems.push({ line, message: `there is no picture ${name} in content/images` });
        if (picture === undefined) showWordsOnly(token);
        else showPicture(token, picture);
      }
      const caption = makeFigure(tokens, index);
      if (caption === undefined) continue;
      const below = new NewToken('html_inline', '', 0);
      below.content = `<figcaption>${escapeHtml(caption)}</figcaption>`;
      block.children?.push(below);
    }
  });
}

function showPicture(token: Token, { large, srcset, width, height }: PictureFiles): void {
  token.attrSet('src', large);
  token.attrSet('srcset', srcset);
  token.attrSet('sizes', SIZES);
  token.attrSet('width', width);
  token.attrSet('height', height);
  token.attrSet('loading', 'lazy');
}

function showWordsOnly(token: Token): void {
  token.type = 'text';
  token.attrs = null;
  token.children = null;
}

/** Makes a figure of a paragraph that is one picture. Returns what is to stand below it. */
function makeFigure(tokens: Token[], index: number): string | undefined {
  const [open, inline, close] = tokens.slice(Math.max(0, index - 1), index + 2);
  const [image, ...more] = inline?.children ?? [];
  if (open?.type !== 'paragraph_open' || open.hidden || !close) return undefined;
  if (image?.type !== 'image' || more.length > 0) return undefined;
  open.tag = 'figure';
  close.tag = 'figure';
  const title = image.attrGet('title');
  image.attrs = (image.attrs ?? []).filter(([name]) => name !== 'title');
  return title === null ? undefined : String(title);
}
