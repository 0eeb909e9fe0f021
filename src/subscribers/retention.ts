import { after, type Clock, DAY, monthsAfter, monthsBefore } from '../clock.ts';
import type { KeyedHash } from '../secrets.ts';
import { pastTerm, TERMS } from '../terms.ts';
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

const UNCONFIRMED_TERM = TERMS.unconfirmed.days * DAY;
const BATCH = 200;

type Reason = 'left' | 'bounced';
const CONSENTS = new Set(['confirmed', 'imported', 'attested']);

/** What goes by itself, and what staff remove. What stays is a keyed hash, so that nobody is mailed again by mistake. */
export type Retention = ReturnType<typeof createRetention>;

export function createRetention({ store, clock, hash, proofMonths, inTransaction }: RetentionDeps) {
  return { removeOld, keptUntil, remove };

  /**
   * Removes unconfirmed requests after 30 days, who left or was blocked after the term of proof, and who was put
   * aside after half a year. In small transactions.
   */
  function removeOld(): void {
    const monthAgo = pastTerm(TERMS.unconfirmed, clock());
    inTransaction(() => {
      store.removeConfirmations(monthAgo);
      store.removeUnconfirmed(monthAgo);
      store.removeLeavings(pastTerm(TERMS.leavingUndo, clock()));
      store.removeReasons(pastTerm(TERMS.leavingReason, clock()).slice(0, 7));
    });
    const endOfTerm = monthsBefore(clock(), proofMonths());
    forget('left', (most) => store.offBefore('left', endOfTerm, most));
    forget('bounced', (most) => store.offBefore('blocked', endOfTerm, most));
    forget('bounced', (most) => store.blockedUnconfirmed(monthAgo, most));
    const putAside = pastTerm(TERMS.putAside, clock());
    forget(undefined, (most) => store.offBefore('put-aside', putAside, most));
    store.removeUnusedConsents();
  }

  /** Without a reason nothing stays: whoever was never on the list cannot have left it. */
  function forget(reason: Reason | undefined, next: (most: number) => Subscriber[]): void {
    while (inTransaction(() => forgetSome(reason, next(BATCH))) === BATCH);
  }

  function forgetSome(reason: Reason | undefined, gone: Subscriber[]): number {
    for (const { id, addressKey, leaveToken, changedAt: since } of gone) {
      if (reason) store.suppress({ addressHash: suppressionHash(addressKey), leaveToken, reason, since });
      store.remove(id);
    }
    return gone.length;
  }

  /** Until when the data of a reader stay if nothing happens: undefined where they have no end, as on the list. */
  function keptUntil({ id, state, changedAt }: Subscriber): string | undefined {
    if (state === 'left') return monthsAfter(new Date(changedAt), proofMonths());
    if (state === 'blocked') return keptWhileBlocked(id, changedAt);
    if (state === 'put-aside') return monthsAfter(new Date(changedAt), TERMS.putAside.months);
    if (state !== 'waiting') return undefined;
    const lastAsked = store.confirmationsOf(id).at(-1)?.requestedAt ?? changedAt;
    return after(new Date(lastAsked > changedAt ? lastAsked : changedAt), UNCONFIRMED_TERM);
  }

  function keptWhileBlocked(id: string, changedAt: string): string {
    const consented = store.eventsOf(id).some(({ kind }) => CONSENTS.has(kind));
    const since = new Date(changedAt);
    return consented ? monthsAfter(since, proofMonths()) : after(since, UNCONFIRMED_TERM);
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
