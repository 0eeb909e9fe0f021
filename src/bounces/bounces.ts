import { after, type Clock, DAY } from '../clock.ts';
import { parseAddress } from '../mail/address.ts';
import type { LetterSent } from '../mail/outbox.ts';
import { keyInMessageId, keyOf, type ReturnPaths } from '../mail/return-path.ts';
import { newId, type Randomness } from '../secrets.ts';
import type { MailThatCameBack } from '../subscribers/blocking.ts';
import type { Subscribers } from '../subscribers/subscribers.ts';
import { pastTerm, TERMS } from '../terms.ts';
import type { Bounce, BounceKind, Followed, MailboxProblem, Unrecognised } from './bounce.ts';
import { judge } from './classify.ts';
import { type Outcome, outcomeFor } from './outcome.ts';
import type { Report } from './report.ts';
import type { BounceStore } from './store.ts';

/** One reader's copy of an issue, as the sending keeps it. */
export type SentCopy = {
  messageId: string;
  issueId: string;
  subscriberId: string | null;
  addressKey: string;
  at: string;
};

export type BouncesDeps = {
  store: BounceStore;
  subscribers: Pick<Subscribers, 'byId' | 'byAddressKey' | 'blocking'>;
  copies: {
    copyByKey: (key: string) => SentCopy | undefined;
    lastCopies: (of: { subscriberId: string; addressKey: string; since: string; most: number }) => SentCopy[];
  };
  letters: { byKey: (key: string) => LetterSent | undefined };
  returnPaths: ReturnPaths;
  /** The domain of Message-IDs. */
  domain: string;
  /** Whether there is a mailbox to read. */
  configured: boolean;
  clock: Clock;
  randomness: Randomness;
  inTransaction: <Result>(work: () => Result) => Result;
};

/** How the mailbox and what came out of it stand, for the dashboard. */
export type BounceHealth = {
  configured: boolean;
  unhandled: number;
  /** Whether anything came back lately. */
  lately: boolean;
  failingSince: string | undefined;
  problem: MailboxProblem | undefined;
};

/** What came back lately, of one kind: how many, and the newest. */
export type KindLately = { kind: BounceKind; count: number; newest: Bounce[] };

type Sent = MailThatCameBack & { key: string; issueId: string | null };

/** So many issues in a row that came back for now are no coincidence. */
const SOFT_IN_A_ROW = 3;
const LATELY = 30 * DAY;
const MOST_WORDS = 500;
const MOST_TEXT = 2000;
const MOST_LINE = 200;

/** Mail that came back, and what follows from it for the reader whom it was sent to. */
export type Bounces = ReturnType<typeof createBounces>;

export function createBounces(deps: BouncesDeps) {
  const { store, subscribers, copies, letters, returnPaths, domain, clock, randomness, inTransaction } = deps;
  return {
    ...{ receive, copyFailed, letterRefused, handle, health, lately, removeOld },
    ofReader: store.ofReader,
    ofIssue: store.ofIssue,
    unhandled: store.unhandled,
    /** When the mailbox was last read. */
    readAt: (): string | undefined => store.mailbox().readAt ?? undefined,
  };

  /**
   * Deals with a mail from the mailbox. `ours`: it was, and can be put away. `fingerprint` tells it apart from
   * all others. A report proves nothing by the address that it names: only by a key that nobody can guess.
   */
  function receive(report: Report, fingerprint: string): 'ours' | 'not-ours' {
    if (report.kind === 'letter') return 'not-ours';
    return inTransaction(() => {
      const keys = keysOf(report);
      const sent = keys.map(sentWith).find((found) => found !== undefined);
      if (sent === undefined) return receiveUnmatched(report, keys, fingerprint);
      const outcome = outcomeFor(report, sent.wasTo);
      if (outcome === 'not-understood') keep(report, outcome, fingerprint, sent.subscriberId);
      else if (outcome !== 'fine') record(sent, outcome, 'report');
      return 'ours';
    });
  }

  function keysOf({ returnPaths: addresses, messageIds }: Report): string[] {
    const keys = [
      ...addresses.map((address) => returnPaths.keyIn(address)),
      ...messageIds.map((id) => keyInMessageId(id, domain)),
    ];
    return keys.filter((key) => key !== undefined);
  }

  function sentWith(key: string): Sent | undefined {
    const copy = copies.copyByKey(key);
    if (copy !== undefined) {
      const { issueId, addressKey, at } = copy;
      const wasTo = (other: string) => other === addressKey;
      return { key, issueId, at, subscriberId: copy.subscriberId ?? '', wasTo };
    }
    const letter = letters.byKey(key);
    return letter && { key, issueId: null, at: letter.at, subscriberId: letter.person, wasTo: letter.wasTo };
  }

  /** A report about somebody's own letter is not ours; one that names no mail may be, so staff look. */
  function receiveUnmatched(report: Report, keys: string[], fingerprint: string): 'ours' | 'not-ours' {
    const { kind, recipients, messageIds } = report;
    const isOurs = keys.length > 0;
    const failed = recipients.some(({ outcome }) => outcome === 'hard' || outcome === 'soft');
    const nothingToDo = kind === 'auto-reply' || (kind === 'delivery' && !failed);
    if (nothingToDo) return isOurs ? 'ours' : 'not-ours';
    if (!isOurs && messageIds.length > 0) return 'not-ours';
    const why = kind === 'not-understood' ? kind : 'no-mail-named';
    keep(report, isOurs ? 'unknown-mail' : why, fingerprint, '');
    return 'ours';
  }

  /** Keeps a mail for staff. Of one about a mail that is gone, perhaps with its reader, nothing is kept that names anybody. */
  function keep(
    { from, subject, sentAt, text, recipients }: Report,
    reason: Unrecognised['reason'],
    fingerprint: string,
    subscriberId: string,
  ): void {
    const nameless = reason === 'unknown-mail';
    const about = nameless ? undefined : recipients.flatMap(({ addresses }) => addresses)[0];
    store.keep({
      ...{ id: newId(randomness), fingerprint, reason, receivedAt: clock().toISOString() },
      sender: plainLine(from),
      subject: nameless ? '' : plainLine(subject),
      sentAt: sentAt ?? null,
      text: nameless ? '' : plainText(text).slice(0, MOST_TEXT),
      aboutAddress: plainLine(about ?? ''),
      aboutId: subscribers.byId(subscriberId)?.id ?? readerAt(about)?.id ?? null,
    });
  }

  function readerAt(address: string | undefined) {
    const parsed = parseAddress(address ?? '');
    return parsed.ok ? subscribers.byAddressKey(parsed.address.key) : undefined;
  }

  /** A server refused one reader's copy of an issue for good, or for two days. */
  function copyFailed(messageId: string, answer: string): void {
    refused(keyOf(messageId), answer);
  }

  /** The same for another mail. */
  function letterRefused({ key }: LetterSent, answer: string): void {
    refused(key, answer);
  }

  function refused(key: string, answer: string): void {
    const sent = sentWith(key);
    // Where no server gave an answer, there was nothing that came back.
    if (sent === undefined || !/^\s*[45]\d\d\b/.test(answer)) return;
    record(sent, { ...judge(answer), words: answer }, 'answer');
  }

  function record(sent: Sent, { kind, status, words }: Outcome, source: Bounce['source']): void {
    inTransaction(() => {
      const reader = subscribers.byId(sent.subscriberId);
      if (reader === undefined) return;
      const at = clock().toISOString();
      const { key: mailKey, issueId } = sent;
      const said = { status, words: plainLine(words, MOST_WORDS) };
      if (!store.add({ mailKey, kind, source, at, issueId, subscriberId: reader.id, ...said })) return;
      const followed = followUp(sent, kind);
      if (followed !== 'nothing') store.follow(mailKey, kind, followed);
    });
  }

  function followUp(sent: Sent, kind: BounceKind): Followed {
    const { blocking } = subscribers;
    if (kind === 'hard') return blocking.block(sent, 'hard');
    if (kind === 'complaint') return blocking.complain(sent);
    return kind === 'soft' && everyLastIssueCameBack(sent) ? blocking.block(sent, 'soft') : 'nothing';
  }

  /** Whether the last three issues for this reader, where they still are, all came back. */
  function everyLastIssueCameBack(sent: Sent): boolean {
    const reader = subscribers.blocking.standing(sent);
    if (reader === undefined || sent.issueId === null) return false;
    const { id: subscriberId, addressKey, changedAt: since } = reader;
    const last = copies.lastCopies({ subscriberId, addressKey, since, most: SOFT_IN_A_ROW });
    return last.length === SOFT_IN_A_ROW && last.every(({ messageId }) => store.cameBack(keyOf(messageId)));
  }

  /** Somebody of the staff has looked at it. */
  function handle(id: string): { outcome: 'handled' | 'handled-before'; aboutId: string | null } | undefined {
    const mail = store.byId(id);
    if (mail === undefined) return undefined;
    const handled = store.handle(id, clock().toISOString());
    return { outcome: handled ? 'handled' : 'handled-before', aboutId: mail.aboutId };
  }

  function health(): BounceHealth {
    const { failingSince, problem } = store.mailbox();
    const unhandled = store.countUnhandled();
    const counts = Object.values(store.countsSince(after(clock(), -LATELY)));
    return {
      ...{ configured: deps.configured, unhandled, lately: counts.some((count) => count > 0) },
      failingSince: (deps.configured && failingSince) || undefined,
      problem: (deps.configured && problem) || undefined,
    };
  }

  /** What came back in the last 30 days, by kind, the newest first; at most so many of each. */
  function lately(most: number): KindLately[] {
    const since = after(clock(), -LATELY);
    const counts = Object.entries(store.countsSince(since)) as [BounceKind, number][];
    return counts.map(([kind, count]) => ({ kind, count, newest: store.newest(kind, since, most) }));
  }

  /** Removes what is past its term; the figures of an issue stay. */
  function removeOld(): void {
    store.removeBefore(pastTerm(TERMS.bounce, clock()), pastTerm(TERMS.unrecognised, clock()));
  }
}

function plainText(text: string): string {
  return text.replaceAll(/[^\P{C}\n]/gu, ' ').toWellFormed();
}

function plainLine(text: string, most = MOST_LINE): string {
  return plainText(text).replaceAll(/\s+/g, ' ').trim().slice(0, most).toWellFormed();
}
