import { globsFor } from '../database/search-text.ts';
import type { SubscriberListStore } from './list-store.ts';
import type { State, Subscriber } from './subscriber.ts';

/** What to show of the list: one state or all, which words, and on from which reader. */
export type ListQuestion = {
  state?: State | undefined;
  words: string;
  after?: string | undefined;
  before?: string | undefined;
};

/** A page of the list, newest first, with the ids to go on from where there is more. */
export type ListPage = {
  subscribers: Subscriber[];
  next?: string | undefined;
  previous?: string | undefined;
};

export type StateCounts = Record<State, number>;

const PAGE_SIZE = 50;

/** A page of the readers. An id to go on from that is gone gives an empty page. */
export function listSubscribers(store: SubscriberListStore, question: ListQuestion): ListPage {
  const { state, after, before, words } = question;
  const backwards = before !== undefined;
  const found = store.page({
    state,
    globs: globsFor(words),
    from: before ?? after,
    backwards,
    most: PAGE_SIZE + 1,
  });
  const more = found.length > PAGE_SIZE;
  const subscribers = found.slice(0, PAGE_SIZE);
  if (backwards) subscribers.reverse();
  return {
    subscribers,
    next: backwards || more ? subscribers.at(-1)?.id : undefined,
    previous: (backwards ? more : after !== undefined) ? subscribers[0]?.id : undefined,
  };
}
