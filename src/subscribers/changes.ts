import type { Clock } from '../clock.ts';
import { type Address, parseAddress } from '../mail/address.ts';
import { type KeyedHash, newToken, type Randomness } from '../secrets.ts';
import { searchTextOf } from './search-text.ts';
import type { SubscriberStore } from './store.ts';
import type { Subscriber } from './subscriber.ts';

export type ChangesDeps = {
  store: SubscriberStore;
  clock: Clock;
  randomness: Randomness;
  hash: KeyedHash;
  inTransaction: <Result>(work: () => Result) => Result;
};

/** A move that the owner of the new address has confirmed: where to, and the mail that asked for it. */
export type ConfirmedMove = { address: Address; mailedAt: string; messageId: string };

/** What readers change of themselves. Neither touches since when they are on the list. */
export type Changes = ReturnType<typeof createChanges>;

export function createChanges({ store, clock, randomness, hash, inTransaction }: ChangesDeps) {
  return { correctName, isFree, move };

  /** Puts the name right; an empty one takes it away. */
  function correctName(id: string, name: string): 'corrected' | 'unknown' {
    return inTransaction(() => {
      const reader = store.byId(id);
      if (reader === undefined) return 'unknown';
      store.rename({ id, name, search: searchTextOf({ ...reader, name }) });
      return 'corrected';
    });
  }

  /**
   * Whether this reader can move to an address: nobody has or had it, but for an unconfirmed sign-up, or
   * this reader had it before. Who left with that address has a story of their own that must not be lost.
   */
  function isFree(reader: Subscriber, addressKey: string): boolean {
    const holder = store.byKey(addressKey);
    if (holder !== undefined && holder.state !== 'waiting') return false;
    const suppressed = store.suppressedLeaveToken(hash('suppression', addressKey)) !== undefined;
    return !suppressed || earlierKeys(reader.id).includes(addressKey);
  }

  function earlierKeys(id: string): string[] {
    const moves = store.eventsOf(id).filter(({ kind }) => kind === 'moved');
    const parsed = moves.map(({ detail }) => parseAddress(detail));
    return parsed.flatMap((earlier) => (earlier.ok ? [earlier.address.key] : []));
  }

  /** Moves a reader to another address, with the proof. The old one is suppressed: no import brings it back. */
  function move(
    id: string,
    { address, mailedAt, messageId }: ConfirmedMove,
  ): 'moved' | 'taken' | 'not-subscribed' {
    return inTransaction(() => {
      const reader = store.byId(id);
      if (reader?.state !== 'subscribed') return 'not-subscribed';
      if (!isFree(reader, address.key)) return 'taken';
      const now = clock().toISOString();
      const unconfirmed = store.byKey(address.key);
      if (unconfirmed !== undefined) store.remove(unconfirmed.id);
      store.liftSuppression(hash('suppression', address.key));
      suppressOldAddress(reader, now);
      store.withdrawConfirmations(id);
      const changed = { id, name: reader.name, address: address.typed, addressKey: address.key };
      store.changeAddress({ ...changed, search: searchTextOf(changed) });
      const common = { subscriberId: id, wording: null };
      store.addEvent({ ...common, at: mailedAt, kind: 'move-mailed', detail: messageId });
      store.addEvent({ ...common, at: now, kind: 'moved', detail: reader.address });
      return 'moved';
    });
  }

  // With a token of its own: the reader's goes along to the new address.
  function suppressOldAddress({ addressKey }: Subscriber, since: string): void {
    const leaveToken = newToken(randomness);
    store.suppress({ addressHash: hash('suppression', addressKey), leaveToken, reason: 'left', since });
  }
}
