import { escapeHtml, type Html, trusted } from './html.ts';

const ADDRESS = /(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)])/;

/** Plain text as HTML: escaped, lines kept, web addresses as links. */
export function linkedText(text: string): Html {
  const parts = text.replaceAll('\r\n', '\n').trim().split(ADDRESS);
  const html = parts.map((part, index) => (index % 2 === 1 ? link(part) : escapeHtml(part)));
  return trusted(html.join('').replaceAll('\n', '<br>\n'));
}

function link(address: string): string {
  const escaped = escapeHtml(address);
  return `<a href="${escaped}">${escaped}</a>`;
}
