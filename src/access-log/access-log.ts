import { type Clock, monthsBefore } from '../clock.ts';
import type { AccessLogEntry, AccessLogStore, Wanted } from './store.ts';

/** An opaque id, as it stands in the log. */
const ID = /^[\w-]{1,40}$/;

/** The log of what staff did with persons. Written by the staff routes alone (`web/staff-routes.ts`). */
export type AccessLog = ReturnType<typeof createAccessLog>;

/** Where to go on from: older than a row, or newer than one. Neither: the newest. */
export type From = { olderThan?: number | undefined; newerThan?: number | undefined };

/** Some rows, the newest first, and whether there are more on either side. */
export type LogPage = { entries: AccessLogEntry[]; hasNewer: boolean; hasOlder: boolean };

export type AccessLogDeps = {
  store: AccessLogStore;
  clock: Clock;
  /** The term of the log. The database itself refuses to let go of anything younger. */
  keepMonths: () => number;
};

export function createAccessLog({ store, clock, keepMonths }: AccessLogDeps) {
  return { write, newest, page, byId: store.byId, keepMonths, removeOld };

  /** Adds a row, in the transaction of what was done. `persons` are opaque ids. */
  function write(staffId: string, action: string, persons: string[]): void {
    store.insert({ at: clock().toISOString(), staffId, action, persons });
  }

  function newest(most: number): AccessLogEntry[] {
    return store.before({}, Number.MAX_SAFE_INTEGER, most);
  }

  /** So many of the rows that are wanted. Of an id that can't be one there are none. */
  function page(wanted: Wanted, { olderThan, newerThan }: From, most: number): LogPage {
    if (wanted.person !== undefined && !ID.test(wanted.person.id)) return NOTHING;
    if (newerThan !== undefined) {
      const found = store.after(wanted, newerThan, most + 1);
      const entries = found.slice(-most);
      return { entries, hasNewer: found.length > most, hasOlder: entries.length > 0 };
    }
    const found = store.before(wanted, olderThan ?? Number.MAX_SAFE_INTEGER, most + 1);
    return {
      entries: found.slice(0, most),
      hasNewer: olderThan !== undefined,
      hasOlder: found.length > most,
    };
  }

  /** Removes what is past the term. */
  function removeOld(): void {
    store.removeBefore(monthsBefore(clock(), keepMonths()));
  }
}

const NOTHING: LogPage = { entries: [], hasNewer: false, hasOlder: false };
