import { createAddMany } from './add-many.ts';
import { createLeave, type LeaveDeps } from './leave.ts';
import { type ListPage, type ListQuestion, listSubscribers, type StateCounts } from './list.ts';
import type { SubscriberListStore } from './list-store.ts';
import { createRetention, type RetentionDeps } from './retention.ts';
import { createSignUp, type SignUpDeps } from './sign-up.ts';
import { type Story, storyOf } from './story.ts';
import type { Subscriber } from './subscriber.ts';

type Deps = SignUpDeps & LeaveDeps & RetentionDeps & { listStore: SubscriberListStore };

/** The readers of the newsletter: how they come, how they go, and what staff see of them. */
export type Subscribers = ReturnType<typeof createSubscribers>;

export function createSubscribers(deps: Deps) {
  const { store, listStore } = deps;
  return {
    signUp: createSignUp(deps),
    leave: createLeave(deps),
    retention: createRetention(deps),
    addMany: createAddMany(deps),
    list: (question: ListQuestion): ListPage => listSubscribers(listStore, question),
    counts: (): StateCounts => listStore.countByState(),
    byId: (id: string): Subscriber | undefined => store.byId(id),
    story: (id: string): Story => storyOf(store, id),
  };
}
