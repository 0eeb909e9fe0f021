import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { readConfig, readEnvironment } from './config.ts';
import { DamagedError } from './database/open.ts';
import { createLogger, type Logger } from './log.ts';
import { createTransport, type Transport } from './mail/transport.ts';
import { SCHEDULE, type Task } from './schedule.ts';
import { createServices, type Services } from './services.ts';
import { describe } from './web/errors.ts';

/** What the web process says to the worker. */
export type WorkerMessage = 'wake' | 'stop';

run();

/** The background thread: its own database connection, every task in a loop of its own, until told to stop. */
function run(): void {
  const config = readConfig(readEnvironment());
  const log = createLogger();
  const services = createServices({ config, clock: () => new Date(), randomness: randomBytes, log });
  const transport = createTransport(config.mail, join(config.dataDir, 'mail'));
  const bell = createBell();
  services.outbox.release();
  services.sending.recover();
  const loops = SCHEDULE.map((task) => loop(task, services, transport, bell, log));
  parentPort?.on('message', (message: WorkerMessage) => {
    if (message === 'wake') return bell.ring();
    bell.stop();
    void Promise.all(loops).then(() => {
      transport.close();
      services.close();
      parentPort?.close();
    });
  });
}

async function loop(
  task: Task,
  services: Services,
  transport: Transport,
  bell: Bell,
  log: Logger,
): Promise<void> {
  while (!bell.signal.aborted) {
    const more = await attempt(task, services, transport, bell.signal, log);
    if (!more) await bell.wait(task.interval);
  }
}

async function attempt(
  task: Task,
  services: Services,
  transport: Transport,
  signal: AbortSignal,
  log: Logger,
): Promise<boolean> {
  try {
    if (task.due?.(services) === false) return false;
    return await task.run(services, transport, signal);
  } catch (error) {
    log.error({ error: describe(error), task: task.name }, 'a task failed');
    // Going on would spread the damage: the whole program ends, and whoever watches it hears of it.
    if (error instanceof DamagedError) throw error;
    return false;
  }
}

/** Wakes sleeping loops early. */
type Bell = {
  /** Says when to stop. */
  signal: AbortSignal;
  ring: () => void;
  stop: () => void;
  wait: (milliseconds: number) => Promise<void>;
};

function createBell(): Bell {
  const sleepers = new Set<() => void>();
  const stopping = new AbortController();
  const bell: Bell = {
    signal: stopping.signal,
    ring: () => {
      for (const wake of sleepers) wake();
    },
    stop: () => {
      stopping.abort();
      bell.ring();
    },
    wait: (milliseconds) =>
      new Promise((resolve) => {
        if (bell.signal.aborted) return resolve();
        const wake = () => {
          clearTimeout(timer);
          sleepers.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, milliseconds);
        sleepers.add(wake);
      }),
  };
  return bell;
}
