/** Where in an issue something is; blocks count from 1. */
export type Place =
  | { part: 'subject' | 'preheader' | 'introduction' | 'mail' | 'sender' }
  | { part: 'block'; number: number };

export type FindingKind =
  | 'no-subject'
  | 'no-content'
  | 'article-gone'
  | 'picture-gone'
  | 'dead-link'
  | 'staff-link'
  | 'too-heavy'
  | 'long-on-desk'
  | 'long-on-phone'
  | 'no-preheader'
  | 'long-preheader'
  | 'same-preheader'
  | 'heading-alone'
  | 'article-again'
  | 'no-meetings'
  | 'picture-without-words'
  | 'bare-link'
  | 'vague-link'
  | 'heavy'
  | 'spam-words'
  | 'capitals'
  | 'exclamations'
  | 'sender-domain';

/**
 * Something that a good colleague would say before an issue leaves. `stop`: do not send it like this. `look`:
 * look at it once more. `detail` is what it is about, as it stands in the issue.
 */
export type Finding = { severity: 'stop' | 'look'; kind: FindingKind; place: Place; detail: string };

/** What must not be sent like this. The rest is for whoever writes to decide. */
const STOPS = new Set<FindingKind>([
  ...(['no-subject', 'no-content', 'article-gone', 'picture-gone'] as const),
  ...(['dead-link', 'staff-link', 'too-heavy'] as const),
]);

/** A finding of this kind, as severe as its kind is. */
export function finding(kind: FindingKind, place: Place, detail = ''): Finding {
  return { severity: STOPS.has(kind) ? 'stop' : 'look', kind, place, detail };
}
