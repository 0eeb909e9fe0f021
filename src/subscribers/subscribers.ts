import { createAddMany } from './add-many.ts';
import { createBlocking } from './blocking.ts';
import { createChanges } from './changes.ts';
import type { BouncesOf, DeliveriesOf } from './delivery.ts';
import type { SubscriberExportStore } from './export-store.ts';
import { createExporting } from './exporting.ts';
import { type GrowthMonth, growthOf } from './growth.ts';
import type { GrowthStore } from './growth-store.ts';
import type { ReaderImportStore } from './import-store.ts';
import { createImporting } from './importing.ts';
import { createLeave, type LeaveDeps } from './leave.ts';
import { type ListPage, type ListQuestion, listSubscribers, type StateCounts } from './list.ts';
import type { SubscriberListStore } from './list-store.ts';
import type { MailingStore } from './mailing-store.ts';
import { createSubscriberPersons, type SubscriberPersonDeps } from './person.ts';
import { createRetention, type RetentionDeps } from './retention.ts';
import { createSignUp, type SignUpDeps } from './sign-up.ts';
import { type Story, storyOf } from './story.ts';
import type { Subscriber } from './subscriber.ts';

export type { Leaver, MailedReader } from './mailing-store.ts';

type Deps = SignUpDeps &
  LeaveDeps &
  RetentionDeps &
  SubscriberPersonDeps & {
    listStore: SubscriberListStore;
    growthStore: GrowthStore;
    importStore: ReaderImportStore;
    exportStore: SubscriberExportStore;
    mailingStore: MailingStore;
    /** What was sent to a reader; undefined while nothing can be sent. */
    deliveriesOf?: DeliveriesOf | undefined;
    /** Which mails to a reader came back. */
    bouncesOf: BouncesOf;
  };

/** The readers of the newsletter: how they come, how they go, and what staff see of them. */
export type Subscribers = ReturnType<typeof createSubscribers>;

export function createSubscribers(deps: Deps) {
  const { store, listStore, growthStore, clock } = deps;
  const retention = createRetention(deps);
  return {
    signUp: createSignUp(deps),
    leave: createLeave(deps),
    retention,
    persons: createSubscriberPersons(deps, retention),
    changes: createChanges(deps),
    blocking: createBlocking(deps),
    importing: createImporting(deps),
    exporting: createExporting(deps.exportStore),
    addMany: createAddMany(deps),
    list: (question: ListQuestion): ListPage => listSubscribers(listStore, question),
    counts: (): StateCounts => listStore.countByState(),
    byId: (id: string): Subscriber | undefined => store.byId(id),
    story: (id: string): Story => storyOf(store, id, deps.bouncesOf, deps.deliveriesOf),
    /** The reader with this address, if there is one. */
    byAddressKey: (addressKey: string): Subscriber | undefined => store.byKey(addressKey),
    mailing: deps.mailingStore,
    growth: (): GrowthMonth[] => growthOf(growthStore, clock()),
  };
}
