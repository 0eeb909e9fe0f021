import type { AccessLog } from './access-log/access-log.ts';
import type { Bounces } from './bounces/bounces.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Connection } from './database/open.ts';
import type { Imports } from './imports/imports.ts';
import type { Invitations } from './invitations/invitations.ts';
import type { Incidents } from './ledger/incidents.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Logger } from './log.ts';
import type { Outbox } from './mail/outbox.ts';
import type { MailRenderer } from './mail/render.ts';
import type { Documents } from './meetings/documents.ts';
import type { Meetings } from './meetings/meetings.ts';
import type { DeliveryStore } from './newsletter/delivery-store.ts';
import { createForgetting } from './newsletter/forgetting.ts';
import type { Issues } from './newsletter/issues.ts';
import type { SendingStore } from './newsletter/sending-store.ts';
import type { OwnDataVerbs } from './own-data/own-data.ts';
import type { Participants } from './participants/participants.ts';
import { createBreachStore } from './privacy/breach-store.ts';
import { createBreaches } from './privacy/breaches.ts';
import { createPromiseStore } from './privacy/promise-store.ts';
import { createPromises } from './privacy/promises.ts';
import type { RateLimits } from './rate-limits/rate-limits.ts';
import type { RegisterImports } from './register-imports/register-imports.ts';
import { createLookingStore } from './retention/looking-store.ts';
import { createRetention } from './retention/retention.ts';
import { createRunsStore } from './retention/runs-store.ts';
import type { Rights } from './rights/rights.ts';
import type { Randomness } from './secrets.ts';
import type { Settings } from './settings/settings.ts';
import type { Accounts } from './staff/accounts.ts';
import type { Statistics } from './statistics/statistics.ts';
import { createStayMails } from './staying/mails.ts';
import { createStaying } from './staying/staying.ts';
import { createStayingStore } from './staying/store.ts';
import type { Subscribers } from './subscribers/subscribers.ts';

/** The features of which oversight is kept. */
type Features = {
  config: Config;
  connection: Connection;
  accessLog: AccessLog;
  accounts: Pick<Accounts, 'removeOld'>;
  bounces: Bounces;
  documents: Documents;
  imports: Imports;
  incidents: Incidents;
  invitations: Invitations;
  issues: Issues;
  keptTexts: { removeOld: () => void };
  ledger: Ledger;
  limits: RateLimits;
  meetings: Meetings;
  outbox: Outbox;
  ownData: OwnDataVerbs;
  participants: Participants;
  registerImports: RegisterImports;
  rights: Rights;
  settings: Settings;
  statistics: Pick<Statistics, 'removeOld'>;
  subscribers: Subscribers;
};

type Common = {
  clock: Clock;
  randomness: Randomness;
  log: Logger;
  inTransaction: <Result>(work: () => Result) => Result;
  stores: { deliveries: DeliveryStore; sendings: SendingStore };
  renderMail: MailRenderer;
};

/** What watches over all features: what has to go, who is to be asked, what was promised, what went wrong. */
export function createOversight(features: Features, { stores, renderMail, ...common }: Common) {
  const { config, connection, participants, outbox, accessLog } = features;
  const { deliveries, sendings: store } = stores;
  const forgetting = createForgetting({ ...common, store, deliveries });
  const staying = createStaying({
    ...{ ...common, store: createStayingStore(connection), participants, outbox },
    mails: createStayMails(renderMail, config.siteUrl),
  });
  const breaches = createBreaches({
    ...{ ...common, store: createBreachStore(connection) },
    lostLists: features.incidents.all,
  });
  const retention = createRetention({
    ...{ ...common, looking: createLookingStore(connection), runs: createRunsStore(connection) },
    set: features.settings.read,
    steps: {
      readers: features.subscribers.retention.removeOld,
      bounces: features.bounces.removeOld,
      'reader-lists': features.imports.removeOld,
      deliveries: forgetting.forgetOld,
      'own-data': features.ownData.removeOld,
      register: participants.removeOld,
      impersonal: () => {
        features.issues.removeOld();
        features.meetings.removeOld();
        features.statistics.removeOld();
      },
      documents: features.documents.removeOld,
      invitations: features.invitations.retention.removeOld,
      incidents: features.incidents.removeOld,
      ledger: features.ledger.removeOld,
      'register-lists': features.registerImports.removeOld,
      'stay-questions': staying.removeOld,
      breaches: breaches.removeOld,
      rights: features.rights.removeOld,
      outbox: outbox.removeOld,
      limits: features.limits.removeOld,
      'access-log': accessLog.removeOld,
      accounts: () => {
        features.accounts.removeOld();
        features.keptTexts.removeOld();
      },
    },
  });
  const promises = createPromises({
    ...{ ...common, store: createPromiseStore(connection), config, retention },
    addToLog: () => accessLog.write('', 'promise.look', []),
  });
  return { staying, breaches, retention, promises, privacyNews };

  /** What staff should know of when they come in. */
  function privacyNews(): { coming: number; silent: number; broken: number } {
    const coming = retention.coming().reduce((sum, { count }) => sum + count, 0);
    return { coming, silent: staying.proposed(), broken: promises.broken().length };
  }
}
