import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { createApp } from './app.ts';
import { MINUTE } from './clock.ts';
import { type Config, readConfig, readEnvironment } from './config.ts';
import { lockDataDir } from './database/lock.ts';
import { refuseDamageAtStart } from './database/open.ts';
import { createLogger, type Logger } from './log.ts';
import { createSigner } from './mail/dkim.ts';
import { paths } from './paths.ts';
import { createServices, DATABASE_FILE, PROGRAM, type Services } from './services.ts';
import { StartError } from './start-error.ts';
import { describe } from './web/errors.ts';
import type { WorkerMessage } from './worker.ts';

const STOP_WITHIN = 15_000;

start().catch(giveUp);

/** Configuration → lock → database → services → opening content → worker → server → orderly stop. */
async function start(): Promise<void> {
  const config = readConfig(readEnvironment());
  const log = createLogger();
  mkdirSync(config.dataDir, { recursive: true });
  const unlock = lockDataDir(config.dataDir);
  refuseDamageAtStart(join(config.dataDir, DATABASE_FILE));
  const services = createServices({ config, clock: () => new Date(), randomness: randomBytes, log });
  // A database that was put back from a backup knows nothing of who was erased since.
  services.rights.erasing.apply();
  createSigner(config.mail.dkim);
  await services.content.importOpeningContent(join(PROGRAM, 'content'));

  const worker = startWorker(log);
  const app = createApp(services, () => worker.postMessage('wake' satisfies WorkerMessage));
  const server = createServer(app);
  // Here, since what was counted is in this thread's memory.
  setInterval(services.statistics.write, MINUTE).unref();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      void stop(server, worker, log).then(() => {
        services.statistics.write();
        services.close();
        unlock();
        process.exit(0);
      });
    });
  }

  await listen(server, config);
  welcome(config, services);
}

/** The worker is half of the product: without it the program ends, so that whoever watches starts it again. */
function startWorker(log: Logger): Worker {
  const worker = new Worker(new URL('./worker.ts', import.meta.url));
  worker.on('error', (error) => {
    log.fatal({ error: describe(error) }, 'the worker failed');
    process.exit(1);
  });
  return worker;
}

function listen(server: Server, { host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? 'is in use already' : `can't be used (${error.code})`;
      reject(new StartError(`The address ${host}:${port} ${reason}. Set PORT to another one.`));
    });
    server.listen(port, host, resolve);
  });
}

function welcome({ siteUrl, mail }: Config, { accounts }: Services): void {
  const token = accounts.firstInvitation();
  const lines = [
    `The site is at ${siteUrl}`,
    ...(mail.smtpUrl === undefined ? [`Mail is caught at ${siteUrl}${paths.mailbox()}`] : []),
    ...(token
      ? [`Set up the first staff member (once, within a day): ${siteUrl}${paths.staff.setUp(token)}`]
      : []),
  ];
  console.info(lines.join('\n'));
}

/** Finishes the requests and the mail that are under way. */
async function stop(server: Server, worker: Worker, log: Logger): Promise<void> {
  log.info('stopping');
  setTimeout(() => process.exit(1), STOP_WITHIN).unref();
  const serverClosed = new Promise((resolve) => server.close(resolve));
  // A connection that was busy at first is let go of as soon as it has its answer.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const workerEnded = new Promise((resolve) => worker.once('exit', resolve));
  worker.postMessage('stop' satisfies WorkerMessage);
  await Promise.all([serverClosed, workerEnded]);
  clearInterval(sweep);
  log.info('stopped');
}

function giveUp(error: unknown): never {
  if (!(error instanceof StartError)) throw error;
  console.error(error.message);
  process.exit(1);
}
