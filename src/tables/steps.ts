import { setTimeout as pause } from 'node:timers/promises';
import { after, type Clock, DAY, MINUTE } from '../clock.ts';
import { TERMS } from '../terms.ts';
import type { Source } from './table.ts';

/** What every list on its way in has, whatever it is a list of. */
type AnyList = {
  id: string;
  state: string;
  changedAt: string;
  appliedAt: string | null;
  /** The last row that the present step has dealt with. */
  progress: number;
  rows: number;
};

export type ListStepsDeps<List extends AnyList> = {
  store: {
    byId: (id: string) => List | undefined;
    /** Also one that was thrown away. */
    anyById: (id: string) => List | undefined;
    /** Of a command only where nothing was heard of it since then. */
    oldestBusy: (silentSince: string) => List | undefined;
    setState: (id: string, state: List['state'], now: string) => void;
    takeRoom: (room: 'little' | 'much') => void;
  };
  /** Whether there is something to do for a list. */
  isBusy: (list: List) => boolean;
  /** Does the next piece of work for a list, from where it is. */
  piece: (list: List, source?: Source) => Promise<void>;
  clock: Clock;
  inTransaction: <Result>(work: () => Result) => Result;
};

/** Whether a step was taken; `not-now`: the list is not, or no longer, where that is possible. */
export type StepOutcome = 'done' | 'not-now' | 'unknown';

/** So long a list can be undone; then what that needs is forgotten. */
export const UNDO_DAYS = TERMS.listUndo.days;
const COMMAND_ENDED = MINUTE;
/** As a part of the time that a piece took that locks the database nearly all the time. */
const REST = 0.1;

/**
 * Leaves the database to others for a while after work that locked it since `start` (of `performance.now()`), and in
 * any case the thread: it sends mail too.
 */
export async function rest(start: number): Promise<void> {
  await pause((performance.now() - start) * REST);
}

/** How a list goes from step to step: by what staff decide, and by work in pieces in between. */
export function createListSteps<List extends AnyList>(deps: ListStepsDeps<List>) {
  const { store, isBusy, piece, clock, inTransaction } = deps;
  let room: 'little' | 'much' = 'little';
  return { step, undoableUntil, work, workOn };

  /** Takes a list from one of these states to the one that `take` gives; undefined: not now. */
  function step(
    id: string,
    from: List['state'][],
    take: (list: List) => List['state'] | undefined,
  ): StepOutcome {
    return inTransaction(() => {
      const list = store.byId(id);
      if (list === undefined) return 'unknown';
      const to = from.includes(list.state) ? take(list) : undefined;
      if (to === undefined) return 'not-now';
      store.setState(id, to, clock().toISOString());
      return 'done';
    });
  }

  /** Until when a list that is in can be undone. */
  function undoableUntil({ appliedAt, changedAt }: List): string {
    return after(new Date(appliedAt ?? changedAt), UNDO_DAYS * DAY);
  }

  /** Does a piece of what there is to do. Returns whether there may be more. */
  async function work(): Promise<boolean> {
    const list = store.oldestBusy(after(clock(), -COMMAND_ENDED));
    take(list === undefined ? 'little' : 'much');
    if (list === undefined) return false;
    await piece(list);
    return true;
  }

  /** Works at one list until its present step is done. `progress` hears how many rows are, out of how many. */
  async function workOn(
    id: string,
    {
      source,
      progress = () => {},
    }: { source?: Source; progress?: (done: number, rows: number) => void } = {},
  ): Promise<void> {
    take('much');
    for (let list = store.anyById(id); list && isBusy(list); list = store.anyById(id)) {
      await piece(list, source);
      progress(store.anyById(id)?.progress ?? list.rows, list.rows);
    }
    take('little');
  }

  function take(asked: typeof room): void {
    if (room !== asked) store.takeRoom(asked);
    room = asked;
  }
}
