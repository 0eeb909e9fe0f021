import { after, type Clock, HOUR } from '../clock.ts';
import type { Incident } from '../ledger/incidents.ts';
import { newId, type Randomness } from '../secrets.ts';
import { pastTerm, TERMS } from '../terms.ts';
import type { Breach, BreachContent, BreachStore } from './breach-store.ts';

/** Within so long after it was noticed a breach is reported (article 33, first paragraph, of the GDPR). */
const REPORT_WITHIN = 72 * HOUR;

export type BreachesDeps = {
  store: BreachStore;
  clock: Clock;
  randomness: Randomness;
  inTransaction: <Result>(work: () => Result) => Result;
  /** Lists of the register that were lost: they are breaches too, and are written down with the list. */
  lostLists: () => Incident[];
};

/** How changing ended. `stale`: a colleague changed it since; `breach` is what is there now. */
export type BreachOutcome = { outcome: 'done' | 'stale'; breach: Breach } | { outcome: 'unknown' };

/** Data breaches, each of them documented (article 33, fifth paragraph). */
export type Breaches = ReturnType<typeof createBreaches>;

export function createBreaches({ store, clock, randomness, inTransaction, lostLists }: BreachesDeps) {
  return { add, change, byId: store.byId, all: store.all, lostLists, timeLeft, removeOld };

  /** Writes a breach down. */
  function add(content: BreachContent, staffName: string): Breach {
    const id = newId(randomness);
    const breach = { ...content, id, staffName, recordedAt: clock().toISOString(), version: 1 };
    inTransaction(() => store.insert(breach));
    return breach;
  }

  /** Writes more of it down, as long as it is still the version that the person looked at. */
  function change(id: string, version: number, content: BreachContent): BreachOutcome {
    return inTransaction(() => {
      const before = store.byId(id);
      if (before === undefined) return { outcome: 'unknown' };
      if (before.version !== version) return { outcome: 'stale', breach: before };
      const breach = { ...before, ...content, version: version + 1 };
      store.update(breach);
      return { outcome: 'done', breach };
    });
  }

  /** Until when it has to be reported, and how many whole hours that still is; less than 0 when it is over. */
  function timeLeft(noticedAt: string): { until: string; hours: number } {
    const until = after(new Date(noticedAt), REPORT_WITHIN);
    return { until, hours: Math.floor((Date.parse(until) - clock().getTime()) / HOUR) };
  }

  /** Forgets what was written down more than five years ago. */
  function removeOld(): void {
    store.removeOld(pastTerm(TERMS.breach, clock()));
  }
}
