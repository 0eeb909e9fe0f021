import { after, type Clock, DAY, monthsAfter, monthsBefore } from '../clock.ts';
import type { KeyedHash } from '../secrets.ts';
import type { SubscriberStore } from './store.ts';
import type { Subscriber } from './subscriber.ts';

export type RetentionDeps = {
  store: SubscriberStore;
  clock: Clock;
  hash: KeyedHash;
  /** How long the proof of consent and of leaving is kept after somebody left. */
  proofMonths: () => number;
  inTransaction: <Result>(work: () => Result) => Result;
};

const UNCONFIRMED_TERM = 30 * DAY;
const LEAVING_TERM = DAY;
const BATCH = 200;

/** What goes by itself, and what staff remove. What stays is a keyed hash, so that nobody is mailed again by mistake. */
export type Retention = ReturnType<typeof createRetention>;

export function createRetention({ store, clock, hash, proofMonths, inTransaction }: RetentionDeps) {
  return { removeOld, keptUntil, remove };

  /** Removes unconfirmed requests after 30 days, and who left after the term of proof. In small transactions. */
  function removeOld(): void {
    const monthAgo = after(clock(), -UNCONFIRMED_TERM);
    inTransaction(() => {
      store.removeConfirmations(monthAgo);
      store.removeUnconfirmed(monthAgo);
      store.removeLeavings(after(clock(), -LEAVING_TERM));
    });
    const endOfTerm = monthsBefore(clock(), proofMonths());
    while (inTransaction(() => forgetSome(endOfTerm)) === BATCH);
  }

  function forgetSome(leftBefore: string): number {
    const gone = store.leftBefore(leftBefore, BATCH);
    for (const { id, addressKey, leaveToken, changedAt } of gone) {
      store.suppress({
        addressHash: suppressionHash(addressKey),
        leaveToken,
        reason: 'left',
        since: changedAt,
      });
      store.remove(id);
    }
    return gone.length;
  }

  /** Until when the data of a reader stay if nothing happens: undefined where they have no end, as on the list. */
  function keptUntil({ id, state, changedAt }: Subscriber): string | undefined {
    if (state === 'left') return monthsAfter(new Date(changedAt), proofMonths());
    if (state !== 'waiting') return undefined;
    const lastAsked = store.confirmationsOf(id).at(-1)?.requestedAt ?? changedAt;
    return after(new Date(lastAsked > changedAt ? lastAsked : changedAt), UNCONFIRMED_TERM);
  }

  /** Removes a reader and everything about them at once; only the keyed hash stays. */
  function remove(id: string): 'removed' | 'unknown' {
    return inTransaction(() => {
      const subscriber = store.byId(id);
      if (subscriber === undefined) return 'unknown';
      const { addressKey, leaveToken } = subscriber;
      const since = clock().toISOString();
      store.suppress({ addressHash: suppressionHash(addressKey), leaveToken, reason: 'removed', since });
      store.remove(id);
      return 'removed';
    });
  }

  function suppressionHash(addressKey: string): string {
    return hash('suppression', addressKey);
  }
}
