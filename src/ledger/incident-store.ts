import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';

export const incidentContent = z.object({
  /** When staff noticed: from then on there are 72 hours. UTC, ISO 8601. */
  noticedAt: z.string(),
  /** In the words of staff; what is not known is empty. */
  what: z.string(),
  lostWhen: z.string(),
  measures: z.string(),
  /** The day on which the authority was told, and the people: YYYY-MM-DD, or empty. */
  reportedAt: z.string(),
  toldAt: z.string(),
});

/** What staff write down of a file that was lost. */
export type IncidentContent = z.infer<typeof incidentContent>;

export const incident = incidentContent.extend({
  ledgerId: z.string(),
  recordedAt: z.string(),
  staffName: z.string(),
});
export type Incident = z.infer<typeof incident>;

const COLUMNS = `ledger_id AS ledgerId, noticed_at AS noticedAt, recorded_at AS recordedAt,
  staff_name AS staffName, what, lost_when AS lostWhen, measures, reported_at AS reportedAt, told_at AS toldAt`;

export type IncidentStore = ReturnType<typeof createIncidentStore>;

export function createIncidentStore(connection: Connection) {
  const keep = connection.prepare(`
    INSERT INTO incidents (ledger_id, noticed_at, recorded_at, staff_name, what, lost_when, measures, reported_at, told_at)
    VALUES (@ledgerId, @noticedAt, @recordedAt, @staffName, @what, @lostWhen, @measures, @reportedAt, @toldAt)
    ON CONFLICT (ledger_id) DO UPDATE SET noticed_at = @noticedAt, what = @what, lost_when = @lostWhen,
      measures = @measures, reported_at = @reportedAt, told_at = @toldAt`);
  const of = connection.prepare(`SELECT ${COLUMNS} FROM incidents WHERE ledger_id = ?`);
  const all = connection.prepare(`SELECT ${COLUMNS} FROM incidents ORDER BY noticed_at DESC, ledger_id`);
  const remove = connection.prepare('DELETE FROM incidents WHERE ledger_id = ?');
  const removeOld = connection.prepare('DELETE FROM incidents WHERE recorded_at < ?');

  return {
    /** The first moment of writing it down, and who did, stay. */
    keep: (row: Incident): void => void keep.run(row),
    of: (ledgerId: string): Incident | undefined => oneRow(incident, of, ledgerId),
    /** The newest first. */
    all: (): Incident[] => allRows(incident, all),
    remove: (ledgerId: string): void => void remove.run(ledgerId),
    removeOld: (moment: string): void => void removeOld.run(moment),
  };
}
