import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';

const appRow = z.object({ secret: z.string(), addedAt: z.string() });

/** The app that shows somebody's codes. `secret` is sealed. */
export type CodeApp = z.infer<typeof appRow>;

const passkeyRow = z.object({
  id: z.string(),
  staffId: z.string(),
  credentialId: z.string(),
  publicKey: z.string(),
  counter: z.number(),
  transports: z.string().transform((json) => z.array(z.string()).parse(JSON.parse(json))),
  device: z.string(),
  addedAt: z.string(),
  lastUsedAt: z.string().nullable(),
});

/** A passkey: the public half, as base64url, and the device that it was made on. */
export type Passkey = z.infer<typeof passkeyRow>;

const questionRow = z.object({
  staffId: z.string().nullable(),
  expiresAt: z.string(),
});

/** What a passkey has to sign, once and soon; without a staff member it is to sign in with. */
export type PasskeyQuestion = z.infer<typeof questionRow>;

const PASSKEY = `id, staff_id AS staffId, credential_id AS credentialId, public_key AS publicKey, counter, transports,
  device, added_at AS addedAt, last_used_at AS lastUsedAt`;

export type FactorStore = ReturnType<typeof createFactorStore>;

/** Apps, passkeys and recovery codes of the staff. */
export function createFactorStore(connection: Connection) {
  const findApp = connection.prepare('SELECT secret, added_at AS addedAt FROM code_apps WHERE staff_id = ?');
  const removeApp = connection.prepare('DELETE FROM code_apps WHERE staff_id = ?');
  const insertApp = connection.prepare(
    'INSERT INTO code_apps (staff_id, secret, added_at) VALUES (@staffId, @secret, @addedAt)',
  );
  const useStep = connection.prepare(
    'INSERT INTO used_codes (staff_id, step) VALUES (@staffId, @step) ON CONFLICT DO NOTHING',
  );
  const removeSteps = connection.prepare('DELETE FROM used_codes WHERE step < ?');

  const passkeysOf = connection.prepare(
    `SELECT ${PASSKEY} FROM passkeys WHERE staff_id = ? ORDER BY added_at, id`,
  );
  const byCredential = connection.prepare(`SELECT ${PASSKEY} FROM passkeys WHERE credential_id = ?`);
  const insertPasskey = connection.prepare(`
    INSERT INTO passkeys (id, staff_id, credential_id, public_key, counter, transports, device, added_at)
    VALUES (@id, @staffId, @credentialId, @publicKey, @counter, @transports, @device, @addedAt)
    ON CONFLICT (credential_id) DO NOTHING`);
  const usePasskey = connection.prepare(
    'UPDATE passkeys SET counter = @counter, last_used_at = @now WHERE id = @id',
  );
  const removePasskey = connection.prepare('DELETE FROM passkeys WHERE id = @id AND staff_id = @staffId');
  const removePasskeysOf = connection.prepare('DELETE FROM passkeys WHERE staff_id = ?');

  const insertQuestion = connection.prepare(`
    INSERT INTO passkey_questions (challenge_hash, staff_id, expires_at)
    VALUES (@challengeHash, @staffId, @expiresAt)`);
  const takeQuestion = connection.prepare(`
    DELETE FROM passkey_questions WHERE challenge_hash = ?
    RETURNING staff_id AS staffId, expires_at AS expiresAt`);
  const removeQuestions = connection.prepare('DELETE FROM passkey_questions WHERE expires_at <= ?');

  const insertCode = connection.prepare(
    'INSERT INTO recovery_codes (staff_id, code_hash) VALUES (@staffId, @codeHash)',
  );
  const useCode = connection.prepare(`
    UPDATE recovery_codes SET used_at = @now
    WHERE staff_id = @staffId AND code_hash = @codeHash AND used_at IS NULL`);
  const codesLeft = connection.prepare(
    'SELECT count(*) AS count FROM recovery_codes WHERE staff_id = ? AND used_at IS NULL',
  );
  const removeCodes = connection.prepare('DELETE FROM recovery_codes WHERE staff_id = ?');

  return {
    appOf: (staffId: string): CodeApp | undefined => oneRow(appRow, findApp, staffId),
    /** Puts this app in the place of the one that was there. */
    setApp: (staffId: string, app: CodeApp): void => {
      removeApp.run(staffId);
      insertApp.run({ staffId, ...app });
    },
    removeApp: (staffId: string): boolean => removeApp.run(staffId).changes === 1,
    /** False when the code of this time step was used before. */
    useStep: (staffId: string, step: number): boolean => useStep.run({ staffId, step }).changes === 1,
    removeStepsBefore: (step: number): void => {
      removeSteps.run(step);
    },

    passkeysOf: (staffId: string): Passkey[] => allRows(passkeyRow, passkeysOf, staffId),
    passkeyByCredential: (credentialId: string): Passkey | undefined =>
      oneRow(passkeyRow, byCredential, credentialId),
    /** False when this passkey is known already. */
    insertPasskey: (passkey: Omit<Passkey, 'lastUsedAt'>): boolean =>
      insertPasskey.run({ ...passkey, transports: JSON.stringify(passkey.transports) }).changes === 1,
    /** False when it was removed meanwhile. */
    usePasskey: (use: { id: string; counter: number; now: string }): boolean =>
      usePasskey.run(use).changes === 1,
    /** False when this staff member has no such passkey. */
    removePasskey: (staffId: string, id: string): boolean => removePasskey.run({ staffId, id }).changes === 1,

    insertQuestion: (question: PasskeyQuestion & { challengeHash: string }): void => {
      insertQuestion.run(question);
    },
    /** Gives a question back once. */
    takeQuestion: (challengeHash: string): PasskeyQuestion | undefined =>
      oneRow(questionRow, takeQuestion, challengeHash),
    removeQuestionsBefore: (moment: string): void => {
      removeQuestions.run(moment);
    },

    /** Puts these codes in the place of those that were there. */
    setCodes: (staffId: string, codeHashes: string[]): void => {
      removeCodes.run(staffId);
      for (const codeHash of codeHashes) insertCode.run({ staffId, codeHash });
    },
    /** False when this staff member has no such code, or used it before. */
    useCode: (use: { staffId: string; codeHash: string; now: string }): boolean =>
      useCode.run(use).changes === 1,
    codesLeft: (staffId: string): number =>
      oneRow(z.object({ count: z.number() }), codesLeft, staffId)?.count ?? 0,

    /** Takes everything away that somebody could prove themselves with, but for the password. */
    removeAllOf: (staffId: string): void => {
      for (const statement of [removeApp, removePasskeysOf, removeCodes]) statement.run(staffId);
    },
  };
}
