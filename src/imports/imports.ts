import { after, type Clock, DAY } from '../clock.ts';
import { newId, type Randomness } from '../secrets.ts';
import type { Subscribers } from '../subscribers/subscribers.ts';
import { createReading } from '../tables/reading.ts';
import { createListSteps, rest, type StepOutcome, UNDO_DAYS } from '../tables/steps.ts';
import type { Source } from '../tables/table.ts';
import { pastTerm, TERMS } from '../terms.ts';
import { createDeciding } from './deciding.ts';
import {
  type Consents,
  type Import,
  type ImportRow,
  type ImportState,
  isBusy,
  type ListKind,
  type Mapping,
  type Outcome,
} from './import.ts';
import type { ImportStore } from './store.ts';

export type ImportsDeps = {
  store: ImportStore;
  subscribers: Subscribers;
  clock: Clock;
  randomness: Randomness;
  inTransaction: <Result>(work: () => Result) => Result;
};

/** A list as it comes in. `bytes` are left out where the file is read from elsewhere. */
export type Received = {
  list: ListKind;
  fileName: string;
  staffName: string;
  worker: 'site' | 'command';
  bytes?: Uint8Array;
};

/** The states in which work locks the database nearly all the time. */
const LOCKING: ImportState[] = ['undoing', 'applied', 'undone', 'dropped'];
const AT_ONCE = 250;
export const ROWS_ON_A_PAGE = 50;
const MOST_LISTS = 50;

/**
 * Lists on their way in: received, read, mapped, checked, brought in, undone. Each piece of work is a short
 * transaction; after a crash it goes on where it was.
 */
export type Imports = ReturnType<typeof createImports>;

export function createImports({ store, subscribers, clock, randomness, inTransaction }: ImportsDeps) {
  const reading = createReading({ store, clock, inTransaction });
  const deciding = createDeciding({ store, subscribers, clock, inTransaction });
  const { importing } = subscribers;
  const { step, ...steps } = createListSteps<Import>({ store, isBusy, piece, clock, inTransaction });
  const decisions = { receive, map, giveConsent, apply, undo, drop };
  return { ...decisions, ...steps, removeOld, rows, byId: store.byId, newest };

  /** Keeps a list until it is read. Returns its id. */
  function receive({ bytes, ...about }: Received): string {
    const id = newId(randomness);
    inTransaction(() => {
      store.add({ id, ...about, createdAt: clock().toISOString() });
      if (bytes !== undefined) reading.keepFile(id, bytes);
    });
    return id;
  }

  /** Says what the columns are. A list of who may not be mailed is then checked at once; for readers the consent is asked first. */
  function map(id: string, mapping: Mapping): StepOutcome {
    return step(id, ['read', 'mapped', 'checking', 'checked'], ({ list }) => {
      store.setMapping(id, mapping);
      return list === 'readers' ? 'mapped' : 'checking';
    });
  }

  /** Says where the consent came from. Then the list is checked. */
  function giveConsent(id: string, consents: Consents): StepOutcome {
    return step(id, ['mapped', 'checking', 'checked'], ({ list, mapping }) => {
      if (list !== 'readers' || mapping === undefined) return undefined;
      store.setConsents(id, consents);
      return 'checking';
    });
  }

  /** Brings a checked list in. */
  function apply(id: string): StepOutcome {
    return step(id, ['checked'], (list) => {
      importing.begin(id);
      store.setCounts(id, {});
      if (list.consents !== undefined) store.setConsents(id, recorded(list, list.consents));
      return 'applying';
    });
  }

  function recorded({ id, fileName, staffName }: Import, consents: Consents): Consents {
    const kept = Object.entries(consents).map(([group, consent]) => {
      const { basis, origin, evidence } = consent;
      if (basis === 'skip') return [group, consent];
      const about = { list: fileName, group, basis, origin, evidence, staffName };
      return [group, { ...consent, number: importing.addConsent(id, about) }];
    });
    return Object.fromEntries(kept) as Consents;
  }

  /** Takes back what a list did, within the term. */
  function undo(id: string): StepOutcome {
    return step(id, ['applied'], (list) => {
      if (steps.undoableUntil(list) <= clock().toISOString()) return undefined;
      importing.beginUndo(id, list.list === 'readers');
      store.setWorker(id, 'site');
      store.setCounts(id, { ...list.counts, undone: 0, kept: 0 });
      return 'undoing';
    });
  }

  /** Throws a list away that is not brought in. */
  function drop(id: string): StepOutcome {
    return step(id, ['received', 'unreadable', 'read', 'mapped', 'checking', 'checked'], () => {
      store.setWorker(id, 'site');
      return 'dropped';
    });
  }

  async function piece(list: Import, source?: Source): Promise<void> {
    const start = performance.now();
    if (list.state === 'received') await reading.readSome(list.id, source);
    if (list.state === 'checking') deciding.checkSome(list);
    if (list.state === 'applying') return deciding.applySome(list);
    if (list.state === 'undoing') undoSome(list);
    if (list.state === 'dropped') reading.removeSome(list.id);
    if (list.state === 'applied' || list.state === 'undone') deciding.tidySome(list);
    await rest(LOCKING.includes(list.state) ? start : performance.now());
  }

  function undoSome({ id, counts = {} }: Import): void {
    inTransaction(() => {
      const { undone, kept, more } = importing.undoSome(id, AT_ONCE);
      const sum = { ...counts, undone: (counts.undone ?? 0) + undone, kept: (counts.kept ?? 0) + kept };
      store.setCounts(id, sum);
      const now = clock().toISOString();
      if (more) store.setProgress(id, sum.undone + sum.kept, now);
      else store.setState(id, 'undone', now);
    });
  }

  /** Throws away lists that nobody went on with for a day, and forgets after the term what an undo would need. */
  function removeOld(): void {
    store.dropAbandoned(pastTerm(TERMS.listAbandoned, clock()));
    const endOfTerm = after(clock(), -UNDO_DAYS * DAY);
    for (let id = store.pastUndo(endOfTerm); id; id = store.pastUndo(endOfTerm)) forgetAll(id);
  }

  function forgetAll(id: string): void {
    while (inTransaction(() => importing.forgetSome(id, AT_ONCE)));
    while (inTransaction(() => store.removeSomeRows(id, AT_ONCE)) > 0);
  }

  /** A page of the rows with one outcome, in the order of the file. */
  function rows(id: string, outcome: Outcome, page: number): ImportRow[] {
    return store.rowsOf(id, outcome, ROWS_ON_A_PAGE, (page - 1) * ROWS_ON_A_PAGE);
  }

  /** The lists that came in last. */
  function newest(): Import[] {
    return store.newest(MOST_LISTS);
  }
}
