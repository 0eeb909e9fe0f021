import { cutAt } from '../templates/format.ts';
import type { IssueContent } from './issue.ts';
import type { Reading } from './reading.ts';

/** How many characters inboxes show, about: letters differ in width, and programs in room. */
export const CUTS = {
  phone: { subject: 40, preheader: 80 },
  desk: { subject: 60, preheader: 100 },
} as const;

/** What inboxes show behind the subject: what was written for it, or else how the text begins. */
export function preheaderOf({ preheader }: IssueContent, { introduction, blocks }: Reading): string {
  const written = preheader.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();
  if (written !== '') return written;
  const openings = blocks.map((block) => {
    if (block.kind === 'text') return block.text.opening;
    if (block.kind === 'meetings') return block.meetings[0]?.title ?? '';
    return block.kind === 'article' ? block.article.title : '';
  });
  return cutAt(
    [introduction.opening, ...openings].find((opening) => opening !== '') ?? '',
    CUTS.desk.preheader,
  );
}
