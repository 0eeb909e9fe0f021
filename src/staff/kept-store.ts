import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { oneRow } from '../database/rows.ts';

const keptRow = z.object({ address: z.string(), fields: z.string() });

/** What was sent to an address from a session that was over. `fields` is sealed. */
export type KeptRow = z.infer<typeof keptRow>;

export type KeptStore = ReturnType<typeof createKeptStore>;

export function createKeptStore(connection: Connection) {
  const keep = connection.prepare(`
    INSERT INTO kept_texts (id, staff_id, address, fields, kept_at)
    VALUES (@id, @staffId, @address, @fields, @keptAt)
    ON CONFLICT (staff_id, address)
    DO UPDATE SET id = excluded.id, fields = excluded.fields, kept_at = excluded.kept_at`);
  const find = connection.prepare(
    'SELECT address, fields FROM kept_texts WHERE id = @id AND staff_id = @staffId AND kept_at > @keptAfter',
  );
  const drop = connection.prepare('DELETE FROM kept_texts WHERE staff_id = @staffId AND address = @address');
  const removeBefore = connection.prepare('DELETE FROM kept_texts WHERE kept_at <= ?');

  return {
    /** Keeps the newest for each address. */
    keep: (row: KeptRow & { id: string; staffId: string; keptAt: string }): void => {
      keep.run(row);
    },
    find: (by: { id: string; staffId: string; keptAfter: string }): KeptRow | undefined =>
      oneRow(keptRow, find, by),
    drop: (staffId: string, address: string): void => {
      drop.run({ staffId, address });
    },
    removeBefore: (moment: string): void => {
      removeBefore.run(moment);
    },
  };
}
