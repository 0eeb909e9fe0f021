import { after, type Clock, DAY } from '../clock.ts';
import type { ParticipantDetails } from '../participants/participant.ts';
import type { Participants } from '../participants/participants.ts';
import { newId, type Randomness } from '../secrets.ts';
import { isUnderway } from '../tables/list.ts';
import { createReading } from '../tables/reading.ts';
import { createListSteps, rest, type StepOutcome, UNDO_DAYS } from '../tables/steps.ts';
import type { Source } from '../tables/table.ts';
import { pastTerm, TERMS } from '../terms.ts';
import { createDeciding } from './deciding.ts';
import type { ListRow, ListState, Mapping, Outcome, RegisterList } from './list.ts';
import type { RegisterImportStore } from './store.ts';

export type RegisterImportsDeps = {
  store: RegisterImportStore;
  participants: Pick<Participants, 'importing' | 'undoSome'>;
  /** Tells whether somebody new was erased before. */
  erasedOnes: () => (entry: ParticipantDetails) => boolean;
  clock: Clock;
  randomness: Randomness;
  inTransaction: <Result>(work: () => Result) => Result;
};

/** A list as it comes in. `bytes` are left out where the file is read from elsewhere. */
export type ReceivedList = {
  fileName: string;
  staff: { id: string; name: string };
  worker: 'site' | 'command';
  bytes?: Uint8Array;
};

const UNDONE_AT_ONCE = 200;
const FORGOTTEN_AT_ONCE = 1000;
/** The states in which work locks the database nearly all the time. */
const LOCKING: ListState[] = ['applying', 'undoing', 'dropped'];
export const ROWS_ON_A_PAGE = 50;
const MOST_LISTS = 50;

/**
 * Lists of people on their way into the register: received, read, checked, brought in, undone. Each piece of work
 * is a short transaction; after a crash it goes on where it was.
 */
export type RegisterImports = ReturnType<typeof createRegisterImports>;

export function createRegisterImports(deps: RegisterImportsDeps) {
  const { store, participants, clock, randomness, inTransaction } = deps;
  const reading = createReading({ store, clock, inTransaction });
  const deciding = createDeciding(deps);
  const { step, ...steps } = createListSteps<RegisterList>({
    store,
    isBusy: isUnderway,
    piece,
    clock,
    inTransaction,
  });
  return {
    ...{ receive, map, apply, undo, drop, ...steps, removeOld, rows, warned, newest },
    ...{ byId: store.byId, differenceOf: deciding.differenceOf },
  };

  /** Keeps a list until it is read. Returns its id. */
  function receive({ bytes, staff, ...about }: ReceivedList): string {
    const id = newId(randomness);
    inTransaction(() => {
      const by = { staffId: staff.id, staffName: staff.name };
      store.add({ id, ...about, ...by, createdAt: clock().toISOString() });
      if (bytes !== undefined) reading.keepFile(id, bytes);
    });
    return id;
  }

  /** Says what the columns are. Then the list is checked. */
  function map(id: string, mapping: Mapping): StepOutcome {
    return step(id, ['read', 'checking', 'checked'], () => {
      store.setMapping(id, mapping);
      store.setCheckedRevision(id, participants.importing.revision());
      store.setCounts(id, {});
      return 'checking';
    });
  }

  /** Brings a checked list in. */
  function apply(id: string): StepOutcome {
    return step(id, ['checked'], () => {
      store.setCounts(id, {});
      return 'applying';
    });
  }

  /** Takes back what a list did, within the term, but for what was changed since. */
  function undo(id: string): StepOutcome {
    return step(id, ['applied'], (list) => {
      if (steps.undoableUntil(list) <= clock().toISOString()) return undefined;
      store.setWorker(id, 'site');
      store.setUndoneFrom(id, null);
      store.setCounts(id, { ...list.counts, undone: 0, kept: 0 });
      return 'undoing';
    });
  }

  /** Throws a list away that is not brought in. */
  function drop(id: string): StepOutcome {
    return step(id, ['received', 'unreadable', 'read', 'checking', 'checked'], () => {
      store.setWorker(id, 'site');
      return 'dropped';
    });
  }

  async function piece(list: RegisterList, source?: Source): Promise<void> {
    const start = performance.now();
    if (list.state === 'received') await reading.readSome(list.id, source);
    if (list.state === 'checking') deciding.checkSome(list);
    if (list.state === 'applying') deciding.applySome(list);
    if (list.state === 'undoing') undoSome(list);
    if (list.state === 'dropped') reading.removeSome(list.id);
    await rest(LOCKING.includes(list.state) ? start : performance.now());
  }

  function undoSome({ id, counts = {}, staffId, undoneFrom }: RegisterList): void {
    inTransaction(() => {
      const done = participants.undoSome(id, undoneFrom ?? undefined, UNDONE_AT_ONCE, staffId);
      const sum = { undone: (counts.undone ?? 0) + done.back, kept: (counts.kept ?? 0) + done.left };
      store.setCounts(id, { ...counts, ...sum });
      store.setUndoneFrom(id, done.next ?? null);
      const now = clock().toISOString();
      if (done.next === undefined) store.setState(id, 'undone', now);
      else store.setProgress(id, sum.undone + sum.kept, now);
    });
  }

  /** Throws away lists that nobody went on with for a day, and after the term the rows of those that are in. */
  function removeOld(): void {
    store.dropAbandoned(pastTerm(TERMS.listAbandoned, clock()));
    const endOfTerm = after(clock(), -UNDO_DAYS * DAY);
    for (let id = store.pastUndo(endOfTerm); id; id = store.pastUndo(endOfTerm)) forgetRows(id);
  }

  function forgetRows(id: string): void {
    while (inTransaction(() => store.removeSomeRows(id, FORGOTTEN_AT_ONCE)) > 0);
  }

  /** A page of the rows with one outcome, in the order of the file. */
  function rows(id: string, outcome: Outcome, page: number): ListRow[] {
    return store.rowsOf(id, outcome, ROWS_ON_A_PAGE, (page - 1) * ROWS_ON_A_PAGE);
  }

  /** A page of the rows that staff are warned of. */
  function warned(id: string, page: number): ListRow[] {
    return store.warned(id, ROWS_ON_A_PAGE, (page - 1) * ROWS_ON_A_PAGE);
  }

  /** The lists that came in last. */
  function newest(): RegisterList[] {
    return store.newest(MOST_LISTS);
  }
}
