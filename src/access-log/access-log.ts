import { type Clock, monthsBefore } from '../clock.ts';
import type { AccessLogStore } from './store.ts';

/** The term of the log, which the database's own trigger holds too. */
const KEEP_MONTHS = 13;

/** The log of what staff did with persons. Written by the staff routes alone (`web/staff-routes.ts`). */
export type AccessLog = ReturnType<typeof createAccessLog>;

export function createAccessLog({ store, clock }: { store: AccessLogStore; clock: Clock }) {
  return {
    /** Adds a row, in the transaction of what was done. `persons` are opaque ids. */
    write: (staffId: string, action: string, persons: string[]): void => {
      store.insert({ at: clock().toISOString(), staffId, action, persons });
    },
    newest: store.newest,
    /** Removes what is older than 13 months. */
    removeOld: (): void => {
      store.removeBefore(monthsBefore(clock(), KEEP_MONTHS));
    },
  };
}
