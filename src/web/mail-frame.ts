import { type TextReply, text } from './reply.ts';
import { MAIL_POLICY } from './security-headers.ts';

/**
 * Allowed in a frame of our own pages, unlike every other answer. The sandbox takes its origin away, so
 * that browsers complain when it asks for a cluster by origin.
 */
const FRAMED = {
  'Content-Security-Policy': MAIL_POLICY,
  'X-Frame-Options': 'SAMEORIGIN',
  'Origin-Agent-Cluster': '?0',
};

/** The HTML of a mail, to be shown in a sandboxed frame of one of our own pages. */
export function mailFrame(html: string): TextReply {
  return text('text/html; charset=utf-8', withLinksOutside(html), FRAMED);
}

/** A link in a mail opens a page of its own, as it does in a mail program. */
function withLinksOutside(html: string): string {
  const base = '<base target="_blank">';
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => head + base) : base + html;
}
