import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';
import { type LedgerEntry, ledgerEntry } from './entry.ts';

const ENTRY = `id, at, staff_id AS staffId, staff_name AS staffName, kind, meeting_id AS meetingId, activity,
  contents, count, forgotten`;

const idRow = z.object({ id: z.string() });

export type LedgerStore = ReturnType<typeof createLedgerStore>;

export function createLedgerStore(connection: Connection) {
  const prepare = (sql: string) => connection.prepare(sql);
  const add = prepare(`
    INSERT INTO ledger (id, at, staff_id, staff_name, kind, meeting_id, activity, contents, count)
    VALUES (@id, @at, @staffId, @staffName, @kind, @meetingId, @activity, @contents, @count)`);
  const addPeople = prepare(
    'INSERT INTO ledger_people (ledger_number, participant_id) SELECT ?, value FROM json_each(?)',
  );
  const byId = prepare(`SELECT ${ENTRY} FROM ledger WHERE id = ?`);
  const page = prepare(`SELECT ${ENTRY} FROM ledger ORDER BY at DESC, number DESC LIMIT ? OFFSET ?`);
  const size = prepare('SELECT count(*) FROM ledger').pluck();
  const peopleIn = prepare(`
    SELECT coalesce((SELECT id FROM participants WHERE id = participant_id), merged_into, participant_id) AS id
    FROM ledger_people JOIN ledger ON number = ledger_number WHERE ledger.id = ?`);
  const presentIn = prepare(`
    SELECT participants.id AS id FROM participants
    WHERE id IN (
      SELECT coalesce((SELECT id FROM participants WHERE id = participant_id), merged_into)
      FROM ledger_people JOIN ledger ON number = ledger_number WHERE ledger.id = ?)
    ORDER BY sort_key, id`);
  const merge = prepare(`
    UPDATE ledger_people SET merged_into = @kept WHERE participant_id = @gone OR merged_into = @gone`);
  const removeOld = prepare(`
    DELETE FROM ledger WHERE at < @moment AND NOT EXISTS (SELECT 1 FROM incidents WHERE ledger_id = ledger.id)`);

  return {
    /** `participantIds` has nobody twice. */
    add: ({ contents, ...entry }: Omit<LedgerEntry, 'forgotten'>, participantIds: string[]): void => {
      const { lastInsertRowid } = add.run({ ...entry, contents: JSON.stringify(contents) });
      addPeople.run(lastInsertRowid, JSON.stringify(participantIds));
    },
    byId: (id: string): LedgerEntry | undefined => oneRow(ledgerEntry, byId, id),
    /** The newest first. */
    page: (most: number, skip: number): LedgerEntry[] => allRows(ledgerEntry, page, most, skip),
    size: (): number => z.number().parse(size.get()),
    /** Who was in it, by the entry that stayed where two were made one; whether or not they are still there. */
    peopleIn: (id: string): string[] => allRows(idRow, peopleIn, id).map((row) => row.id),
    /** Those of them who are in the register, in its order. */
    presentIn: (id: string): string[] => allRows(idRow, presentIn, id).map((row) => row.id),
    merge: (gone: string, kept: string): void => void merge.run({ gone, kept }),
    removeOld: (moment: string): void => void removeOld.run({ moment }),
  };
}
