import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';
import { createListStore, type ListTables } from '../tables/list-store.ts';
import {
  type Consents,
  type Decision,
  type Import,
  type ImportRow,
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

/** Where these lists are kept. */
export const READER_LISTS: ListTables = {
  ...{ lists: 'imports', files: 'import_files', rows: 'import_rows', list: 'import_id' },
  open: ['received', 'unreadable', 'read', 'mapped', 'checking', 'checked'],
};

const doubleRow = z.object({ number: z.number(), outcome: z.enum(OUTCOMES) });

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
  const setMapping = prepare('UPDATE imports SET mapping = ?, consents = NULL WHERE id = ?');
  const setConsents = prepare('UPDATE imports SET consents = ? WHERE id = ?');

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

  return {
    ...createListStore(connection, READER_LISTS),
    add: (row: NewImport): void => void add.run(row),
    byId: (id: string): Import | undefined => oneRow(importSchema, byId, id),
    /** Also one that is on its way to the bin. */
    anyById: (id: string): Import | undefined => oneRow(importSchema, anyById, id),
    newest: (most: number): Import[] => allRows(importSchema, newest, most),
    /** What the site's worker has to do next; what a command works at only when nothing came of it since `silentSince`. */
    oldestBusy: (silentSince: string): Import | undefined => oneRow(importSchema, oldestBusy, silentSince),
    setMapping: (id: string, mapping: Mapping): void => void setMapping.run(JSON.stringify(mapping), id),
    setConsents: (id: string, consents: Consents): void => void setConsents.run(JSON.stringify(consents), id),
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
  };
}
