import { z } from 'zod';
import { type Connection, takeRoom } from '../database/open.ts';
import { oneRow } from '../database/rows.ts';
import type { Counts } from './list.ts';
import type { ReadingStore } from './reading.ts';
import type { FileProblem } from './table.ts';

/** Where a feature keeps its lists. */
export type ListTables = {
  lists: string;
  files: string;
  rows: string;
  /** The column of `files` and `rows` that says of which list they are. */
  list: string;
  /** The states in which nothing was done yet that would have to be undone. */
  open: readonly string[];
};

const partRow = z.object({ bytes: z.instanceof(Buffer) });

/** What the tables of lists on their way in are asked and told, whatever they are lists of. */
export function createListStore(connection: Connection, { lists, files, rows, list, open }: ListTables) {
  const prepare = (sql: string) => connection.prepare(sql);
  const setState = prepare(`UPDATE ${lists} SET state = ?, changed_at = ?, progress = 0 WHERE id = ?`);
  const setWorker = prepare(`UPDATE ${lists} SET worker = ? WHERE id = ?`);
  const setProgress = prepare(`UPDATE ${lists} SET progress = ?, changed_at = ? WHERE id = ?`);
  const setRead = prepare(
    `UPDATE ${lists} SET rows = @rows, format = @format, columns = @columns WHERE id = @id`,
  );
  const setProblem = prepare(`UPDATE ${lists} SET problem = ?, problem_row = ? WHERE id = ?`);
  const setCounts = prepare(`UPDATE ${lists} SET counts = ? WHERE id = ?`);
  const setApplied = prepare(`UPDATE ${lists} SET applied_at = ? WHERE id = ?`);
  const setTidied = prepare(`UPDATE ${lists} SET columns = NULL WHERE id = ?`);
  const remove = prepare(`DELETE FROM ${lists} WHERE id = ?`);
  const dropAbandoned = prepare(`
    UPDATE ${lists} SET state = 'dropped', worker = 'site'
    WHERE changed_at < ? AND state IN (SELECT value FROM json_each(?))`);
  const pastUndo = prepare(`
    SELECT id FROM ${lists} WHERE changed_at < ? AND state IN ('applied', 'undone')
      AND EXISTS (SELECT 1 FROM ${rows} WHERE ${list} = ${lists}.id) LIMIT 1`).pluck();

  const addPart = prepare(`INSERT INTO ${files} (${list}, part, bytes) VALUES (?, ?, ?)`);
  const part = prepare(`SELECT bytes FROM ${files} WHERE ${list} = ? AND part = ?`);
  const removeSomeParts = prepare(
    `DELETE FROM ${files} WHERE rowid IN (SELECT rowid FROM ${files} WHERE ${list} = ? LIMIT ?)`,
  );

  const addRow = prepare(`INSERT INTO ${rows} (${list}, number, cells, problem) VALUES (?, ?, ?, ?)`);
  const removeSomeRows = prepare(`
    DELETE FROM ${rows} WHERE ${list} = @id AND number <= (
      SELECT max(number) FROM (SELECT number FROM ${rows} WHERE ${list} = @id ORDER BY number LIMIT @most))`);

  return {
    /** So much memory may be used from now on. */
    takeRoom: (room: 'little' | 'much'): void => takeRoom(connection, room),
    setState: (id: string, state: string, now: string): void => void setState.run(state, now, id),
    setWorker: (id: string, worker: 'site' | 'command'): void => void setWorker.run(worker, id),
    setCounts: (id: string, counts: Counts): void => void setCounts.run(JSON.stringify(counts), id),
    setApplied: (id: string, now: string): void => void setApplied.run(now, id),
    /** Nothing of the file is kept any more. What was seen in its columns goes last. */
    setTidied: (id: string): void => void setTidied.run(id),
    /** Sends to the bin what nobody went on with since then. */
    dropAbandoned: (changedBefore: string): void =>
      void dropAbandoned.run(changedBefore, JSON.stringify(open)),
    /** A list that came in before then, and of which rows are still kept for the undo. */
    pastUndo: (changedBefore: string): string | undefined =>
      z.string().optional().parse(pastUndo.get(changedBefore)),
    ...({
      addPart: (id, number, bytes) => void addPart.run(id, number, bytes),
      part: (id, number) => oneRow(partRow, part, id, number)?.bytes,
      removeSomeParts: (id, most) => removeSomeParts.run(id, most).changes,
      addRow: (id, { number, cells, problem }) => void addRow.run(id, number, cells, problem),
      removeSomeRows: (id, most) => removeSomeRows.run({ id, most }).changes,
      setProgress: (id, progress, now) => void setProgress.run(progress, now, id),
      setRead: (id, { rows: count, format, columns }) =>
        void setRead.run({
          ...{ id, rows: count },
          ...{ format: JSON.stringify(format), columns: JSON.stringify(columns) },
        }),
      setProblem: (id: string, problem: FileProblem, row: number | undefined) =>
        void setProblem.run(problem, row ?? null, id),
      remove: (id) => void remove.run(id),
    } satisfies Omit<ReadingStore, 'byId' | 'setState'>),
  };
}
