import type { MarkdownIt } from 'markdown-it';

/** What a link may lead to: a page of ours, or one of these. */
const ALLOWED = /^(?:https?:|mailto:|tel:|[^:]*(?:[/?#]|$))/i;
const ELSEWHERE = /^(?:https?:)?\/\//i;
const WWW = 'https://www.';

/**
 * Links that a text may hold. Bare addresses become links only where they begin with `https://`,
 * `http://` or `www.`: a name with a dot in it is not always an address.
 */
export function links(parser: MarkdownIt): void {
  parser.validateLink = (address) => ALLOWED.test(address.trim());
  parser.linkify
    .set({ fuzzyLink: false, fuzzyEmail: false })
    .add('ftp:', null)
    .add('mailto:', null)
    .add('//', null)
    .add('www.', {
      validate: (text, position, linkify) =>
        Math.max(0, (linkify.matchAtStart(WWW + text.slice(position))?.lastIndex ?? 0) - WWW.length),
      normalize: (match) => {
        match.url = `https://${match.url}`;
      },
    });
  parser.core.ruler.after('linkify', 'links_elsewhere', ({ tokens }) => {
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      if (token.type !== 'link_open') continue;
      if (ELSEWHERE.test(String(token.attrGet('href') ?? ''))) token.attrSet('rel', 'noopener');
    }
  });
}
