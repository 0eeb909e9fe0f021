import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';
import type { ReadingStore } from '../tables/reading.ts';
import {
  type Counts,
  type Decision,
  type ListRow,
  type ListState,
  listRow,
  type Mapping,
  OUTCOMES,
  type Outcome,
  type RegisterList,
  registerList,
} from './list.ts';

const LIST = `id, file_name AS fileName, staff_id AS staffId, staff_name AS staffName, state,
  created_at AS createdAt, changed_at AS changedAt, applied_at AS appliedAt, progress, rows, problem,
  problem_row AS problemRow, format, columns, mapping, counts, undone_from AS undoneFrom`;
const ROW =
  'number, cells, problem, person_key AS personKey, outcome, detail, participant_id AS participantId';
const OPEN = `('received', 'unreadable', 'read', 'checking', 'checked')`;

const doubleRow = z.object({ number: z.number(), outcome: z.enum(OUTCOMES), detail: z.string() });
const partRow = z.object({ bytes: z.instanceof(Buffer) });

/** A list as it comes in. */
export type NewList = {
  id: string;
  fileName: string;
  staffId: string;
  staffName: string;
  worker: 'site' | 'command';
  createdAt: string;
};

export type RegisterImportStore = ReturnType<typeof createRegisterImportStore>;

export function createRegisterImportStore(connection: Connection) {
  const prepare = (sql: string) => connection.prepare(sql);
  const add = prepare(`
    INSERT INTO register_lists (id, file_name, staff_id, staff_name, worker, state, created_at, changed_at, progress, rows)
    VALUES (@id, @fileName, @staffId, @staffName, @worker, 'received', @createdAt, @createdAt, 0, 0)`);
  const byId = prepare(`SELECT ${LIST} FROM register_lists WHERE id = ? AND state <> 'dropped'`);
  const anyById = prepare(`SELECT ${LIST} FROM register_lists WHERE id = ?`);
  const newest = prepare(
    `SELECT ${LIST} FROM register_lists WHERE state <> 'dropped' ORDER BY created_at DESC, id LIMIT ?`,
  );
  const oldestBusy = prepare(`
    SELECT ${LIST} FROM register_lists WHERE state IN ('received', 'checking', 'applying', 'undoing', 'dropped')
      AND (worker = 'site' OR changed_at < ?) ORDER BY created_at, id LIMIT 1`);
  const setState = prepare('UPDATE register_lists SET state = ?, changed_at = ?, progress = 0 WHERE id = ?');
  const setWorker = prepare('UPDATE register_lists SET worker = ? WHERE id = ?');
  const setProgress = prepare('UPDATE register_lists SET progress = ?, changed_at = ? WHERE id = ?');
  const setRead = prepare(
    'UPDATE register_lists SET rows = @rows, format = @format, columns = @columns WHERE id = @id',
  );
  const setProblem = prepare('UPDATE register_lists SET problem = ?, problem_row = ? WHERE id = ?');
  const setMapping = prepare('UPDATE register_lists SET mapping = ? WHERE id = ?');
  const setCounts = prepare('UPDATE register_lists SET counts = ? WHERE id = ?');
  const setApplied = prepare('UPDATE register_lists SET applied_at = ?, columns = NULL WHERE id = ?');
  const setUndoneFrom = prepare('UPDATE register_lists SET undone_from = ? WHERE id = ?');
  const remove = prepare('DELETE FROM register_lists WHERE id = ?');
  const abandoned = prepare(`
    UPDATE register_lists SET state = 'dropped', worker = 'site' WHERE changed_at < ? AND state IN ${OPEN}`);
  const pastUndo = prepare(`
    SELECT id FROM register_lists WHERE changed_at < ? AND state IN ('applied', 'undone')
      AND EXISTS (SELECT 1 FROM register_list_rows WHERE list_id = register_lists.id) LIMIT 1`).pluck();

  const addPart = prepare('INSERT INTO register_list_files (list_id, part, bytes) VALUES (?, ?, ?)');
  const part = prepare('SELECT bytes FROM register_list_files WHERE list_id = ? AND part = ?');
  const removeSomeParts = prepare(`
    DELETE FROM register_list_files WHERE rowid IN (
      SELECT rowid FROM register_list_files WHERE list_id = ? LIMIT ?)`);

  const addRow = prepare(
    'INSERT INTO register_list_rows (list_id, number, cells, problem) VALUES (?, ?, ?, ?)',
  );
  const rowsAfter = prepare(
    `SELECT ${ROW} FROM register_list_rows WHERE list_id = ? AND number > ? ORDER BY number LIMIT ?`,
  );
  const rowsOf = prepare(`
    SELECT ${ROW} FROM register_list_rows INDEXED BY register_list_rows_by_outcome
    WHERE list_id = ? AND outcome = ? ORDER BY number LIMIT ? OFFSET ?`);
  const warned = prepare(`
    SELECT ${ROW} FROM register_list_rows INDEXED BY register_list_rows_with_warnings
    WHERE list_id = ? AND detail <> '' AND outcome IN ('new', 'changed', 'same') ORDER BY number LIMIT ? OFFSET ?`);
  const decide = prepare(`
    UPDATE register_list_rows SET person_key = @personKey, outcome = @outcome, detail = @detail,
      participant_id = @participantId WHERE list_id = @listId AND number = @number`);
  const settle = prepare(`
    UPDATE register_list_rows SET cells = '[]', person_key = NULL, outcome = @outcome, detail = @detail,
      participant_id = @participantId WHERE list_id = @listId AND number = @number`);
  const doubles = prepare(`
    SELECT number, outcome, detail FROM (
      SELECT number, outcome, detail, row_number() OVER (PARTITION BY person_key ORDER BY number) AS turn
      FROM register_list_rows WHERE list_id = ? AND person_key IS NOT NULL)
    WHERE turn > 1 AND outcome <> 'double' ORDER BY number`);
  const markDouble = prepare(
    `UPDATE register_list_rows SET outcome = 'double', detail = '' WHERE list_id = ? AND number = ?`,
  );
  const removeSomeRows = prepare(`
    DELETE FROM register_list_rows WHERE list_id = @id AND number <= (
      SELECT max(number) FROM (
        SELECT number FROM register_list_rows WHERE list_id = @id ORDER BY number LIMIT @most))`);

  const reading: ReadingStore = {
    byId: (id) => oneRow(registerList, byId, id),
    addPart: (id, number, bytes) => void addPart.run(id, number, bytes),
    part: (id, number) => oneRow(partRow, part, id, number)?.bytes,
    removeSomeParts: (id, most) => removeSomeParts.run(id, most).changes,
    addRow: (id, { number, cells, problem }) => void addRow.run(id, number, cells, problem),
    removeSomeRows: (id, most) => removeSomeRows.run({ id, most }).changes,
    setProgress: (id, progress, now) => void setProgress.run(progress, now, id),
    setRead: (id, { rows, format, columns }) =>
      void setRead.run({ id, rows, format: JSON.stringify(format), columns: JSON.stringify(columns) }),
    setProblem: (id, problem, row) => void setProblem.run(problem, row ?? null, id),
    setState: (id, state, now) => void setState.run(state, now, id),
    remove: (id) => void remove.run(id),
  };

  return {
    reading,
    add: (list: NewList): void => void add.run(list),
    byId: (id: string): RegisterList | undefined => oneRow(registerList, byId, id),
    /** Also one that is on its way to the bin. */
    anyById: (id: string): RegisterList | undefined => oneRow(registerList, anyById, id),
    newest: (most: number): RegisterList[] => allRows(registerList, newest, most),
    /** What the site's worker has to do next; what a command works at only when nothing came of it since `silentSince`. */
    oldestBusy: (silentSince: string): RegisterList | undefined =>
      oneRow(registerList, oldestBusy, silentSince),
    setState: (id: string, state: ListState, now: string): void => void setState.run(state, now, id),
    setWorker: (id: string, worker: NewList['worker']): void => void setWorker.run(worker, id),
    setProgress: reading.setProgress,
    setMapping: (id: string, mapping: Mapping): void => void setMapping.run(JSON.stringify(mapping), id),
    setCounts: (id: string, counts: Counts): void => void setCounts.run(JSON.stringify(counts), id),
    /** What was seen in the columns goes: it has been used. */
    setApplied: (id: string, now: string): void => void setApplied.run(now, id),
    setUndoneFrom: (id: string, number: number | null): void => void setUndoneFrom.run(number, id),
    /** Sends to the bin what nobody went on with since then. */
    dropAbandoned: (changedBefore: string): void => void abandoned.run(changedBefore),
    /** A list that came in before then, and of which rows are still kept. */
    pastUndo: (changedBefore: string): string | undefined =>
      z.string().optional().parse(pastUndo.get(changedBefore)),

    rowsAfter: (id: string, number: number, most: number): ListRow[] =>
      allRows(listRow, rowsAfter, id, number, most),
    rowsOf: (id: string, outcome: Outcome, most: number, skip: number): ListRow[] =>
      allRows(listRow, rowsOf, id, outcome, most, skip),
    /** The rows that are taken over, and that staff are warned of. */
    warned: (id: string, most: number, skip: number): ListRow[] => allRows(listRow, warned, id, most, skip),
    decide: (listId: string, decision: Decision): void => void decide.run({ listId, ...decision }),
    /** The same, and what stood in the row goes: it has been used. */
    settle: (listId: string, { number, outcome, detail, participantId }: Decision): void =>
      void settle.run({ listId, number, outcome, detail, participantId }),
    /** The rows about somebody who stands in an earlier row too, but for those that were marked already. */
    doubles: (id: string) => allRows(doubleRow, doubles, id),
    markDouble: (id: string, number: number): void => void markDouble.run(id, number),
    removeSomeRows: reading.removeSomeRows,
  };
}
