import type { Clock } from '../clock.ts';
import type { Address } from '../mail/address.ts';
import { newId, newToken, type Randomness } from '../secrets.ts';
import { CONSENT_WORDING } from './consent.ts';
import { searchTextOf } from './search-text.ts';
import type { SubscriberStore } from './store.ts';
import type { State, Subscriber } from './subscriber.ts';

/** A reader who does not exist, for a demonstration. */
export type SyntheticReader = { name: string; address: Address; state: State; since: string };

export type AddManyDeps = {
  store: SubscriberStore;
  clock: Clock;
  randomness: Randomness;
  inTransaction: <Result>(work: () => Result) => Result;
};

const BATCH = 500;

/** Adds readers who do not exist, with a story like a real one's. In short transactions. Whose address is known is left out. */
export function createAddMany({ store, clock, randomness, inTransaction }: AddManyDeps) {
  return addMany;

  function addMany(readers: Iterable<SyntheticReader>, progress: (added: number) => void = () => {}): void {
    let added = 0;
    let batch: SyntheticReader[] = [];
    for (const reader of readers) {
      batch.push(reader);
      if (batch.length === BATCH) flush();
    }
    flush();

    function flush(): void {
      inTransaction(() => batch.forEach(add));
      added += batch.length;
      batch = [];
      progress(added);
    }
  }

  function add({ name, address, state, since }: SyntheticReader): void {
    if (store.byKey(address.key) !== undefined) return;
    const subscriber: Subscriber = {
      ...{ name, state, address: address.typed, addressKey: address.key },
      ...{ id: newId(randomness), leaveToken: newToken(randomness), createdAt: since, changedAt: since },
    };
    store.add({ ...subscriber, search: searchTextOf(subscriber) });
    if (state === 'waiting') return;
    const wording = store.wordingVersion(CONSENT_WORDING, clock().toISOString());
    const event = { subscriberId: subscriber.id, at: since, wording: null };
    store.addEvent({ ...event, kind: 'requested', wording, detail: '/nieuwsbrief' });
    store.addEvent({ ...event, kind: 'mailed', detail: '<demo@localhost>' });
    store.addEvent({ ...event, kind: 'confirmed', detail: '' });
    if (state === 'left') store.addEvent({ ...event, kind: 'left', detail: 'link' });
  }
}
