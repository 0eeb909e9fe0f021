import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createAccessLog } from './access-log/access-log.ts';
import { createAccessLogStore } from './access-log/store.ts';
import { createArticles } from './articles/articles.ts';
import { createMarkdown } from './articles/markdown.ts';
import { createArticleStore } from './articles/store.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { createContent } from './content/content.ts';
import { createContentStore } from './content/store.ts';
import { migrate } from './database/migrate.ts';
import { inTransaction, openDatabase } from './database/open.ts';
import type { Logger } from './log.ts';
import { createOutbox } from './mail/outbox.ts';
import { createMailRenderer } from './mail/render.ts';
import { createOutboxStore } from './mail/store.ts';
import { createParticipants } from './participants/participants.ts';
import { createParticipantStore } from './participants/store.ts';
import { createPictures } from './pictures/pictures.ts';
import { createPictureStore } from './pictures/store.ts';
import { createRateLimits } from './rate-limits/rate-limits.ts';
import { createRateLimitStore } from './rate-limits/store.ts';
import { createKeyedHash, type Randomness, readSecretKey } from './secrets.ts';
import { createSettings } from './settings/settings.ts';
import { createSettingStore } from './settings/store.ts';
import { createAccounts } from './staff/accounts.ts';
import { createSessionStore } from './staff/session-store.ts';
import { createSessions } from './staff/sessions.ts';
import { createStaffStore } from './staff/store.ts';
import { createSubscriberListStore } from './subscribers/list-store.ts';
import { createSubscriberMails } from './subscribers/mails.ts';
import { createSubscriberStore } from './subscribers/store.ts';
import { createSubscribers } from './subscribers/subscribers.ts';
import { createTemplates } from './templates/template.ts';

/** The folder that the program stands in. */
export const PROGRAM = join(import.meta.dirname, '..');

/** The database, in DATA_DIR. */
export const DATABASE_FILE = 'site.db';

/** What is different in each process and in each test. */
export type Surroundings = { config: Config; clock: Clock; randomness: Randomness; log: Logger };

/** Every feature, built once, on one database connection of its own. */
export type Services = ReturnType<typeof createServices>;

/**
 * Opens the data folder (and makes it on the first start) and builds every feature on it.
 *
 * @throws {StartError} when the folder, the key or the database is not usable.
 */
export function createServices({ config, clock, randomness, log }: Surroundings) {
  mkdirSync(config.dataDir, { recursive: true });
  const databaseFile = join(config.dataDir, DATABASE_FILE);
  const hash = createKeyedHash(readSecretKey(config.dataDir, existsSync(databaseFile)));
  const connection = openDatabase(databaseFile);
  migrate(connection, join(PROGRAM, 'migrations'));

  const transaction = <Result>(work: () => Result) => inTransaction(connection, work);
  const common = { clock, randomness, hash, log, inTransaction: transaction };

  const templates = createTemplates(join(PROGRAM, 'views'));
  const pictures = createPictures({
    ...common,
    store: createPictureStore(connection),
    folder: join(config.dataDir, 'uploads'),
  });
  const markdown = createMarkdown(pictures.find);
  const articles = createArticles({ ...common, store: createArticleStore(connection), pictures, markdown });
  const content = createContent({
    ...common,
    store: createContentStore(connection),
    articles,
    pictures,
    markdown,
  });
  const renderMail = createMailRenderer(templates, content.organisation, config.siteUrl);
  const domain = new URL(config.siteUrl).hostname;
  const outbox = createOutbox({ ...common, store: createOutboxStore(connection), domain });
  const limits = createRateLimits({ ...common, store: createRateLimitStore(connection) });
  const settings = createSettings(createSettingStore(connection));
  const accessLog = createAccessLog({ ...common, store: createAccessLogStore(connection) });
  const participants = createParticipants({ ...common, store: createParticipantStore(connection) });
  const sessions = createSessions({ ...common, store: createSessionStore(connection) });
  const accounts = createAccounts({
    ...{ ...common, store: createStaffStore(connection), sessions, limits, writeLog: accessLog.write },
    organisationName: () => content.organisation().name,
  });
  const subscribers = createSubscribers({
    ...common,
    store: createSubscriberStore(connection),
    listStore: createSubscriberListStore(connection),
    mails: createSubscriberMails(renderMail, config.siteUrl),
    outbox,
    limits,
    proofMonths: () => settings.read().proofMonths,
  });

  return {
    ...{ config, clock, log, connection, inTransaction: transaction, templates },
    ...{ content, articles, pictures, outbox, limits, settings, accessLog, subscribers, participants },
    ...{ sessions, accounts },
    close: () => connection.close(),
  };
}
