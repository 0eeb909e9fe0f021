import type { Clock } from '../clock.ts';
import { pastTerm, TERMS } from '../terms.ts';
import type { DeliveryStore } from './delivery-store.ts';
import type { SendingStore } from './sending-store.ts';

type ForgettingDeps = {
  store: SendingStore;
  deliveries: DeliveryStore;
  clock: Clock;
  inTransaction: <Result>(work: () => Result) => Result;
};

const AT_ONCE = 500;

/** Who was sent which issue, and until when that is known. */
export type Forgetting = ReturnType<typeof createForgetting>;

export function createForgetting({ store, deliveries, clock, inTransaction }: ForgettingDeps) {
  return { forgetOld };

  /** Forgets who got the issues of more than 13 months ago; the figures stay. In small transactions. */
  function forgetOld(): void {
    const moment = pastTerm(TERMS.delivery, clock());
    for (let id = store.toForget(moment); id !== undefined; id = store.toForget(moment)) forget(id);
  }

  function forget(issueId: string): void {
    while (inTransaction(() => deliveries.forgetSome(issueId, AT_ONCE)) > 0);
    store.markForgotten(issueId, clock().toISOString());
  }
}
