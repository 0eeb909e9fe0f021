import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';

const staffRow = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  emailKey: z.string(),
  passwordHash: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
});

const nameRow = z.object({ id: z.string(), name: z.string(), leftAt: z.string().nullable() });

/** Somebody who runs the site. */
export type StaffMember = z.infer<typeof staffRow>;

const invitationRow = z.object({
  tokenHash: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  emailKey: z.string().nullable(),
  createdAt: z.string(),
  expiresAt: z.string(),
  usedAt: z.string().nullable(),
  clearsFactors: z.number().transform(Boolean),
});

/**
 * A link that sets a password once. Without name and address it is the very first one. With `clearsFactors` it
 * takes the second factors of the account away as well.
 */
export type InvitationRow = z.infer<typeof invitationRow>;

const STAFF = `id, name, email, email_key AS emailKey, password_hash AS passwordHash, created_at AS createdAt,
  last_used_at AS lastUsedAt`;
const INVITATION = `token_hash AS tokenHash, name, email, email_key AS emailKey, created_at AS createdAt,
  expires_at AS expiresAt, used_at AS usedAt, clears_factors AS clearsFactors`;

export type StaffStore = ReturnType<typeof createStaffStore>;

/** Staff members, the links that make them, and the browsers that they use. */
export function createStaffStore(connection: Connection) {
  const insert = connection.prepare(`
    INSERT INTO staff (id, name, email, email_key, password_hash, created_at)
    VALUES (@id, @name, @email, @emailKey, @passwordHash, @createdAt)`);
  const setPassword = connection.prepare('UPDATE staff SET password_hash = @passwordHash WHERE id = @id');
  const byId = connection.prepare(`SELECT ${STAFF} FROM staff WHERE id = ? AND left_at IS NULL`);
  const byEmailKey = connection.prepare(`SELECT ${STAFF} FROM staff WHERE email_key = ? AND left_at IS NULL`);
  const all = connection.prepare(`SELECT ${STAFF} FROM staff WHERE left_at IS NULL ORDER BY name, id`);
  const anybody = connection.prepare('SELECT EXISTS (SELECT 1 FROM staff WHERE left_at IS NULL) AS there');
  const names = connection.prepare('SELECT id, name, left_at AS leftAt FROM staff ORDER BY name, id');
  const leave = connection.prepare(`
    UPDATE staff SET left_at = @now, email = '', email_key = 'left ' || id, password_hash = '' WHERE id = @id`);
  const removeInvitationsOf = connection.prepare(
    'DELETE FROM staff_invitations WHERE email_key = (SELECT email_key FROM staff WHERE id = ?)',
  );
  const removeLeft = connection.prepare('DELETE FROM staff WHERE left_at < ?');

  const insertInvitation = connection.prepare(`
    INSERT INTO staff_invitations (token_hash, name, email, email_key, created_at, expires_at, clears_factors)
    VALUES (@tokenHash, @name, @email, @emailKey, @createdAt, @expiresAt, @clearsFactors)`);
  const findInvitation = connection.prepare(
    `SELECT ${INVITATION} FROM staff_invitations WHERE token_hash = ? AND used_at IS NULL`,
  );
  const useInvitation = connection.prepare(
    'UPDATE staff_invitations SET used_at = @now WHERE token_hash = @tokenHash AND used_at IS NULL',
  );
  const removeInvitation = connection.prepare('DELETE FROM staff_invitations WHERE token_hash = ?');
  const revokeFirst = connection.prepare(
    'DELETE FROM staff_invitations WHERE email_key IS NULL AND used_at IS NULL',
  );
  const revokeFor = connection.prepare(
    'DELETE FROM staff_invitations WHERE email_key = ? AND used_at IS NULL',
  );
  const removeInvitationsBefore = connection.prepare('DELETE FROM staff_invitations WHERE expires_at < ?');

  const keepDevice = connection.prepare(`
    INSERT INTO known_devices (token_hash, staff_id, last_used_at) VALUES (@tokenHash, @staffId, @now)
    ON CONFLICT (token_hash, staff_id) DO UPDATE SET last_used_at = excluded.last_used_at`);
  const isDeviceOf = connection.prepare(
    'SELECT EXISTS (SELECT 1 FROM known_devices WHERE token_hash = ? AND staff_id = ?) AS there',
  );
  const isDevice = connection.prepare(
    'SELECT EXISTS (SELECT 1 FROM known_devices WHERE token_hash = ?) AS there',
  );
  const removeDevicesOf = connection.prepare('DELETE FROM known_devices WHERE staff_id = ?');
  const removeDevicesBefore = connection.prepare('DELETE FROM known_devices WHERE last_used_at < ?');

  return {
    insert: (member: Omit<StaffMember, 'lastUsedAt'>): void => {
      insert.run(member);
    },
    setPassword: (id: string, passwordHash: string): void => {
      setPassword.run({ id, passwordHash });
    },
    byId: (id: string): StaffMember | undefined => oneRow(staffRow, byId, id),
    byEmailKey: (key: string): StaffMember | undefined => oneRow(staffRow, byEmailKey, key),
    all: (): StaffMember[] => allRows(staffRow, all),
    hasAnybody: (): boolean => isThere(oneRow(there, anybody)),
    /** The names that the access log tells of, of those who left too. */
    names: (): z.infer<typeof nameRow>[] => allRows(nameRow, names),
    /** Takes everything away but the name. */
    leave: (id: string, now: string): void => {
      removeInvitationsOf.run(id);
      leave.run({ id, now });
    },
    removeLeftBefore: (moment: string): void => {
      removeLeft.run(moment);
    },

    insertInvitation: (invitation: Omit<InvitationRow, 'usedAt'>): void => {
      insertInvitation.run({ ...invitation, clearsFactors: invitation.clearsFactors ? 1 : 0 });
    },
    /** An invitation that was not used yet, expired or not. */
    findInvitation: (tokenHash: string): InvitationRow | undefined =>
      oneRow(invitationRow, findInvitation, tokenHash),
    /** Uses it up; false when somebody else just did. */
    useInvitation: (tokenHash: string, now: string): boolean =>
      useInvitation.run({ tokenHash, now }).changes === 1,
    removeInvitation: (tokenHash: string): void => {
      removeInvitation.run(tokenHash);
    },
    /** Takes back the links for the very first staff member. */
    revokeFirstInvitations: (): void => {
      revokeFirst.run();
    },
    revokeInvitationsFor: (emailKey: string): void => {
      revokeFor.run(emailKey);
    },
    removeInvitationsBefore: (moment: string): void => {
      removeInvitationsBefore.run(moment);
    },

    keepDevice: (device: { tokenHash: string; staffId: string; now: string }): void => {
      keepDevice.run(device);
    },
    isDeviceOf: (tokenHash: string, staffId: string): boolean =>
      isThere(oneRow(there, isDeviceOf, tokenHash, staffId)),
    /** Whether any staff member signed in from this browser before. */
    isDevice: (tokenHash: string): boolean => isThere(oneRow(there, isDevice, tokenHash)),
    removeDevicesOf: (staffId: string): void => {
      removeDevicesOf.run(staffId);
    },
    removeDevicesBefore: (moment: string): void => {
      removeDevicesBefore.run(moment);
    },
  };
}

const there = z.object({ there: z.number() });

function isThere(row: { there: number } | undefined): boolean {
  return row?.there === 1;
}
