import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';

const sessionRow = z.object({
  id: z.string(),
  staffId: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string(),
  device: z.string(),
  /** Whether a second factor was given. */
  secondFactor: z.number().transform(Boolean),
  /** When a password or passkey was last given. */
  provedAt: z.string().nullable(),
  /** When it was first seen to be over: it never comes back. */
  overAt: z.string().nullable(),
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

/** Who gave the right password and not yet a second factor. */
const halfRow = z.object({ staffId: z.string(), expiresAt: z.string() });

const SESSION = `sessions.id, sessions.staff_id AS staffId, sessions.created_at AS createdAt,
  sessions.last_used_at AS lastUsedAt, sessions.device, sessions.second_factor AS secondFactor,
  sessions.proved_at AS provedAt, sessions.over_at AS overAt`;

export type SessionStore = ReturnType<typeof createSessionStore>;

export function createSessionStore(connection: Connection) {
  const insert = connection.prepare(`
    INSERT INTO sessions (id, token_hash, staff_id, created_at, last_used_at, device, second_factor, proved_at)
    VALUES (@id, @tokenHash, @staffId, @createdAt, @lastUsedAt, @device, @secondFactor, @provedAt)`);
  const byTokenHash = connection.prepare(`
    SELECT ${SESSION}, staff.name, staff.email FROM sessions JOIN staff ON staff.id = sessions.staff_id
    WHERE sessions.token_hash = ?`);
  const ofStaff = connection.prepare(`
    SELECT ${SESSION} FROM sessions WHERE staff_id = ? ORDER BY last_used_at DESC, id`);
  const touch = connection.prepare('UPDATE sessions SET last_used_at = @now WHERE id = @id');
  const touchStaff = connection.prepare('UPDATE staff SET last_used_at = @now WHERE id = @staffId');
  const close = connection.prepare('UPDATE sessions SET over_at = @now WHERE id = @id');
  const prove = connection.prepare('UPDATE sessions SET proved_at = @now WHERE id = @id');
  const addFactor = connection.prepare(
    'UPDATE sessions SET second_factor = 1, proved_at = @now WHERE id = @id',
  );
  const findToShow = connection.prepare('SELECT to_show AS text FROM sessions WHERE id = ?');
  const setToShow = connection.prepare('UPDATE sessions SET to_show = @text WHERE id = @id');
  const removeByTokenHash = connection.prepare('DELETE FROM sessions WHERE token_hash = ?');
  const removeOf = connection.prepare('DELETE FROM sessions WHERE id = @id AND staff_id = @staffId');
  const removeOthers = connection.prepare('DELETE FROM sessions WHERE staff_id = @staffId AND id <> @id');
  const removeAllOf = connection.prepare('DELETE FROM sessions WHERE staff_id = ?');
  const removeOver = connection.prepare(
    'DELETE FROM sessions WHERE created_at <= @createdBefore OR last_used_at <= @usedBefore',
  );
  const forgetToShow = connection.prepare(
    'UPDATE sessions SET to_show = NULL WHERE to_show IS NOT NULL AND proved_at <= ?',
  );
  const insertHalf = connection.prepare(
    'INSERT INTO half_signed_in (token_hash, staff_id, expires_at) VALUES (@tokenHash, @staffId, @expiresAt)',
  );
  const findHalf = connection.prepare(
    'SELECT staff_id AS staffId, expires_at AS expiresAt FROM half_signed_in WHERE token_hash = ?',
  );
  const removeHalf = connection.prepare('DELETE FROM half_signed_in WHERE token_hash = ?');
  const removeHalvesOf = connection.prepare('DELETE FROM half_signed_in WHERE staff_id = ?');
  const removeHalves = connection.prepare('DELETE FROM half_signed_in WHERE expires_at <= ?');
  const findNotice = connection.prepare('SELECT notice FROM sessions WHERE id = ?');
  const setNotice = connection.prepare('UPDATE sessions SET notice = @notice WHERE id = @id');

  return {
    insert: (session: Omit<Session, 'overAt'> & { tokenHash: string }): void => {
      insert.run({ ...session, secondFactor: session.secondFactor ? 1 : 0 });
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
    /** Marks it as over, for good. */
    close: (id: string, now: string): void => {
      close.run({ id, now });
    },
    /** Notes that its owner just gave a password or passkey. */
    prove: (id: string, now: string): void => {
      prove.run({ id, now });
    },
    /** Notes that its owner just gave a second factor. */
    addFactor: (id: string, now: string): void => {
      addFactor.run({ id, now });
    },
    /** What is shown once, sealed. */
    findToShow: (id: string): string | undefined =>
      oneRow(z.object({ text: z.string().nullable() }), findToShow, id)?.text ?? undefined,
    setToShow: (id: string, text: string | null): void => {
      setToShow.run({ id, text });
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
    /** Forgets what is shown in sessions whose owner last gave a password or passkey before this moment. */
    forgetToShow: (provedBefore: string): void => {
      forgetToShow.run(provedBefore);
    },
    removeOver: (bounds: { createdBefore: string; usedBefore: string }): void => {
      removeOver.run(bounds);
    },
    insertHalf: (half: { tokenHash: string; staffId: string; expiresAt: string }): void => {
      insertHalf.run(half);
    },
    findHalf: (tokenHash: string): z.infer<typeof halfRow> | undefined =>
      oneRow(halfRow, findHalf, tokenHash),
    /** False when somebody else just did. */
    removeHalf: (tokenHash: string): boolean => removeHalf.run(tokenHash).changes === 1,
    removeHalvesOf: (staffId: string): void => {
      removeHalvesOf.run(staffId);
    },
    removeHalvesBefore: (moment: string): void => {
      removeHalves.run(moment);
    },
    findNotice: (id: string): z.infer<typeof notice> | undefined => oneRow(noticeRow, findNotice, id)?.notice,
    setNotice: (id: string, left: z.infer<typeof notice> | undefined): void => {
      setNotice.run({ id, notice: left === undefined ? null : JSON.stringify(left) });
    },
  };
}
