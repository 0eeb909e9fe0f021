import { after, type Clock, DAY, HOUR, MINUTE, SECOND } from '../clock.ts';
import type { Logger } from '../log.ts';
import type { LineOutcome } from '../mail/line.ts';
import { type Claim, doneOf } from './delivery.ts';
import type { DeliveryStore, Settlement } from './delivery-store.ts';
import type { SendingStore } from './sending-store.ts';

/** How one copy fared. */
export type Fared = { claim: Claim; outcome: LineOutcome };

export type DeskDeps = {
  store: SendingStore;
  deliveries: DeliveryStore;
  isSubscribed: (subscriberId: string) => boolean;
  /** Hears of each copy that came to nothing, within the transaction that notes it. */
  onFailed: (messageId: string, answer: string) => void;
  clock: Clock;
  log: Logger;
  inTransaction: <Result>(work: () => Result) => Result;
};

type Visit = {
  wants: boolean;
  resolve: (claim: Claim | undefined) => void;
  reject: (error: unknown) => void;
};

const GIVE_UP_AFTER = 2 * DAY;
const PAUSES_OF_A_COPY = [5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR];
const PAUSES_OF_A_SENDING = [MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR];
/** So many refusals in a row are not about the readers. */
const REFUSALS_IN_A_ROW = 25;
const PACE_EVERY = 15 * SECOND;
/** The longest that a line waits for others at the desk, in milliseconds. */
const LONGEST_WAIT = 20;
/** So many who left are passed over in one transaction. */
const PASSED_OVER = 100;

/**
 * Where the lines hand in how a copy fared and get the next one. What comes in during one turn of the
 * event loop is one transaction, which is on disk before anybody gets a copy to send. Where the disk is
 * full nobody gets one, and what was handed in is kept and written first.
 */
export type Desk = ReturnType<typeof createDesk>;

export function createDesk(deps: DeskDeps) {
  const { store, deliveries, isSubscribed, onFailed, clock, log, inTransaction } = deps;
  const refusedInARow = new Map<string, number>();
  let handedIn: Fared[] = [];
  let visits: Visit[] = [];
  /** Copies that are on their way. */
  let out = 0;
  /** How long the last transaction took, in milliseconds. */
  let took = 0;
  let waiting: NodeJS.Timeout | undefined;
  return { hasWork, exchange, finish };

  /** Whether a sending is under way, or something that was handed in is not written yet. Lets paused ones go on. */
  function hasWork(): boolean {
    const now = clock().toISOString();
    for (const { issueId } of store.pausedUntil(now)) inTransaction(() => store.resume(issueId));
    return handedIn.length > 0 || store.inState('sending').length > 0;
  }

  /** Hands in how the last copy fared and, where wanted, gets the next; undefined when there is none now. */
  function exchange(fared: Fared | undefined, wants: boolean): Promise<Claim | undefined> {
    if (fared !== undefined) {
      handedIn.push(fared);
      out -= 1;
    }
    return new Promise((resolve, reject) => {
      visits.push({ wants, resolve, reject });
      makeAppointment();
    });
  }

  /**
   * A transaction costs as much for one as for all, so whoever comes first waits for the others, but no
   * longer than a transaction takes.
   */
  function makeAppointment(): void {
    if (out === 0) setImmediate(serve);
    else waiting ??= setTimeout(serve, Math.min(took, LONGEST_WAIT));
  }

  /** Finishes the sendings that are done. */
  function finish(): void {
    inTransaction(() => {
      for (const { issueId } of store.inState('sending')) finishIfDone(issueId);
    });
  }

  function serve(): void {
    clearTimeout(waiting);
    waiting = undefined;
    const [served, settled] = [visits, handedIn];
    visits = [];
    const start = performance.now();
    try {
      const claims = inTransaction(() => {
        settled.forEach(settle);
        takeNote(settled);
        return served.map(({ wants }) => (wants ? claimNext() : undefined));
      });
      took = performance.now() - start;
      handedIn = handedIn.slice(settled.length);
      out += claims.filter((claim) => claim !== undefined).length;
      for (const [place, { resolve }] of served.entries()) resolve(claims[place]);
    } catch (error) {
      for (const { reject } of served) reject(error);
    }
  }

  function settle({ claim, outcome }: Fared): void {
    const { id, issueId, attempts } = claim;
    const now = clock();
    if (outcome.kind === 'unreachable') {
      deliveries.giveBack(id, attempts, now.toISOString());
      return pauseByItself(issueId, 'unreachable', outcome.answer);
    }
    const settlement = settlementOf(claim, outcome, now);
    deliveries.settle({ id, attempts, ...settlement });
    if (settlement.state === 'failed') onFailed(claim.messageId, outcome.answer);
    if (outcome.kind !== 'refused') return void refusedInARow.delete(issueId);
    const refusals = (refusedInARow.get(issueId) ?? 0) + 1;
    refusedInARow.set(issueId, refusals % REFUSALS_IN_A_ROW);
    if (refusals === REFUSALS_IN_A_ROW) {
      store.pause({ issueId, reason: 'refusing', answer: outcome.answer, resumeAt: null });
    }
  }

  function pauseByItself(issueId: string, reason: 'unreachable', answer: string): void {
    const pauses = store.byId(issueId)?.pauses ?? 0;
    const pause = PAUSES_OF_A_SENDING[Math.min(pauses, PAUSES_OF_A_SENDING.length - 1)] ?? HOUR;
    const paused = store.pause({ issueId, reason, answer, resumeAt: after(clock(), pause) });
    if (paused) log.warn({ pauses }, 'the mail server cannot be reached: the newsletter waits');
  }

  /** What is noted once for all that was handed in: that mail is taken again, and how fast. */
  function takeNote(settled: Fared[]): void {
    const sent = settled.filter(({ outcome }) => outcome.kind === 'sent');
    for (const issueId of new Set(sent.map(({ claim }) => claim.issueId))) {
      store.forgetPauses(issueId);
      notePace(issueId);
    }
  }

  function notePace(issueId: string): void {
    const sending = store.byId(issueId);
    if (sending === undefined) return;
    const now = clock();
    if (sending.pacedAt !== null && now.getTime() - Date.parse(sending.pacedAt) < PACE_EVERY) return;
    store.pace(issueId, doneOf(deliveries.counts(issueId)), now.toISOString());
  }

  /** The next copy whose reader is still on the list at this moment. */
  function claimNext(): Claim | undefined {
    const now = clock().toISOString();
    let passedOver = 0;
    for (const { issueId } of store.inState('sending')) {
      for (;;) {
        const next = deliveries.next(issueId, now);
        if (next === undefined) break;
        if (next.subscriberId !== null && isSubscribed(next.subscriberId))
          return deliveries.claim(next.id, now);
        deliveries.markLeft(next.id, now);
        passedOver += 1;
        if (passedOver === PASSED_OVER) return undefined;
      }
    }
    return undefined;
  }

  /** Says that it is done only when every reader of the list is accounted for, counted row by row. */
  function finishIfDone(issueId: string): void {
    const counts = deliveries.counts(issueId);
    if (counts.pending + counts.retry + counts.sending > 0) return;
    const counted = doneOf(deliveries.recount(issueId));
    const total = store.byId(issueId)?.total;
    if (counted === total && doneOf(counts) === total) {
      refusedInARow.delete(issueId);
      return store.finish(issueId, 'sent', clock().toISOString());
    }
    log.error({ counted, total }, 'the readers of an issue do not add up');
    store.pause({ issueId, reason: 'miscounted', answer: `${counted} / ${total}`, resumeAt: null });
  }
}

function settlementOf(
  { attempts, firstTriedAt }: Claim,
  { kind, answer }: LineOutcome,
  now: Date,
): Omit<Settlement, 'id' | 'attempts'> {
  const at = now.toISOString();
  const finished = { answer, dueAt: at, finishedAt: at };
  if (kind === 'sent') return { state: 'sent', ...finished };
  if (kind === 'unsure') return { state: 'uncertain', ...finished };
  const tooLate = now.getTime() - Date.parse(firstTriedAt) > GIVE_UP_AFTER;
  if (kind === 'refused' || tooLate) return { state: 'failed', ...finished };
  const pause = PAUSES_OF_A_COPY[Math.min(attempts, PAUSES_OF_A_COPY.length) - 1] ?? HOUR;
  return { state: 'retry', answer, dueAt: after(now, pause), finishedAt: null };
}
