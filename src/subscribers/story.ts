import type { SubscriberStore } from './store.ts';
import type { Confirmation, ConsentEvent } from './subscriber.ts';

/** What is known of how a reader came and went: the proof, and the sign-ups that are still open. */
export type Story = { events: ConsentEvent[]; openRequests: Confirmation[] };

/** Gathers one reader's story, oldest first. */
export function storyOf(store: SubscriberStore, id: string): Story {
  const openRequests = store.confirmationsOf(id).filter(({ state }) => state === 'open');
  return { events: store.eventsOf(id), openRequests };
}
