import type { AccessLog } from './access-log/access-log.ts';
import { createBouncePersonStore } from './bounces/person-store.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Connection } from './database/open.ts';
import { createReaderListPersonStore } from './imports/person-store.ts';
import { createInvitationPersonStore } from './invitations/person-store.ts';
import { createLedgerPersonStore } from './ledger/person-store.ts';
import type { Logger } from './log.ts';
import type { Outbox } from './mail/outbox.ts';
import { createOutboxPersonStore } from './mail/person-store.ts';
import type { MailRenderer } from './mail/render.ts';
import { createOwnDataPersonStore } from './own-data/person-store.ts';
import type { Participants } from './participants/participants.ts';
import type { Person } from './person.ts';
import type { RateLimits } from './rate-limits/rate-limits.ts';
import { createRegisterListPersonStore } from './register-imports/person-store.ts';
import { createErasureStore } from './rights/erasure-store.ts';
import { createRightsMails } from './rights/mails.ts';
import { createOwnEntryStore } from './rights/own-entry-store.ts';
import { createRights, type Rights } from './rights/rights.ts';
import { createRightsStore } from './rights/store.ts';
import type { KeyedHash, Randomness } from './secrets.ts';
import type { Settings } from './settings/settings.ts';
import { createStayingStore } from './staying/store.ts';
import type { Subscribers } from './subscribers/subscribers.ts';

/** The features in which people stand. */
type Features = {
  config: Config;
  connection: Connection;
  accessLog: AccessLog;
  accounts: { list: () => { email: string }[] };
  limits: RateLimits;
  outbox: Outbox;
  participants: Participants;
  settings: Settings;
  subscribers: Subscribers;
};

type Common = {
  clock: Clock;
  randomness: Randomness;
  hash: KeyedHash;
  log: Logger;
  inTransaction: <Result>(work: () => Result) => Result;
  renderMail: MailRenderer;
};

/** The rights of people, over all features: what each of them keeps of one person, and how it forgets that. */
export function createRightsOverAll(features: Features, { renderMail, ...common }: Common): Rights {
  const { connection, config, accounts } = features;
  const readerLists = createReaderListPersonStore(connection);
  const registerLists = createRegisterListPersonStore(connection);
  const bounces = createBouncePersonStore(connection);
  const mails = createOutboxPersonStore(connection, common.hash);
  const ledger = createLedgerPersonStore(connection);
  const invitations = createInvitationPersonStore(connection);
  const ownData = createOwnDataPersonStore(connection);
  const staying = createStayingStore(connection);
  return createRights({
    ...{ ...features, ...common, dataDir: config.dataDir, staff: accounts.list },
    store: createRightsStore(connection),
    erasureStore: createErasureStore(connection),
    ownEntryStore: createOwnEntryStore(connection),
    mails: createRightsMails(renderMail, config.siteUrl),
    held: {
      ...{ readerLists: readerLists.held, registerLists: registerLists.held, unrecognised: bounces.held },
      ...{ mails: mails.held, files: ledger.held, invitations: invitations.held, ownData: ownData.held },
      stayQuestion: staying.of,
    },
    // Readers and entries themselves go last: what hangs on them is found by them.
    forget: [
      ...[readerLists.forget, registerLists.forget, bounces.forget, mails.forget, ledger.forget],
      ...[ownData.forget, (person: Person) => invitations.forget(person, common.clock().toISOString())],
    ],
  });
}
