import { after, type Clock, DAY, SECOND } from '../clock.ts';
import type { Leaver } from '../subscribers/subscribers.ts';
import { type DeliveryCounts, doneOf, lengthOf, type Sending } from './delivery.ts';
import type { DeliveryStore } from './delivery-store.ts';
import type { SendingStore } from './sending-store.ts';

/** Leaving within so long after an issue arrived counts as leaving after it. */
const AFTER_IT = 7 * DAY;

/** How far a sending is. */
export type Progress = {
  sending: Sending;
  counts: DeliveryCounts;
  /** The length of the list. */
  total: number;
  done: number;
  /** Mails a second, over the last quarter to half a minute; undefined while that is not known. */
  perSecond: number | undefined;
  /** Undefined while it stands still, or only waits to try some readers again. */
  secondsLeft: number | undefined;
  /** Uncertain ones that nobody decided about yet. */
  toDecide: number;
};

/** What became of an issue, counted from the answers of mail servers. */
export type Figures = {
  total: number;
  sent: number;
  failed: number;
  uncertain: number;
  /** Taken by a server, and came back later: for good (`hard`), for now, or as unwanted. */
  cameBack: CameBack;
  /** Left between the freezing of the list and their turn, and got nothing. */
  left: number;
  /** Did not get it because the sending was ended. */
  notSent: number;
  /** Got it and left within a week. */
  leftAfter: number;
  /** Whether that week is over for all of them. */
  weekIsOver: boolean;
};

/** How many copies of an issue came back after they were sent. */
export type CameBack = { hard: number; soft: number; complaint: number };

export type ProgressDeps = {
  store: SendingStore;
  deliveries: DeliveryStore;
  leaversBetween: (from: string, until: string) => Leaver[];
  cameBack: (issueId: string) => CameBack;
  clock: Clock;
  /** The most mails a second; 0 is no limit. */
  rate: number;
};

/** Tells how far an issue is, and what became of it. Nothing here walks through the list. */
export function createProgress(deps: ProgressDeps) {
  const { store, deliveries, leaversBetween, cameBack, clock, rate } = deps;
  return { progressOf, figuresOf };

  /** Undefined while nothing is decided. */
  function progressOf(issueId: string): Progress | undefined {
    const sending = store.byId(issueId);
    if (sending === undefined || sending.state === 'dropping') return undefined;
    const counts = deliveries.counts(issueId);
    const perSecond = paceOf(sending, doneOf(counts));
    const waiting = counts.pending + counts.sending;
    const expected = perSecond ?? (rate || undefined);
    const moving = sending.state === 'sending' && waiting > 0 && expected !== undefined;
    return {
      sending,
      counts,
      total: sending.total ?? lengthOf(counts),
      done: doneOf(counts),
      perSecond,
      secondsLeft: moving ? Math.ceil(waiting / expected) : undefined,
      toDecide: deliveries.toDecide(issueId),
    };
  }

  function paceOf({ state, pacedFrom, pacedFromDone, pacedAt, pacedAtDone }: Sending, done: number) {
    const [from, fromDone] = pacedFrom === null ? [pacedAt, pacedAtDone] : [pacedFrom, pacedFromDone];
    if (state !== 'sending' || from === null || done <= fromDone) return undefined;
    const seconds = (clock().getTime() - Date.parse(from)) / SECOND;
    return seconds < 1 ? undefined : (done - fromDone) / seconds;
  }

  /** Undefined while no mail has left. */
  function figuresOf(issueId: string): Figures | undefined {
    const sending = store.byId(issueId);
    if (sending === undefined || sending.startedAt === null) return undefined;
    const { sent, failed, uncertain, left, ...others } = deliveries.counts(issueId);
    const end = after(new Date(sending.finishedAt ?? clock()), AFTER_IT);
    return {
      ...{ total: sending.total ?? 0, sent, failed, uncertain, left },
      cameBack: cameBack(issueId),
      notSent: others.pending + others.retry + others.sending,
      leftAfter: leaversBetween(sending.startedAt, end).filter((leaver) => leftAfterIt(issueId, leaver))
        .length,
      weekIsOver: sending.finishedAt !== null && end <= clock().toISOString(),
    };
  }

  function leftAfterIt(issueId: string, { subscriberId, at }: Leaver): boolean {
    const sentAt = deliveries.sentAt(issueId, subscriberId);
    return sentAt !== undefined && at >= sentAt && at < after(new Date(sentAt), AFTER_IT);
  }
}
