import { DAY, HOUR, MINUTE, SECOND } from './clock.ts';
import { refuseDamage } from './database/open.ts';
import type { Transport } from './mail/transport.ts';
import type { Services } from './services.ts';

/** A thing that the worker does again and again, at least every `interval` milliseconds. */
export type Task = {
  name: string;
  interval: number;
  /** Whether there is anything to do now; left out, it is found out by doing it. */
  due?: (services: Services) => boolean;
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
    interval: 15 * MINUTE,
    due: ({ retention }) => retention.isDue(),
    run: async ({ retention }) => {
      retention.run();
      return false;
    },
  },
  {
    name: 'remind staff of requests about data',
    interval: HOUR,
    due: ({ rights }) => rights.requests.isReminderDue(),
    run: async ({ rights }) => {
      rights.requests.remind();
      return false;
    },
  },
  {
    name: 'remove what lives for hours',
    interval: HOUR,
    run: async ({ limits, accounts, keptTexts }) => {
      limits.removeOld();
      accounts.removeOld();
      keptTexts.removeOld();
      return false;
    },
  },
  {
    name: 'look whether the promises are kept',
    interval: MINUTE,
    due: ({ promises }) => promises.isDue(),
    run: async ({ promises }) => {
      await promises.look();
      return false;
    },
  },
];
