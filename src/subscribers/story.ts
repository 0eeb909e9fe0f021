import type { Bounce, BouncesOf, DeliveriesOf, Delivery } from './delivery.ts';
import type { SubscriberStore } from './store.ts';
import type { Confirmation, ConsentEvent } from './subscriber.ts';

/**
 * What is known of how a reader came and went: the proof, the sign-ups that are still open, each issue
 * of the newsletter with the mail server's answer, and the mail that came back; `deliveries` is undefined while
 * nothing can be sent.
 */
export type Story = {
  events: ConsentEvent[];
  openRequests: Confirmation[];
  deliveries: Delivery[] | undefined;
  bounces: Bounce[];
};

/** Gathers one reader's story, oldest first. */
export function storyOf(
  store: SubscriberStore,
  id: string,
  bouncesOf: BouncesOf,
  deliveriesOf?: DeliveriesOf,
): Story {
  const openRequests = store.confirmationsOf(id).filter(({ state }) => state === 'open');
  const deliveries = deliveriesOf?.(id).toSorted((one, other) => (one.at < other.at ? -1 : 1));
  return { events: store.eventsOf(id), openRequests, deliveries, bounces: bouncesOf(id) };
}
