import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, eachRow, oneRow } from '../database/rows.ts';
import { type ParticipantChange, participantChange } from './history.ts';

const CHANGE = `id, participant_id AS participantId, kind, before, after, actor, staff_id AS staffId,
  reason, batch_id AS batchId, at, undone_at AS undoneAt`;

const idRow = z.object({ id: z.string() });

const numberedChange = participantChange.extend({ number: z.number() });

/** A change with its place among all of them. */
export type NumberedChange = z.infer<typeof numberedChange>;

export type HistoryStore = ReturnType<typeof createHistoryStore>;

export function createHistoryStore(connection: Connection) {
  const prepare = (sql: string) => connection.prepare(sql);
  // By place: there are many.
  const add = prepare(`
    INSERT INTO participant_history (id, participant_id, kind, before, after, actor, staff_id, reason, batch_id, at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const byId = prepare(`SELECT ${CHANGE} FROM participant_history WHERE id = ?`);
  const ofBatch = prepare(
    `SELECT ${CHANGE} FROM participant_history WHERE batch_id = ? ORDER BY number DESC`,
  );
  const someOfBatch = prepare(`
    SELECT number, ${CHANGE} FROM participant_history WHERE batch_id = ? AND number < ? AND undone_at IS NULL
    ORDER BY number DESC LIMIT ?`);
  const of = prepare(
    `SELECT ${CHANGE} FROM participant_history WHERE participant_id = ? ORDER BY number DESC LIMIT ?`,
  );
  const anyOf = prepare('SELECT id FROM participant_history WHERE participant_id = ? LIMIT 1');
  const removals = prepare(`
    SELECT ${CHANGE} FROM participant_history WHERE after IS NULL AND undone_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM participants WHERE participants.id = participant_id)
    ORDER BY number DESC LIMIT ?`);
  const removed = prepare(`
    SELECT ${CHANGE} FROM participant_history WHERE kind = 'removed' AND undone_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM participants WHERE participants.id = participant_id)
    ORDER BY number DESC`);
  const markUndone = prepare('UPDATE participant_history SET undone_at = @now WHERE id = @id');
  const removeOfGone = prepare(`
    DELETE FROM participant_history WHERE at < @moment
      AND NOT EXISTS (SELECT 1 FROM participants WHERE participants.id = participant_id)
      AND NOT EXISTS (SELECT 1 FROM participant_history AS later
        WHERE later.participant_id = participant_history.participant_id AND later.at >= @moment)`);
  const removeOld = prepare('DELETE FROM participant_history WHERE at < ?');

  return {
    add: (change: Omit<ParticipantChange, 'undoneAt'>): void => {
      const { id, participantId, kind, before, after, actor, staffId, reason, batchId, at } = change;
      const [was, is] = [asJson(before), asJson(after)];
      add.run(id, participantId, kind, was, is, actor, staffId, reason, batchId, at);
    },
    byId: (id: string): ParticipantChange | undefined => oneRow(participantChange, byId, id),
    /** What was done together, the last first. */
    ofBatch: (batchId: string): ParticipantChange[] => allRows(participantChange, ofBatch, batchId),
    /** Some of what was done together and is not undone, the last first, from before this number on. */
    someOfBatch: (batchId: string, before: number, most: number): NumberedChange[] =>
      allRows(numberedChange, someOfBatch, batchId, before, most),
    /** What was done to somebody, the last first. */
    of: (participantId: string, most: number): ParticipantChange[] =>
      allRows(participantChange, of, participantId, most),
    /** How those who are not in the register any more went, the last first. */
    removals: (most: number): ParticipantChange[] => allRows(participantChange, removals, most),
    /** How those who were taken out went, the last first, one by one: there may be very many. */
    removed: (): Iterable<ParticipantChange> => eachRow(participantChange, removed),
    /** Whether somebody with this id is or was in the register, as far as that is still known. */
    has: (participantId: string): boolean => oneRow(idRow, anyOf, participantId) !== undefined,
    markUndone: (id: string, now: string): void => void markUndone.run({ id, now }),
    /** Forgets all of whom nothing was done since, and who is not in the register any more. */
    removeOfGone: (moment: string): void => void removeOfGone.run({ moment }),
    removeOld: (moment: string): void => void removeOld.run(moment),
  };
}

function asJson(entry: object | undefined): string | null {
  return entry === undefined ? null : JSON.stringify(entry);
}
