import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';
import { createListStore, type ListTables } from '../tables/list-store.ts';
import {
  type Decision,
  type ListRow,
  listRow,
  type Mapping,
  OUTCOMES,
  type Outcome,
  type RegisterList,
  registerList,
} from './list.ts';

const LIST = `id, file_name AS fileName, staff_id AS staffId, staff_name AS staffName, state,
  created_at AS createdAt, changed_at AS changedAt, applied_at AS appliedAt, progress, rows, problem,
  problem_row AS problemRow, format, columns, mapping, counts, checked_revision AS checkedRevision,
  undone_from AS undoneFrom`;
const ROW =
  'number, cells, problem, person_key AS personKey, outcome, detail, participant_id AS participantId';
/** Where these lists are kept. */
export const REGISTER_LISTS: ListTables = {
  lists: 'register_lists',
  files: 'register_list_files',
  rows: 'register_list_rows',
  list: 'list_id',
  open: ['received', 'unreadable', 'read', 'checking', 'checked'],
};

const doubleRow = z.object({ number: z.number(), outcome: z.enum(OUTCOMES), detail: z.string() });

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
  const setMapping = prepare('UPDATE register_lists SET mapping = ? WHERE id = ?');
  const setCheckedRevision = prepare('UPDATE register_lists SET checked_revision = ? WHERE id = ?');
  const setUndoneFrom = prepare('UPDATE register_lists SET undone_from = ? WHERE id = ?');

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
    UPDATE register_list_rows SET person_key = ?, outcome = ?, detail = ?, participant_id = ?
    WHERE list_id = ? AND number = ?`);
  const settle = prepare(`
    UPDATE register_list_rows SET cells = '[]', person_key = NULL, outcome = ?, detail = ?, participant_id = ?
    WHERE list_id = ? AND number = ?`);
  const doubles = prepare(`
    SELECT number, outcome, detail FROM (
      SELECT number, outcome, detail, row_number() OVER (PARTITION BY person_key ORDER BY number) AS turn
      FROM register_list_rows WHERE list_id = ? AND person_key IS NOT NULL)
    WHERE turn > 1 AND outcome <> 'double' ORDER BY number`);
  const markDouble = prepare(
    `UPDATE register_list_rows SET outcome = 'double', detail = '' WHERE list_id = ? AND number = ?`,
  );

  return {
    ...createListStore(connection, REGISTER_LISTS),
    add: (list: NewList): void => void add.run(list),
    byId: (id: string): RegisterList | undefined => oneRow(registerList, byId, id),
    /** Also one that is on its way to the bin. */
    anyById: (id: string): RegisterList | undefined => oneRow(registerList, anyById, id),
    newest: (most: number): RegisterList[] => allRows(registerList, newest, most),
    /** What the site's worker has to do next; what a command works at only when nothing came of it since `silentSince`. */
    oldestBusy: (silentSince: string): RegisterList | undefined =>
      oneRow(registerList, oldestBusy, silentSince),
    setMapping: (id: string, mapping: Mapping): void => void setMapping.run(JSON.stringify(mapping), id),
    setCheckedRevision: (id: string, revision: number): void => void setCheckedRevision.run(revision, id),
    setUndoneFrom: (id: string, number: number | null): void => void setUndoneFrom.run(number, id),
    rowsAfter: (id: string, number: number, most: number): ListRow[] =>
      allRows(listRow, rowsAfter, id, number, most),
    rowsOf: (id: string, outcome: Outcome, most: number, skip: number): ListRow[] =>
      allRows(listRow, rowsOf, id, outcome, most, skip),
    /** The rows that are taken over, and that staff are warned of. */
    warned: (id: string, most: number, skip: number): ListRow[] => allRows(listRow, warned, id, most, skip),
    decide: (listId: string, { number, personKey, outcome, detail, participantId }: Decision): void =>
      void decide.run(personKey, outcome, detail, participantId, listId, number),
    /** The same, and what stood in the row goes: it has been used. */
    settle: (listId: string, { number, outcome, detail, participantId }: Decision): void =>
      void settle.run(outcome, detail, participantId, listId, number),
    /** The rows about somebody who stands in an earlier row too, but for those that were marked already. */
    doubles: (id: string) => allRows(doubleRow, doubles, id),
    markDouble: (id: string, number: number): void => void markDouble.run(id, number),
  };
}
