import { after, type Clock, DAY, HOUR, MINUTE } from '../clock.ts';
import type { Logger } from '../log.ts';
import { amsterdamClock } from '../templates/local-time.ts';
import { pastTerm, TERMS } from '../terms.ts';
import { KIND_IDS, KINDS, type KindId, type Step } from './kinds.ts';
import type { LookingStore } from './looking-store.ts';
import type { Receipt, Run, RunsStore } from './runs-store.ts';
import { lengthOf, type SetTerms } from './telling.ts';

export type RetentionDeps = {
  looking: LookingStore;
  runs: RunsStore;
  clock: Clock;
  log: Logger;
  set: () => SetTerms;
  /** The verbs that remove, in the order in which they run. */
  steps: Record<Step, () => void>;
};

/** How many of a kind there are, how many will be past their term in a week, and how many are. */
export type Held = { id: KindId; held: number; coming: number; past: number };

/** A run with what became of each kind of which something was past its term. */
export type RunReceipts = Run & { receipts: Receipt[] };

/** The night begins at three: whoever works late is done by then. */
const NIGHT_BEGINS = 3 * HOUR;
/** So long ahead staff see what will go. */
const AHEAD = 7 * DAY;
/** What goes within so many days anyhow is no news a week ahead. */
const SHORT = 8 * DAY;
/** Something may be past its term until the night after, and a bit. */
const GRACE = 36 * HOUR;
const AGAIN_AFTER = 15 * MINUTE;
const MOST_RUNS = 60;

/** The retention clock: what is past its term goes at night, staff see it a week ahead, and a receipt stays. */
export type Retention = ReturnType<typeof createRetention>;

export function createRetention({ looking, runs, clock, log, set, steps }: RetentionDeps) {
  return { isDue, run, table, coming, receipts, overdue, last: runs.last };

  /** Whether nothing has been removed yet this night. What failed is tried again after a quarter of an hour. */
  function isDue(): boolean {
    if (runs.last()?.night === nightOf(clock())) return false;
    const tried = runs.newest(1)[0]?.startedAt;
    return tried === undefined || tried <= after(clock(), -AGAIN_AFTER) || tried > clock().toISOString();
  }

  /**
   * Removes everything that is past its term. A step that fails leaves the run unfinished, so that it is done again;
   * the others go on.
   */
  function run(): void {
    const number = runs.start(nightOf(clock()), clock().toISOString());
    const found = kindsThatGo().map((kind) => ({ run: number, kind, found: pastAt(kind, clock()) }));
    for (const receipt of found.filter((each) => each.found > 0 || isNews(each.kind)))
      runs.addReceipt(receipt);
    const failed = Object.entries(steps).filter(([, step]) => !succeeds(step));
    runs.removeBefore(pastTerm(TERMS.ledger, clock()));
    for (const { kind } of found) settle(number, kind);
    if (failed.length === 0) runs.finish(number, clock().toISOString());
    else throw new Error(`Not everything could be removed: ${failed.map(([name]) => name).join(', ')}`);
  }

  function succeeds(step: () => void): boolean {
    try {
      step();
      return true;
    } catch (error) {
      log.error({ error: (error as Error).name }, 'a step of the retention clock failed');
      return false;
    }
  }

  function settle(number: number, kind: KindId): void {
    runs.settle({ run: number, kind, remaining: pastAt(kind, clock()), coming: comingOf(kind) });
  }

  /** Every kind with how many there are now. */
  function table(): Held[] {
    return KIND_IDS.map((id) => ({
      ...{ id, held: looking.held(id), coming: isNews(id) ? comingOf(id) : 0 },
      past: KINDS[id].by === 'people' ? 0 : pastAt(id, clock()),
    }));
  }

  /** What will go within a week, as it was known last night. */
  function coming(): { id: KindId; count: number }[] {
    const last = runs.last();
    const known = last === undefined ? [] : runs.receiptsOf(last.number);
    return known.filter(({ coming }) => coming > 0).map(({ kind, coming }) => ({ id: kind, count: coming }));
  }

  /** The last runs, the newest first, with what they found. */
  function receipts(): RunReceipts[] {
    return runs.newest(MOST_RUNS).map((one) => ({
      ...one,
      receipts: runs.receiptsOf(one.number).filter(({ found }) => found > 0),
    }));
  }

  /** What should have been gone since the night before last: nothing, if all is well. */
  function overdue(): { id: KindId; count: number }[] {
    const then = new Date(clock().getTime() - GRACE);
    const counts = kindsWithEnd().map((id) => ({ id, count: pastAt(id, then) }));
    return counts.filter(({ count }) => count > 0);
  }

  function comingOf(kind: KindId): number {
    const inAWeek = new Date(after(clock(), AHEAD));
    return isNews(kind) ? pastAt(kind, inAWeek) - pastAt(kind, clock()) : 0;
  }

  function pastAt(kind: KindId, moment: Date): number {
    const { term } = KINDS[kind];
    return term === undefined ? 0 : looking.before(kind, pastTerm(lengthOf(term, set()), moment));
  }

  /** Whether it is of use to staff to hear of it a week ahead. */
  function isNews(kind: KindId): boolean {
    const { term, by } = KINDS[kind];
    if (term === undefined || by === 'at-once' || by === 'limits' || by === 'accounts') return false;
    return pastTerm(lengthOf(term, set()), clock()) < after(clock(), -SHORT);
  }
}

/** The kinds that go by a verb at night. */
function kindsThatGo(): KindId[] {
  return KIND_IDS.filter(
    (id) => KINDS[id].term !== undefined && !['people', 'at-once'].includes(KINDS[id].by),
  );
}

/** The kinds that go by themselves, at night or at once. */
function kindsWithEnd(): KindId[] {
  return KIND_IDS.filter((id) => KINDS[id].term !== undefined && KINDS[id].by !== 'people');
}

/** The night that a moment belongs to, as the day on which it began. */
function nightOf(now: Date): string {
  return amsterdamClock(new Date(now.getTime() - NIGHT_BEGINS)).slice(0, 10);
}
