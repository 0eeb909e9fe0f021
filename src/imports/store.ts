import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';
import type { ReadResult } from '../tables/reading.ts';
import type { FileProblem } from '../tables/table.ts';
import {
  type Consents,
  type Counts,
  type Decision,
  type Import,
  type ImportRow,
  type ImportState,
  importRowSchema,
  importSchema,
  type ListKind,
  type Mapping,
  OUTCOMES,
  type Outcome,
} from './import.ts';

const IMPORT = `id, list, file_name AS fileName, staff_name AS staffName, state, created_at AS createdAt,
  changed_at AS changedAt, applied_at AS appliedAt, progress, rows, problem, problem_row AS problemRow, format,
  columns, mapping, consents, counts`;
const ROW = `number, cells, problem, address_key AS addressKey, outcome, detail, subscriber_id AS subscriberId`;

const doubleRow = z.object({ number: z.number(), outcome: z.enum(OUTCOMES) });
const partRow = z.object({ bytes: z.instanceof(Buffer) });

/** A list as it comes in. */
export type NewImport = {
  id: string;
  list: ListKind;
  fileName: string;
  staffName: string;
  worker: 'site' | 'command';
  createdAt: string;
};

/** What stays of a row. */
export type Settled = Pick<ImportRow, 'number' | 'outcome' | 'detail' | 'subscriberId'>;

export type ImportStore = ReturnType<typeof createImportStore>;

export function createImportStore(connection: Connection) {
  const prepare = (sql: string) => connection.prepare(sql);
  const add = prepare(`
    INSERT INTO imports (id, list, file_name, staff_name, worker, state, created_at, changed_at, progress, rows)
    VALUES (@id, @list, @fileName, @staffName, @worker, 'received', @createdAt, @createdAt, 0, 0)`);
  const byId = prepare(`SELECT ${IMPORT} FROM imports WHERE id = ? AND state <> 'dropped'`);
  const newest = prepare(
    `SELECT ${IMPORT} FROM imports WHERE state <> 'dropped' ORDER BY created_at DESC, id LIMIT ?`,
  );
  const oldestBusy = prepare(`
    SELECT ${IMPORT} FROM imports
    WHERE (state IN ('received', 'checking', 'applying', 'undoing', 'dropped')
      OR state IN ('applied', 'undone') AND columns IS NOT NULL)
      AND (worker = 'site' OR changed_at < ?) ORDER BY created_at, id LIMIT 1`);
  const anyById = prepare(`SELECT ${IMPORT} FROM imports WHERE id = ?`);
  const setState = prepare('UPDATE imports SET state = ?, changed_at = ?, progress = 0 WHERE id = ?');
  const setWorker = prepare('UPDATE imports SET worker = ? WHERE id = ?');
  const setProgress = prepare('UPDATE imports SET progress = ?, changed_at = ? WHERE id = ?');
  const setRead = prepare(
    'UPDATE imports SET rows = @rows, format = @format, columns = @columns WHERE id = @id',
  );
  const setProblem = prepare('UPDATE imports SET problem = ?, problem_row = ? WHERE id = ?');
  const setMapping = prepare('UPDATE imports SET mapping = ?, consents = NULL WHERE id = ?');
  const setConsents = prepare('UPDATE imports SET consents = ? WHERE id = ?');
  const setCounts = prepare('UPDATE imports SET counts = ? WHERE id = ?');
  const setApplied = prepare('UPDATE imports SET applied_at = ? WHERE id = ?');
  const setTidied = prepare('UPDATE imports SET columns = NULL WHERE id = ?');
  const remove = prepare('DELETE FROM imports WHERE id = ?');
  const abandoned = prepare(`
    UPDATE imports SET state = 'dropped', worker = 'site' WHERE changed_at < ?
      AND state IN ('received', 'unreadable', 'read', 'mapped', 'checking', 'checked')`);
  const pastUndo = prepare(`
    SELECT id FROM imports WHERE changed_at < ? AND state IN ('applied', 'undone')
      AND EXISTS (SELECT 1 FROM import_rows WHERE import_id = imports.id) LIMIT 1`).pluck();

  const addPart = prepare('INSERT INTO import_files (import_id, part, bytes) VALUES (?, ?, ?)');
  const part = prepare('SELECT bytes FROM import_files WHERE import_id = ? AND part = ?');
  const removeSomeParts = prepare(`
    DELETE FROM import_files WHERE rowid IN (SELECT rowid FROM import_files WHERE import_id = ? LIMIT ?)`);

  const addRow = prepare('INSERT INTO import_rows (import_id, number, cells, problem) VALUES (?, ?, ?, ?)');
  const rowsAfter = prepare(
    `SELECT ${ROW} FROM import_rows WHERE import_id = ? AND number > ? ORDER BY number LIMIT ?`,
  );
  const rowsOf = prepare(`
    SELECT ${ROW} FROM import_rows INDEXED BY import_rows_by_outcome WHERE import_id = ? AND outcome = ?
    ORDER BY number LIMIT ? OFFSET ?`);
  const decide = prepare(`
    UPDATE import_rows SET address_key = @addressKey, outcome = @outcome, detail = @detail,
      subscriber_id = @subscriberId WHERE import_id = @importId AND number = @number`);
  const settle = prepare(`
    UPDATE import_rows SET cells = '[]', address_key = NULL, outcome = @outcome, detail = @detail,
      subscriber_id = @subscriberId WHERE import_id = @importId AND number = @number`);
  const doubles = prepare(`
    SELECT number, outcome FROM (
      SELECT number, outcome, row_number() OVER (PARTITION BY address_key ORDER BY number) AS turn
      FROM import_rows WHERE import_id = ? AND address_key IS NOT NULL)
    WHERE turn > 1 AND outcome <> 'double' ORDER BY number`);
  const markDouble = prepare(`
    UPDATE import_rows SET outcome = 'double', subscriber_id = NULL WHERE import_id = ? AND number = ?`);
  const removeSomeRows = prepare(`
    DELETE FROM import_rows WHERE import_id = @id AND number <= (
      SELECT max(number) FROM (SELECT number FROM import_rows WHERE import_id = @id ORDER BY number LIMIT @most))`);

  return {
    add: (row: NewImport): void => void add.run(row),
    byId: (id: string): Import | undefined => oneRow(importSchema, byId, id),
    /** Also one that is on its way to the bin. */
    anyById: (id: string): Import | undefined => oneRow(importSchema, anyById, id),
    newest: (most: number): Import[] => allRows(importSchema, newest, most),
    /** What the site's worker has to do next; what a command works at only when nothing came of it since `silentSince`. */
    oldestBusy: (silentSince: string): Import | undefined => oneRow(importSchema, oldestBusy, silentSince),
    setState: (id: string, state: ImportState, now: string): void => void setState.run(state, now, id),
    setWorker: (id: string, worker: NewImport['worker']): void => void setWorker.run(worker, id),
    setProgress: (id: string, progress: number, now: string): void => void setProgress.run(progress, now, id),
    setRead: (id: string, { rows, format, columns }: ReadResult): void =>
      void setRead.run({ id, rows, format: JSON.stringify(format), columns: JSON.stringify(columns) }),
    setProblem: (id: string, problem: FileProblem, row: number | undefined): void =>
      void setProblem.run(problem, row ?? null, id),
    setMapping: (id: string, mapping: Mapping): void => void setMapping.run(JSON.stringify(mapping), id),
    setConsents: (id: string, consents: Consents): void => void setConsents.run(JSON.stringify(consents), id),
    setCounts: (id: string, counts: Counts): void => void setCounts.run(JSON.stringify(counts), id),
    /** Nothing of the file is kept any more. What was seen in its columns goes last. */
    setTidied: (id: string): void => void setTidied.run(id),
    setApplied: (id: string, now: string): void => void setApplied.run(now, id),
    remove: (id: string): void => void remove.run(id),
    /** Sends to the bin what nobody went on with since then. */
    dropAbandoned: (changedBefore: string): void => void abandoned.run(changedBefore),
    /** A list that came in before then, and of which rows are still kept for the undo. */
    pastUndo: (changedBefore: string): string | undefined =>
      z.string().optional().parse(pastUndo.get(changedBefore)),

    addPart: (id: string, number: number, bytes: Uint8Array): void => void addPart.run(id, number, bytes),
    part: (id: string, number: number): Buffer | undefined => oneRow(partRow, part, id, number)?.bytes,
    /** Returns how many were removed. */
    removeSomeParts: (id: string, most: number): number => removeSomeParts.run(id, most).changes,

    addRow: (id: string, row: { number: number; cells: string; problem: string | null }): void =>
      void addRow.run(id, row.number, row.cells, row.problem),
    rowsAfter: (id: string, number: number, most: number): ImportRow[] =>
      allRows(importRowSchema, rowsAfter, id, number, most),
    rowsOf: (id: string, outcome: Outcome, most: number, skip: number): ImportRow[] =>
      allRows(importRowSchema, rowsOf, id, outcome, most, skip),
    decide: (importId: string, decision: Decision): void => void decide.run({ importId, ...decision }),
    /** The same, and what stood in the row goes: it has been used. */
    settle: (importId: string, settled: Settled): void => void settle.run({ importId, ...settled }),
    /** The rows whose address stands in an earlier row too, but for those that were marked already. */
    doubles: (id: string): { number: number; outcome: Outcome }[] => allRows(doubleRow, doubles, id),
    markDouble: (id: string, number: number): void => void markDouble.run(id, number),
    /** Returns how many were removed. */
    removeSomeRows: (id: string, most: number): number => removeSomeRows.run({ id, most }).changes,
  };
}
