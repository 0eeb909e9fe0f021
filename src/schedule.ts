import { DAY, HOUR, MINUTE, SECOND } from './clock.ts';
import { refuseDamage } from './database/open.ts';
import type { Transport } from './mail/transport.ts';
import type { Services } from './services.ts';

/** A thing that the worker does again and again, at least every `interval` milliseconds. */
export type Task = {
  name: string;
  interval: number;
  /** Does some of the work, no more than that once `signal` says to stop. Returns whether there may be more of it right now. */
  run: (services: Services, transport: Transport, signal: AbortSignal) => Promise<boolean>;
};

const REQUESTS_AT_ONCE = 20;

/** Everything that happens by itself. A task never runs twice at the same time. */
export const SCHEDULE: Task[] = [
  {
    name: 'decide about newsletter requests',
    interval: SECOND,
    run: async ({ subscribers }) => subscribers.signUp.handleRequests(REQUESTS_AT_ONCE) === REQUESTS_AT_ONCE,
  },
  {
    name: 'write the mails of meetings',
    interval: SECOND,
    run: async ({ invitations }) => invitations.mailing.step(),
  },
  {
    name: 'send mail',
    interval: SECOND,
    run: async ({ outbox }, transport) => (await outbox.sendDue(transport, transport.connections())) > 0,
  },
  {
    name: 'prepare the newsletter',
    interval: SECOND,
    run: async ({ sending }) => sending.freezing.step(),
  },
  {
    name: 'send the newsletter',
    interval: SECOND,
    run: async ({ lane }, transport, signal) => {
      await lane.run(transport.bulk, signal);
      return false;
    },
  },
  {
    name: 'bring lists of readers in',
    interval: SECOND,
    run: async ({ imports }) => imports.work(),
  },
  {
    name: 'bring lists into the register',
    interval: SECOND,
    run: async ({ registerImports }) => registerImports.work(),
  },
  {
    name: 'read returned mail',
    interval: 3 * MINUTE,
    run: async ({ reading }, _transport, signal) => {
      await reading.read(signal);
      return false;
    },
  },
  {
    name: 'look for doubles in the register',
    interval: SECOND,
    run: async ({ participants }) => {
      participants.doubles.lookIfDue();
      return false;
    },
  },
  {
    name: 'look for damage',
    interval: DAY,
    run: async ({ connection }) => {
      refuseDamage(connection.name);
      return false;
    },
  },
  {
    name: 'remove what is past its term',
    interval: HOUR,
    run: async ({
      subscribers,
      bounces,
      imports,
      issues,
      ownData,
      participants,
      meetings,
      documents,
      invitations,
      ledger,
      incidents,
      registerImports,
      outbox,
      limits,
      accessLog,
      accounts,
    }) => {
      subscribers.retention.removeOld();
      bounces.removeOld();
      imports.removeOld();
      issues.removeOld();
      ownData.removeOld();
      participants.removeOld();
      meetings.removeOld();
      documents.removeOld();
      invitations.retention.removeOld();
      incidents.removeOld();
      ledger.removeOld();
      registerImports.removeOld();
      outbox.removeOld();
      limits.removeOld();
      accessLog.removeOld();
      accounts.removeOld();
      return false;
    },
  },
];
