import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';
import type { InvitationCounts } from '../meetings/meeting.ts';
import type { Receipt } from './invitation.ts';

const countsRow = z.object({
  invited: z.number(),
  yes: z.number(),
  no: z.number(),
  silent: z.number(),
  came: z.number(),
  people: z.number(),
});
const receiptRow = z.object({
  kind: z.enum(['needs', 'attendance']),
  at: z.string(),
  cleared: z.number(),
  counts: z.string(),
});

export type FiguresStore = ReturnType<typeof createFiguresStore>;

export function createFiguresStore(connection: Connection) {
  const prepare = (sql: string) => connection.prepare(sql);
  const counts = prepare(`
    SELECT count(*) FILTER (WHERE g.invited_at IS NOT NULL) AS invited,
      count(*) FILTER (WHERE i.answer = 'yes') AS yes,
      count(*) FILTER (WHERE i.answer = 'no') AS no,
      count(*) FILTER (WHERE g.invited_at IS NOT NULL AND i.answer = '') AS silent,
      count(*) FILTER (WHERE i.came = 1) AS came,
      count(*) FILTER (WHERE i.answer = 'yes') AS people
    FROM invitations i JOIN invitation_groups g ON g.id = i.group_id WHERE i.meeting_id = ?`);
  const guests = prepare(`
    SELECT coalesce(sum(json_array_length(g.guests)), 0) AS people, coalesce(sum(g.guests_came), 0) AS came
    FROM invitation_groups g WHERE g.meeting_id = ?
      AND EXISTS (SELECT 1 FROM invitations i WHERE i.group_id = g.id AND (i.answer = 'yes' OR i.came = 1))`);
  const guestsRow = z.object({ people: z.number(), came: z.number() });
  const clearNeeds = prepare(`
    UPDATE invitations SET needs = '', needs_consent_at = NULL
    WHERE meeting_id = ? AND needs_consent_at IS NOT NULL`);
  const clearAll = prepare('DELETE FROM invitations WHERE meeting_id = ?');
  const clearGroups = prepare('DELETE FROM invitation_groups WHERE meeting_id = ?');
  const addReceipt = prepare(`
    INSERT INTO invitation_receipts (meeting_id, kind, at, cleared, counts)
    VALUES (@meetingId, @kind, @at, @cleared, @counts)
    ON CONFLICT (meeting_id, kind) DO UPDATE SET cleared = cleared + excluded.cleared`);
  const receipts = prepare(
    'SELECT kind, at, cleared, counts FROM invitation_receipts WHERE meeting_id = ? ORDER BY at, kind DESC',
  );

  const receiptsOf = (meetingId: string) => allRows(receiptRow, receipts, meetingId);

  return {
    /** The figures of a meeting; after its people were cleared, as they were then. */
    countsOf: (meetingId: string): InvitationCounts => {
      const cleared = receiptsOf(meetingId).find(({ kind }) => kind === 'attendance');
      if (cleared !== undefined) return countsRow.parse(JSON.parse(cleared.counts));
      const people = countsRow.parse(counts.get(meetingId));
      const brought = oneRow(guestsRow, guests, meetingId) ?? { people: 0, came: 0 };
      return { ...people, people: people.people + brought.people, came: people.came + brought.came };
    },
    /** Returns of how many people the needs were cleared. */
    clearNeeds: (meetingId: string): number => clearNeeds.run(meetingId).changes,
    /** Takes everybody off the list of a meeting. Returns how many there were. */
    clearAll: (meetingId: string): number => {
      const cleared = clearAll.run(meetingId).changes;
      clearGroups.run(meetingId);
      return cleared;
    },
    addReceipt: (row: Receipt & { meetingId: string; counts: InvitationCounts }): void =>
      void addReceipt.run({ ...row, counts: JSON.stringify(row.counts) }),
    receiptsOf: (meetingId: string): Receipt[] =>
      receiptsOf(meetingId).map(({ kind, at, cleared }) => ({ kind, at, cleared })),
  };
}
