import type { Token } from 'markdown-it';

const LONGEST_OPENING = 240;

/** The words of a text, a block a line. */
export function plainText(tokens: Token[]): string {
  return tokens
    .map(wordsOf)
    .filter((words) => words !== '')
    .join('\n');
}

/** The first paragraph, cut at a word where it is long. */
export function openingOf(tokens: Token[]): string {
  const start = tokens.findIndex(({ type, level }) => type === 'paragraph_open' && level === 0);
  const inline = start < 0 ? undefined : tokens[start + 1];
  const words = inline ? wordsOf(inline) : '';
  if (words.length <= LONGEST_OPENING) return words;
  return `${words.slice(0, LONGEST_OPENING).replace(/\s+\S*$/, '')} …`;
}

function wordsOf(token: Token): string {
  const text = token.type === 'inline' ? (token.children ?? []).map(inlineText).join('') : blockText(token);
  return text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();
}

function blockText({ type, content }: Token): string {
  return type === 'fence' || type === 'code_block' ? content : '';
}

function inlineText({ type, content }: Token): string {
  if (type === 'softbreak' || type === 'hardbreak') return ' ';
  return type === 'text' || type === 'code_inline' ? content : '';
}
