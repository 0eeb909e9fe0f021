import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, eachRow } from '../database/rows.ts';

const idRow = z.object({ id: z.string() });
const knownRow = z.object({
  id: z.string(),
  sortKey: z.string(),
  postcode: z.string(),
  houseNumber: z.string(),
  createdAt: z.string(),
});

/** An entry, for finding somebody who was erased. */
export type KnownEntry = z.infer<typeof knownRow>;

/** Finding all that the register keeps of one person, and forgetting it. */
export type ParticipantPersonStore = ReturnType<typeof createParticipantPersonStore>;

export function createParticipantPersonStore(connection: Connection) {
  const prepare = (sql: string) => connection.prepare(sql);
  // Of each two that were made one: the one that went has no `after`.
  const mergedInto = prepare(`
    SELECT DISTINCT gone.participant_id AS id FROM participant_history kept
    JOIN participant_history gone ON gone.batch_id = kept.batch_id
    WHERE kept.participant_id = ? AND kept.kind = 'merged' AND kept.after IS NOT NULL AND kept.undone_at IS NULL
      AND gone.kind = 'merged' AND gone.after IS NULL AND gone.undone_at IS NULL`);
  const all = prepare(`
    SELECT id, sort_key AS sortKey, postcode, house_number AS houseNumber, created_at AS createdAt
    FROM participants`);
  const gone = prepare(`
    SELECT DISTINCT participant_id AS id FROM participant_history
    WHERE NOT EXISTS (SELECT 1 FROM participants WHERE participants.id = participant_id)`);
  const leftAlone = prepare(`SELECT id FROM participants WHERE restricted_at <> '' OR objected_at <> ''`);
  const removeEntry = prepare('DELETE FROM participants WHERE id = ?');
  const removeHistory = prepare('DELETE FROM participant_history WHERE participant_id = ?');

  return {
    /** The entries that were made one with this one, as far as that is still known. */
    mergedInto: (id: string): string[] => allRows(idRow, mergedInto, id).map((row) => row.id),
    all: (): Iterable<KnownEntry> => eachRow(knownRow, all),
    /** Who is not in the register any more, and can still be put back. */
    gone: (): Iterable<{ id: string }> => eachRow(idRow, gone),
    /** Who is neither mailed nor invited, and is in no file. */
    leftAlone: (): string[] => allRows(idRow, leftAlone).map((row) => row.id),
    /** Returns whether the entry, or its history, was there. */
    forget: (id: string): boolean => removeEntry.run(id).changes + removeHistory.run(id).changes > 0,
  };
}
