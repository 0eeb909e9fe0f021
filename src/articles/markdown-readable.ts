import type { Token } from 'markdown-it';

/** Where the reading is: how deep in lists and quotations, and what stands before the next line. */
type State = {
  breaks: boolean;
  lines: string[];
  indents: string[];
  numbers: (number | undefined)[];
  marker: string;
  /** Whether this is a table, and whether a cell of this row stands there already. */
  cell: boolean;
  inRow: boolean;
};

/**
 * A text as a mail without layout shows it: a blank line between blocks, `-` and numbers for lists, `>` for
 * quotations, and each link written out behind its words. Addresses of our own are made whole. With `breaks`
 * each line stays one.
 */
export function readableText(tokens: Token[], siteUrl: string, breaks: boolean): string {
  const state: State = { breaks, lines: [], indents: [], numbers: [], marker: '', cell: false, inRow: false };
  for (const token of tokens) readBlock(token, state, siteUrl);
  return state.lines
    .join('\n')
    .replaceAll(/^[> ]+$/gm, (line) => line.trimEnd())
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

function readBlock(token: Token, state: State, siteUrl: string): void {
  switch (token.type) {
    case 'bullet_list_open':
      state.numbers.push(undefined);
      return;
    case 'ordered_list_open':
      state.numbers.push(Number(token.attrGet('start') ?? 1));
      return;
    case 'bullet_list_close':
    case 'ordered_list_close':
      state.numbers.pop();
      return blankLine(state);
    case 'list_item_open':
      return openItem(state);
    case 'list_item_close':
      state.indents.pop();
      return;
    case 'blockquote_close':
      state.indents.pop();
      if (/^[> ]*>$/.test(state.lines.at(-1) ?? '')) state.lines.pop();
      return blankLine(state);
    case 'blockquote_open':
      state.indents.push('> ');
      return;
    case 'footnote_open':
      state.marker = `[${Number(token.meta?.id ?? 0) + 1}] `;
      return;
    case 'tr_open':
      state.inRow = false;
      return;
    case 'inline':
      if (state.cell && state.inRow)
        return addCell(state, inlineText(token.children ?? [], siteUrl, state.breaks));
      state.inRow = state.cell;
      return write(state, inlineText(token.children ?? [], siteUrl, state.breaks));
    case 'fence':
    case 'code_block':
      write(state, token.content.trimEnd());
      return blankLine(state);
    case 'hr':
      write(state, '* * *');
      return blankLine(state);
    case 'paragraph_close':
      if (!token.hidden) blankLine(state);
      return;
    case 'table_open':
    case 'table_close':
      state.cell = token.type === 'table_open';
      return state.cell ? undefined : blankLine(state);
    case 'heading_close':
      return blankLine(state);
    default:
  }
}

function openItem(state: State): void {
  const number = state.numbers.at(-1);
  const marker = number === undefined ? '- ' : `${number}. `;
  if (number !== undefined) state.numbers[state.numbers.length - 1] = number + 1;
  state.marker = state.indents.join('') + marker;
  state.indents.push(' '.repeat(marker.length));
}

function write(state: State, text: string): void {
  for (const line of text.split('\n')) {
    state.lines.push((state.marker || state.indents.join('')) + line);
    state.marker = '';
  }
}

function addCell(state: State, text: string): void {
  state.lines.push(`${state.lines.pop() ?? ''} | ${text}`);
}

function blankLine(state: State): void {
  state.lines.push(state.indents.join('').trimEnd());
}

function inlineText(tokens: Token[], siteUrl: string, breaks: boolean): string {
  let text = '';
  const links: { address: string; from: number }[] = [];
  for (const token of tokens) {
    if (token.type === 'link_open') {
      links.push({ address: whole(String(token.attrGet('href') ?? ''), siteUrl), from: text.length });
    } else if (token.type === 'link_close') {
      const { address = '', from = 0 } = links.pop() ?? {};
      if (!saysAlready(text.slice(from), address)) text += ` (${address})`;
    } else text += token.type === 'softbreak' && breaks ? '\n' : wordsOf(token);
  }
  return text;
}

function wordsOf(token: Token): string {
  switch (token.type) {
    case 'text':
    case 'code_inline':
      return token.content;
    case 'softbreak':
      return ' ';
    case 'hardbreak':
      return '\n';
    case 'footnote_ref':
      return ` [${Number(token.meta?.id ?? 0) + 1}]`;
    case 'image':
      return picture((token.children ?? []).map(wordsOf).join(''));
    default:
      return '';
  }
}

function picture(words: string): string {
  return words === '' ? '' : `[Afbeelding: ${words}]`;
}

function whole(address: string, siteUrl: string): string {
  if (address.startsWith('mailto:') || address.startsWith('tel:')) return address.replace(/^\w+:/, '');
  return URL.parse(address, `${siteUrl}/`)?.href ?? address;
}

/** Whether a link is its own address, so that it need not stand there twice. */
function saysAlready(words: string, address: string): boolean {
  const plain = (text: string) => text.replace(/^https?:\/\/(?:www\.)?|^www\./, '').replace(/\/$/, '');
  return plain(words) === plain(address);
}
