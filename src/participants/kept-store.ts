import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows } from '../database/rows.ts';

const keptFilter = z.object({ id: z.string(), name: z.string(), question: z.string() });

/** A filter under a name. `question` is what stands in the address of the list. */
export type KeptFilter = z.infer<typeof keptFilter>;

export type KeptFilterStore = ReturnType<typeof createKeptFilterStore>;

export function createKeptFilterStore(connection: Connection) {
  const keep = connection.prepare(`
    INSERT INTO participant_filters (id, name, key, question, staff_id, at)
    VALUES (@id, @name, @key, @question, @staffId, @at)
    ON CONFLICT (key) DO UPDATE SET name = excluded.name, question = excluded.question,
      staff_id = excluded.staff_id, at = excluded.at`);
  const forget = connection.prepare('DELETE FROM participant_filters WHERE id = ?');
  const all = connection.prepare('SELECT id, name, question FROM participant_filters ORDER BY key');

  return {
    keep: (filter: KeptFilter & { key: string; staffId: string; at: string }): void => void keep.run(filter),
    forget: (id: string): void => void forget.run(id),
    /** All of them, by name. */
    all: (): KeptFilter[] => allRows(keptFilter, all),
  };
}
