import { checkText } from './check-text.ts';
import { checkWords } from './check-words.ts';
import { type Finding, finding, type Place } from './finding.ts';
import { CUTS } from './inbox.ts';
import type { Issue, SendingState } from './issue.ts';
import type { FindDestination } from './own-addresses.ts';
import type { Printing } from './printing.ts';
import { type ReadBlock, type ReadingDeps, readIssue } from './reading.ts';
import type { UsedArticle } from './store.ts';

export type ChecksDeps = ReadingDeps & {
  printing: Pick<Printing, 'printIssue'>;
  usedArticles: () => UsedArticle[];
  stateOf: (issueId: string) => SendingState;
  findDestination: FindDestination;
  /** `MAIL_FROM`, and the domains that mail is signed for here. */
  sender: { from: string; signedFor: string[] };
};

/** Where Gmail cuts a mail, and with it the link to leave by; and from where on it is near. In bytes. */
const HEAVIEST = 102 * 1024;
const HEAVY = 85 * 1024;

/** Reads an issue before it leaves, as a good colleague would. */
export type Checks = ReturnType<typeof createChecks>;

export function createChecks(deps: ChecksDeps) {
  const { printing, usedArticles, stateOf, findDestination, sender } = deps;
  return { findings, mayBeSent };

  /** Whether nothing stands in the way of sending it. */
  function mayBeSent(issue: Issue, at: string): boolean {
    return findings(issue, at).every(({ severity }) => severity !== 'stop');
  }

  /** Everything there is to say about an issue, what must not go out like this first, then from top to bottom. */
  function findings(issue: Issue, at: string): Finding[] {
    const reading = readIssue(issue, deps);
    const found = [
      ...checkSubject(issue),
      ...checkPreheader(issue),
      ...checkText(reading.introduction, { part: 'introduction' }, findDestination),
      ...reading.blocks.flatMap((block, index) => checkBlock(block, index + 1, issue.id)),
      ...(isEmpty(reading) ? [finding('no-content', { part: 'introduction' })] : []),
      ...checkWeight(issue, at),
      ...checkSender(),
    ];
    const stops = found.filter(({ severity }) => severity === 'stop');
    return [...stops, ...found.filter(({ severity }) => severity === 'look')];
  }

  function checkBlock(block: ReadBlock, number: number, issueId: string): Finding[] {
    const place: Place = { part: 'block', number };
    if (block.kind === 'text') return checkText(block.text, place, findDestination);
    if (block.kind === 'meetings') return block.meetings.length > 0 ? [] : [finding('no-meetings', place)];
    if (block.kind === 'gone') return [finding('article-gone', place, block.slug)];
    const { slug, title, picture } = block.article;
    const before = usedArticles().find(
      (used) => used.slug === slug && used.issueId !== issueId && wasSent(used),
    );
    return [
      ...(before ? [finding('article-again', place, before.subject)] : []),
      ...(picture && picture.alt.trim() === '' ? [finding('picture-without-words', place, title)] : []),
    ];
  }

  function wasSent({ issueId }: UsedArticle): boolean {
    return !['draft', 'planned', 'cancelled'].includes(stateOf(issueId));
  }

  function checkWeight(issue: Issue, at: string): Finding[] {
    const bytes = Buffer.byteLength(printing.printIssue(issue, at).html);
    const kilobytes = String(Math.ceil(bytes / 1024));
    if (bytes > HEAVIEST) return [finding('too-heavy', { part: 'mail' }, kilobytes)];
    return bytes > HEAVY ? [finding('heavy', { part: 'mail' }, kilobytes)] : [];
  }

  /** A signature for another domain than the sender's is worth nothing to DMARC (RFC 7489 §3.1.1, relaxed). */
  function checkSender(): Finding[] {
    const domain = /@([^@>\s]+)>?$/.exec(sender.from)?.[1]?.toLowerCase() ?? '';
    const aligned = sender.signedFor.some((signed) => isSameOrBelow(domain, signed.toLowerCase()));
    return sender.signedFor.length === 0 || aligned
      ? []
      : [finding('sender-domain', { part: 'sender' }, domain)];
  }
}

function checkSubject({ subject }: Issue): Finding[] {
  const place: Place = { part: 'subject' };
  const length = subject.trim().length;
  if (length === 0) return [finding('no-subject', place)];
  return [
    ...(length > CUTS.desk.subject ? [finding('long-on-desk', place)] : []),
    ...(length > CUTS.phone.subject && length <= CUTS.desk.subject ? [finding('long-on-phone', place)] : []),
    ...checkWords(subject, place),
  ];
}

function checkPreheader({ preheader, subject }: Issue): Finding[] {
  const place: Place = { part: 'preheader' };
  const words = preheader.trim();
  if (words === '') return [finding('no-preheader', place)];
  return [
    ...(words.length > CUTS.desk.preheader ? [finding('long-preheader', place)] : []),
    ...(words.toLowerCase() === subject.trim().toLowerCase() ? [finding('same-preheader', place)] : []),
    ...checkWords(preheader, place),
  ];
}

function isEmpty({ introduction, blocks }: ReturnType<typeof readIssue>): boolean {
  const readable = (block: ReadBlock) =>
    block.kind === 'article' ||
    (block.kind === 'text' && block.text.text !== '') ||
    (block.kind === 'meetings' && block.meetings.length > 0);
  return introduction.text === '' && !blocks.some(readable);
}

function isSameOrBelow(domain: string, signed: string): boolean {
  return domain === signed || domain.endsWith(`.${signed}`) || signed.endsWith(`.${domain}`);
}
