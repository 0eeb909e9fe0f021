import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { MailedReader } from '../subscribers/subscribers.ts';
import { lengthOf, type Sending } from './delivery.ts';
import type { DeliveryStore } from './delivery-store.ts';
import type { SendingStore } from './sending-store.ts';

export type FreezingDeps = {
  store: SendingStore;
  deliveries: DeliveryStore;
  /** Readers who are on the list, by id. */
  forSending: (after: string | undefined, most: number) => MailedReader[];
  clock: Clock;
  /** The domain of Message-IDs. */
  domain: string;
  inTransaction: <Result>(work: () => Result) => Result;
};

/** So many rows in one transaction: others wait for it for a few milliseconds. */
const BATCH = 400;

/**
 * Makes the list of who gets an issue, before the first mail leaves. In batches, and none of it counts
 * until the last one is in: a crash in between loses nothing, and the next start goes on where it was.
 */
export type Freezing = ReturnType<typeof createFreezing>;

export function createFreezing({
  store,
  deliveries,
  forSending,
  clock,
  domain,
  inTransaction,
}: FreezingDeps) {
  return { step };

  /** Does the next piece of work. Returns whether there may be more. */
  async function step(): Promise<boolean> {
    await nextTurn();
    return inTransaction(() => {
      const now = clock().toISOString();
      for (const { issueId } of store.due(now)) store.changeState(issueId, 'freezing');
      const dropping = store.inState('dropping')[0];
      if (dropping !== undefined) return dropBatch(dropping);
      const freezing = store.inState('freezing')[0];
      return freezing !== undefined && freezeBatch(freezing, now);
    });
  }

  function freezeBatch({ issueId, frozenUpTo }: Sending, now: string): boolean {
    const readers = forSending(frozenUpTo || undefined, BATCH);
    for (const { id, address, addressKey, leaveToken } of readers) {
      const messageId = `<${issueId}.${id}@${domain}>`;
      const reader = { subscriberId: id, address, addressKey, leaveToken, messageId };
      deliveries.add({ issueId, ...reader, dueAt: now });
    }
    const last = readers.at(-1);
    if (last !== undefined) store.freezeUpTo(issueId, last.id);
    if (readers.length < BATCH) store.start(issueId, lengthOf(deliveries.counts(issueId)), now);
    return true;
  }

  /** Takes a list back that was stopped while it was being made. */
  function dropBatch({ issueId }: Sending): boolean {
    if (deliveries.dropSome(issueId, BATCH) < BATCH) store.remove(issueId);
    return true;
  }
}
