import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, DAY, MINUTE } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Logger } from '../log.ts';
import { IMPERSONAL_TABLES, KIND_IDS, KINDS } from '../retention/kinds.ts';
import type { Retention } from '../retention/retention.ts';
import {
  createOwnPages,
  type OwnPages,
  type VisitedPage,
  withCookie,
  withOthers,
  withoutHttps,
} from './own-pages.ts';
import { type Finding, PROMISES, type PromiseCheck, type PromiseId } from './promise.ts';
import type { PromiseStore } from './promise-store.ts';
import { untoldColumns } from './register-fields.ts';

export type PromisesDeps = {
  store: PromiseStore;
  config: Pick<Config, 'host' | 'port' | 'siteUrl' | 'secure' | 'dataDir' | 'mail'>;
  retention: Pick<Retention, 'overdue' | 'last'>;
  clock: Clock;
  log: Logger;
  inTransaction: <Result>(work: () => Result) => Result;
  /** Adds a row to the access log, for the attempt to change it. It does not stay. */
  addToLog: () => void;
  /** The site's own pages, unless a test has others. */
  ownPages?: OwnPages;
};

/** Where the own pages could not be visited, such as before the server listens, it is tried again then. */
const AGAIN_AFTER = MINUTE;

/** A promise with what was last found; undefined while nobody looked yet. */
export type ShownPromise = { id: PromiseId; check: PromiseCheck | undefined };

/** The promises of the privacy policy, as the running system looks after them. */
export type Promises = ReturnType<typeof createPromises>;

export function createPromises(deps: PromisesDeps) {
  const { store, config, retention, clock, log, inTransaction, addToLog } = deps;
  const ownPages = deps.ownPages ?? createOwnPages(config);
  let failedAt = Number.NEGATIVE_INFINITY;
  return { isDue, look, ask: store.ask, all, broken, provenAt };

  /** Whether it is a day since they were looked at, or staff want to know. */
  function isDue(): boolean {
    const { asked, checkedAt } = store.round();
    if (clock().getTime() - failedAt < AGAIN_AFTER) return false;
    return asked || checkedAt === null || clock().getTime() - Date.parse(checkedAt) >= DAY;
  }

  /** Looks at every promise, and notes what was found. What can't be looked at now keeps its old finding, and is due. */
  async function look(): Promise<void> {
    const pages = await visited();
    const findings = PROMISES.filter(isMade).map((id) => [id, findingOf(id, pages)] as const);
    inTransaction(() => {
      const now = clock().toISOString();
      for (const [id, finding] of findings) if (finding !== undefined) store.note(id, finding, now);
      if (pages !== undefined) store.endRound(now);
    });
    const wrong = findings.filter(([, finding]) => (finding?.wrong.length ?? 0) > 0).map(([id]) => id);
    if (wrong.length > 0) log.warn({ promises: wrong }, 'a promise of the privacy policy is not kept');
  }

  async function visited(): Promise<VisitedPage[] | undefined> {
    try {
      return await ownPages();
    } catch (error) {
      log.warn({ error: (error as Error).name }, 'the own pages could not be visited');
      failedAt = clock().getTime();
      return undefined;
    }
  }

  function findingOf(id: PromiseId, pages: VisitedPage[] | undefined): Finding | undefined {
    switch (id) {
      case 'cookies':
        return pages && { lookedAt: pages.length, wrong: withCookie(pages) };
      case 'third-parties':
        return pages && { lookedAt: pages.length, wrong: withOthers(pages, config.siteUrl) };
      case 'https':
        return pages && { lookedAt: pages.length, wrong: withoutHttps(pages) };
      case 'double-opt-in':
        return store.unproven();
      case 'leave-link':
        return store.withoutLeaveLink();
      case 'left-alone':
        return store.mailedAfterLeaving();
      case 'mail-provider':
        return { lookedAt: 1, wrong: providerIsTold() ? [] : ['MAIL_PROVIDER'] };
      case 'register-purpose':
        return store.forNothing();
      case 'register-fields':
        return { lookedAt: store.columns().length, wrong: untoldColumns(store.columns()) };
      case 'inventory':
        return { lookedAt: store.tables().length, wrong: store.tables().filter((name) => !KNOWN.has(name)) };
      case 'terms':
        return terms();
      case 'mail-texts':
        return store.withText();
      case 'log':
        return { lookedAt: store.logSize(), wrong: logGivesWay() };
      case 'key':
        return { lookedAt: 1, wrong: keyIsPrivate() ? [] : ['secret.key'] };
    }
  }

  /** Mail that is caught goes to nobody. */
  function providerIsTold(): boolean {
    return config.mail.smtpUrl === undefined || config.mail.provider !== undefined;
  }

  function terms(): Finding {
    const withTerm = KIND_IDS.filter((id) => KINDS[id].term !== undefined);
    return { lookedAt: withTerm.length, wrong: retention.overdue().map(({ id }) => id) };
  }

  /** Tries what must not be possible, and takes it back whatever comes of it. */
  function logGivesWay(): string[] {
    const attempts = { change: store.changeLog, removal: store.shortenLog };
    const worked = Object.entries(attempts).filter(([, attempt]) => worksOnTheLog(attempt));
    return worked.map(([name]) => name);
  }

  function worksOnTheLog(attempt: () => void): boolean {
    const worked = new Error('the log gave way');
    try {
      inTransaction(() => {
        addToLog();
        attempt();
        throw worked;
      });
      return true;
    } catch (error) {
      return error === worked;
    }
  }

  /** Nobody but the program's own user can read it. Windows has no such modes. */
  function keyIsPrivate(): boolean {
    return process.platform === 'win32' || (statSync(join(config.dataDir, 'secret.key')).mode & 0o077) === 0;
  }

  /** Every promise that is made here, in order. */
  function all(): ShownPromise[] {
    const checks = new Map(store.all().map((check) => [check.promise, check]));
    return PROMISES.filter(isMade).map((id) => ({ id, check: checks.get(id) }));
  }

  /** https is promised only where there is any. */
  function isMade(id: PromiseId): boolean {
    return id !== 'https' || config.secure;
  }

  /** Those that are not kept, as far as is known. */
  function broken(): PromiseCheck[] {
    return all().flatMap(({ check }) => (check !== undefined && !check.kept ? [check] : []));
  }

  /** When a promise was last found to be kept. */
  function provenAt(id: PromiseId): string | undefined {
    return all().find((promise) => promise.id === id)?.check?.keptAt ?? undefined;
  }
}

const KNOWN = new Set<string>([...IMPERSONAL_TABLES, ...KIND_IDS.flatMap((id) => KINDS[id].tables)]);
