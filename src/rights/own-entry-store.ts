import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { oneRow } from '../database/rows.ts';

const link = z.object({ participantId: z.string(), addressKey: z.string(), expiresAt: z.string() });

/** A mailed link to one's own entry of the register: whose, at which address, and until when. */
export type EntryLink = z.infer<typeof link>;

export type OwnEntryStore = ReturnType<typeof createOwnEntryStore>;

export function createOwnEntryStore(connection: Connection) {
  const add = connection.prepare(`
    INSERT INTO own_entry_links (token_hash, participant_id, address_key, expires_at)
    VALUES (@tokenHash, @participantId, @addressKey, @expiresAt)`);
  const find = connection.prepare(`
    SELECT participant_id AS participantId, address_key AS addressKey, expires_at AS expiresAt
    FROM own_entry_links WHERE token_hash = ?`);
  const removeExpired = connection.prepare('DELETE FROM own_entry_links WHERE expires_at < ?');

  return {
    add: (row: EntryLink & { tokenHash: string }): void => void add.run(row),
    find: (tokenHash: string): EntryLink | undefined => oneRow(link, find, tokenHash),
    removeExpired: (before: string): void => void removeExpired.run(before),
  };
}
