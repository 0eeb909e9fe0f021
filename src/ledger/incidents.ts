import { after, type Clock, HOUR } from '../clock.ts';
import { pastTerm, TERMS } from '../terms.ts';
import type { Incident, IncidentContent, IncidentStore } from './incident-store.ts';
import type { Ledger } from './ledger.ts';

/** Within so long after it was noticed a breach is reported (article 33, first paragraph, of the GDPR). */
const REPORT_WITHIN = 72 * HOUR;

export type { Incident } from './incident-store.ts';

export type IncidentsDeps = {
  store: IncidentStore;
  ledger: Pick<Ledger, 'byId'>;
  clock: Clock;
  inTransaction: <Result>(work: () => Result) => Result;
};

/** Files that were lost. */
export type Incidents = ReturnType<typeof createIncidents>;

export function createIncidents({ store, ledger, clock, inTransaction }: IncidentsDeps) {
  return { keep, drop, of: store.of, all: store.all, timeLeft, removeOld };

  /** Writes down that a file was lost, or more of it. */
  function keep(ledgerId: string, content: IncidentContent, staffName: string): 'done' | 'unknown' {
    return inTransaction(() => {
      if (ledger.byId(ledgerId) === undefined) return 'unknown';
      store.keep({ ...content, ledgerId, staffName, recordedAt: clock().toISOString() });
      return 'done';
    });
  }

  /** It was not lost after all. */
  function drop(ledgerId: string): void {
    store.remove(ledgerId);
  }

  /** Until when it has to be reported, and how many whole hours that still is; less than 0 when it is over. */
  function timeLeft({ noticedAt }: Pick<Incident, 'noticedAt'>): { until: string; hours: number } {
    const until = after(new Date(noticedAt), REPORT_WITHIN);
    return { until, hours: Math.floor((Date.parse(until) - clock().getTime()) / HOUR) };
  }

  /** Forgets what was lost more than five years ago: so long a breach stays documented (article 33, fifth paragraph). */
  function removeOld(): void {
    store.removeOld(pastTerm(TERMS.incident, clock()));
  }
}
