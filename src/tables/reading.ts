import type { Clock } from '../clock.ts';
import { type Column, type ColumnWatcher, createColumnWatcher } from './columns.ts';
import { openTable, type Table } from './read-table.ts';
import { type FileProblem, type Row, type Source, UnreadableTable } from './table.ts';

/** How a list was read. */
export type ReadResult = { rows: number; format: object; columns: Column[] };

/** Where a feature keeps its lists: their files in parts, and the rows that were read from them. */
export type ReadingStore = {
  byId: (id: string) => { state: string } | undefined;
  addPart: (id: string, number: number, bytes: Uint8Array) => void;
  part: (id: string, number: number) => Uint8Array | undefined;
  /** Returns how many were removed. */
  removeSomeParts: (id: string, most: number) => number;
  addRow: (id: string, row: { number: number; cells: string; problem: string | null }) => void;
  /** Returns how many were removed. */
  removeSomeRows: (id: string, most: number) => number;
  setProgress: (id: string, progress: number, now: string) => void;
  setRead: (id: string, result: ReadResult) => void;
  setProblem: (id: string, problem: FileProblem, row: number | undefined) => void;
  setState: (id: string, state: 'read' | 'unreadable', now: string) => void;
  /** The list itself, when nothing of it is left. */
  remove: (id: string) => void;
};

export type ReadingDeps = {
  store: ReadingStore;
  clock: Clock;
  inTransaction: <Result>(work: () => Result) => Result;
};

/** A file is kept in parts of so many bytes until it is read. */
const PART = 256 * 1024;
const ROWS_AT_ONCE = 1000;
const REMOVED_AT_ONCE = 1000;
const PARTS_REMOVED_AT_ONCE = 4;

type Open = { table: Table; watcher: ColumnWatcher; rows: number };

/**
 * Reads the files of lists (in the state `received`) into rows, some at a time. A file that can't be read leaves
 * no row behind.
 */
export type Reading = ReturnType<typeof createReading>;

export function createReading({ store, clock, inTransaction }: ReadingDeps) {
  /** Where we are in each file. It is lost when the program stops: the file is then read from the start. */
  const open = new Map<string, Open>();
  return { keepFile, readSome, removeSome };

  /** Keeps a file until it is read. */
  function keepFile(id: string, bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += PART)
      store.addPart(id, at / PART, bytes.subarray(at, at + PART));
  }

  function* keptFile(id: string): Generator<Uint8Array> {
    for (let number = 0; ; number += 1) {
      const part = store.part(id, number);
      if (part === undefined) return;
      yield part;
    }
  }

  /** Reads some rows of a list: of the file that was kept, or of `source`. */
  async function readSome(id: string, source: Source = () => keptFile(id)): Promise<void> {
    try {
      const reading = open.get(id) ?? (await begin(id, source));
      const { rows, end } = await next(reading);
      addRows(id, reading, rows);
      if (end) finish(id, reading);
    } catch (error) {
      open.delete(id);
      if (!(error instanceof UnreadableTable)) throw error;
      refuse(id, error);
    }
  }

  async function begin(id: string, source: Source): Promise<Open> {
    removeRows(id);
    const reading = { table: await openTable(source), watcher: createColumnWatcher(), rows: 0 };
    open.set(id, reading);
    return reading;
  }

  async function next({ table }: Open): Promise<{ rows: Row[]; end: boolean }> {
    const rows: Row[] = [];
    while (rows.length < ROWS_AT_ONCE) {
      const { value, done } = await table.rows.next();
      if (done) return { rows, end: true };
      rows.push(value);
    }
    return { rows, end: false };
  }

  function addRows(id: string, reading: Open, rows: Row[]): void {
    for (const { cells } of rows) reading.watcher.see(cells);
    reading.rows += rows.length;
    const ready = rows.map(({ number, cells, problem = null }) => ({
      number,
      problem,
      cells: JSON.stringify(cells),
    }));
    inTransaction(() => {
      if (store.byId(id)?.state !== 'received') return void open.delete(id);
      for (const row of ready) store.addRow(id, row);
      store.setProgress(id, reading.rows, clock().toISOString());
    });
  }

  function finish(id: string, { table, watcher, rows }: Open): void {
    open.delete(id);
    inTransaction(() => {
      if (store.byId(id)?.state !== 'received') return;
      store.setRead(id, { rows, format: table.format, columns: watcher.columns() });
      store.setState(id, 'read', clock().toISOString());
    });
    removeParts(id);
  }

  function refuse(id: string, { problem, row }: UnreadableTable): void {
    inTransaction(() => {
      if (store.byId(id)?.state !== 'received') return;
      store.setProblem(id, problem, row);
      store.setState(id, 'unreadable', clock().toISOString());
    });
    removeParts(id);
    removeRows(id);
  }

  function removeParts(id: string): void {
    while (inTransaction(() => store.removeSomeParts(id, PARTS_REMOVED_AT_ONCE)) > 0);
  }

  function removeRows(id: string): void {
    while (inTransaction(() => store.removeSomeRows(id, REMOVED_AT_ONCE)) > 0);
  }

  /** Removes some of a list that was dropped, and at last the list itself. */
  function removeSome(id: string): void {
    open.delete(id);
    inTransaction(() => {
      const parts = store.removeSomeParts(id, PARTS_REMOVED_AT_ONCE);
      if (parts + store.removeSomeRows(id, REMOVED_AT_ONCE) === 0) store.remove(id);
    });
  }
}
