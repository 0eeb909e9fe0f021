import type { Clock } from '../clock.ts';
import type { Person } from '../person.ts';
import type { KeyedHash } from '../secrets.ts';
import type { OpenRequest, SubscriberPersonStore, Suppression } from './person-store.ts';
import type { Retention } from './retention.ts';

export type SubscriberPersonDeps = {
  personStore: SubscriberPersonStore;
  clock: Clock;
  hash: KeyedHash;
};

/** What the newsletter keeps of one person, beside the readers themselves, and the use that may be made of it. */
export type SubscriberPersons = ReturnType<typeof createSubscriberPersons>;

export function createSubscriberPersons(
  { personStore, clock, hash }: SubscriberPersonDeps,
  retention: Pick<Retention, 'remove'>,
) {
  return { held, forget, restrictedAt, restrict, liftRestriction, all: personStore.all };

  /** What waits to be decided about, and the keyed hashes of these addresses. */
  function held({ addressKeys }: Person): { requests: OpenRequest[]; suppressions: Suppression[] } {
    const suppressions = addressKeys.flatMap(
      (key) => personStore.suppression(hash('suppression', key)) ?? [],
    );
    return { requests: personStore.requestsOf(addressKeys), suppressions };
  }

  /** Removes these readers with everything about them; only the keyed hash stays. Returns how many were there. */
  function forget({ subscribers, addressKeys }: Person): number {
    personStore.removeRequests(addressKeys);
    return subscribers.filter((id) => retention.remove(id) === 'removed').length;
  }

  /** Since when a reader is kept and not mailed; undefined where that is not so. */
  function restrictedAt(id: string): string | undefined {
    return personStore.restrictedAt(id) || undefined;
  }

  /** Keeps a reader, and does nothing else with them: no newsletter, no export (GDPR article 18). */
  function restrict(id: string): void {
    if (restrictedAt(id) === undefined) personStore.restrict(id, clock().toISOString());
  }

  function liftRestriction(id: string): void {
    personStore.restrict(id, '');
  }
}
