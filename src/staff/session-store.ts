import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';

const sessionRow = z.object({
  id: z.string(),
  staffId: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string(),
  device: z.string(),
});

/** Somebody who is signed in somewhere. */
export type Session = z.infer<typeof sessionRow>;

const ownedSessionRow = sessionRow.extend({ name: z.string(), email: z.string() });
const notice = z.object({ kind: z.string(), id: z.string().optional() });
const noticeRow = z.object({
  notice: z
    .string()
    .nullable()
    .transform((json) => (json === null ? undefined : notice.parse(JSON.parse(json)))),
});

const SESSION = `sessions.id, sessions.staff_id AS staffId, sessions.created_at AS createdAt,
  sessions.last_used_at AS lastUsedAt, sessions.device`;

export type SessionStore = ReturnType<typeof createSessionStore>;

export function createSessionStore(connection: Connection) {
  const insert = connection.prepare(`
    INSERT INTO sessions (id, token_hash, staff_id, created_at, last_used_at, device)
    VALUES (@id, @tokenHash, @staffId, @createdAt, @lastUsedAt, @device)`);
  const byTokenHash = connection.prepare(`
    SELECT ${SESSION}, staff.name, staff.email FROM sessions JOIN staff ON staff.id = sessions.staff_id
    WHERE sessions.token_hash = ?`);
  const ofStaff = connection.prepare(`
    SELECT ${SESSION} FROM sessions WHERE staff_id = ? ORDER BY last_used_at DESC, id`);
  const touch = connection.prepare('UPDATE sessions SET last_used_at = @now WHERE id = @id');
  const touchStaff = connection.prepare('UPDATE staff SET last_used_at = @now WHERE id = @staffId');
  const remove = connection.prepare('DELETE FROM sessions WHERE id = ?');
  const removeByTokenHash = connection.prepare('DELETE FROM sessions WHERE token_hash = ?');
  const removeOf = connection.prepare('DELETE FROM sessions WHERE id = @id AND staff_id = @staffId');
  const removeOthers = connection.prepare('DELETE FROM sessions WHERE staff_id = @staffId AND id <> @id');
  const removeAllOf = connection.prepare('DELETE FROM sessions WHERE staff_id = ?');
  const removeOver = connection.prepare(
    'DELETE FROM sessions WHERE created_at <= @createdBefore OR last_used_at <= @usedBefore',
  );
  const findNotice = connection.prepare('SELECT notice FROM sessions WHERE id = ?');
  const setNotice = connection.prepare('UPDATE sessions SET notice = @notice WHERE id = @id');

  return {
    insert: (session: Session & { tokenHash: string }): void => {
      insert.run(session);
      touchStaff.run({ staffId: session.staffId, now: session.lastUsedAt });
    },
    /** A session with whose it is. */
    byTokenHash: (tokenHash: string): z.infer<typeof ownedSessionRow> | undefined =>
      oneRow(ownedSessionRow, byTokenHash, tokenHash),
    /** The newest use first. */
    ofStaff: (staffId: string): Session[] => allRows(sessionRow, ofStaff, staffId),
    touch: (session: { id: string; staffId: string; now: string }): void => {
      touch.run({ id: session.id, now: session.now });
      touchStaff.run({ staffId: session.staffId, now: session.now });
    },
    remove: (id: string): void => {
      remove.run(id);
    },
    removeByTokenHash: (tokenHash: string): void => {
      removeByTokenHash.run(tokenHash);
    },
    /** False when this staff member has no such session. */
    removeOf: (staffId: string, id: string): boolean => removeOf.run({ staffId, id }).changes === 1,
    removeOthers: (staffId: string, id: string): void => {
      removeOthers.run({ staffId, id });
    },
    removeAllOf: (staffId: string): void => {
      removeAllOf.run(staffId);
    },
    removeOver: (bounds: { createdBefore: string; usedBefore: string }): void => {
      removeOver.run(bounds);
    },
    findNotice: (id: string): z.infer<typeof notice> | undefined => oneRow(noticeRow, findNotice, id)?.notice,
    setNotice: (id: string, left: z.infer<typeof notice> | undefined): void => {
      setNotice.run({ id, notice: left === undefined ? null : JSON.stringify(left) });
    },
  };
}
