import { after, type Clock, DAY, HOUR } from '../clock.ts';
import { hashToken, newToken, type Randomness } from '../secrets.ts';
import type { SubscriberStore } from './store.ts';
import type { Subscriber, WayOfLeaving } from './subscriber.ts';

/** Whether a leave link belongs to somebody on the list, to somebody who is off it, or to nobody. */
export type LeaveLinkState = 'subscribed' | 'not-subscribed' | 'unknown';

/** What leaving did. `undoToken` opens the page that can undo it. */
export type LeaveOutcome =
  | { kind: 'left'; undoToken: string }
  | { kind: 'not-subscribed' }
  | { kind: 'unknown' };

/** What the page after leaving can still offer. */
export type LeavingState = { undo: 'possible' | 'too-late' | 'done'; reasonGiven: boolean };

/** The reasons that the form offers. */
export const REASONS = ['too-much', 'not-interesting', 'never-asked', 'other-address', 'other'] as const;
export type Reason = (typeof REASONS)[number];

export type LeaveDeps = {
  store: SubscriberStore;
  clock: Clock;
  randomness: Randomness;
  inTransaction: <Result>(work: () => Result) => Result;
};

/** A leaving can be undone for an hour; its page is there for a day. */
const UNDO_TERM = HOUR;
const PAGE_TERM = DAY;

/** Leaving the list: works at once, can be undone for an hour, and asks nothing beforehand. */
export type Leave = ReturnType<typeof createLeave>;

export function createLeave({ store, clock, randomness, inTransaction }: LeaveDeps) {
  return { stateOfLink, leave, leaveById, stateOfLeaving, undo, giveReason };

  /** Whose link this is, in a word. Changes nothing. */
  function stateOfLink(token: string): LeaveLinkState {
    const subscriber = store.byLeaveToken(token);
    if (subscriber?.state === 'subscribed') return 'subscribed';
    return subscriber !== undefined || store.isSuppressedToken(token) ? 'not-subscribed' : 'unknown';
  }

  /** Leaves by the link of a mail (RFC 8058 for `one-click`). Saying it twice, or years later, is no mistake. */
  function leave(token: string, way: WayOfLeaving): LeaveOutcome {
    return inTransaction(() => {
      const state = stateOfLink(token);
      const subscriber = store.byLeaveToken(token);
      if (subscriber === undefined) return { kind: state === 'unknown' ? 'unknown' : 'not-subscribed' };
      return takeOff(subscriber, way);
    });
  }

  /** Leaves at the person's request, done by staff. */
  function leaveById(id: string): 'left' | 'not-subscribed' | 'unknown' {
    return inTransaction(() => {
      const subscriber = store.byId(id);
      return subscriber === undefined ? 'unknown' : takeOff(subscriber, 'staff').kind;
    });
  }

  function takeOff(subscriber: Subscriber, way: WayOfLeaving): LeaveOutcome {
    store.withdrawConfirmations(subscriber.id);
    if (subscriber.state !== 'subscribed') return { kind: 'not-subscribed' };
    const now = clock().toISOString();
    store.changeState(subscriber.id, 'left', now);
    store.addEvent({ subscriberId: subscriber.id, at: now, kind: 'left', wording: null, detail: way });
    const undoToken = newToken(randomness);
    store.addLeaving({ tokenHash: hashToken(undoToken), subscriberId: subscriber.id, leftAt: now });
    return { kind: 'left', undoToken };
  }

  /** What the page after leaving can still offer, or undefined when it is gone. */
  function stateOfLeaving(undoToken: string): LeavingState | undefined {
    const leaving = store.findLeaving(hashToken(undoToken));
    if (leaving === undefined || leaving.leftAt <= after(clock(), -PAGE_TERM)) return undefined;
    const subscriber = store.byId(leaving.subscriberId);
    const { reasonGiven } = leaving;
    if (leaving.undone || subscriber?.state === 'subscribed') return { undo: 'done', reasonGiven };
    const possible = subscriber?.state === 'left' && leaving.leftAt > after(clock(), -UNDO_TERM);
    return { undo: possible ? 'possible' : 'too-late', reasonGiven };
  }

  /** Takes the leaving back, within the hour. */
  function undo(undoToken: string): 'returned' | 'too-late' | 'done' | 'unknown' {
    return inTransaction(() => {
      const state = stateOfLeaving(undoToken);
      const leaving = store.findLeaving(hashToken(undoToken));
      const subscriber = leaving && store.byId(leaving.subscriberId);
      if (state === undefined || subscriber === undefined) return 'unknown';
      if (state.undo !== 'possible') return state.undo;
      const now = clock().toISOString();
      store.changeState(subscriber.id, 'subscribed', now);
      store.markUndone(hashToken(undoToken));
      store.addEvent({
        subscriberId: subscriber.id,
        at: now,
        kind: 'returned',
        wording: null,
        detail: 'undo',
      });
      return 'returned';
    });
  }

  /** Keeps why somebody left, once, apart from who it was and with no more of the date than its month. */
  function giveReason(undoToken: string, reason: Reason, remark: string): 'kept' | 'known' | 'unknown' {
    return inTransaction(() => {
      const state = stateOfLeaving(undoToken);
      if (state === undefined) return 'unknown';
      if (state.reasonGiven) return 'known';
      store.markReasonGiven(hashToken(undoToken));
      store.addReason({ month: clock().toISOString().slice(0, 7), reason, remark });
      return 'kept';
    });
  }
}
