import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows } from '../database/rows.ts';

const erasure = z.object({
  /** The name of its file. */
  name: z.string(),
  erasedAt: z.string(),
  appliedAt: z.string(),
  subscribers: z.number(),
  participants: z.number(),
});

/** An erasure that was applied to this database: when, and how many rows of people went. */
export type AppliedErasure = z.infer<typeof erasure>;

export type ErasureStore = ReturnType<typeof createErasureStore>;

export function createErasureStore(connection: Connection) {
  const add = connection.prepare(`
    INSERT INTO erasures (name, erased_at, applied_at, subscribers, participants)
    VALUES (@name, @erasedAt, @appliedAt, @subscribers, @participants)`);
  const newest = connection.prepare(`
    SELECT name, erased_at AS erasedAt, applied_at AS appliedAt, subscribers, participants FROM erasures
    ORDER BY applied_at DESC, name LIMIT ?`);
  const names = connection.prepare('SELECT name FROM erasures').pluck();
  const removeOld = connection.prepare('DELETE FROM erasures WHERE erased_at < ?');

  return {
    add: (row: AppliedErasure): void => void add.run(row),
    newest: (most: number): AppliedErasure[] => allRows(erasure, newest, most),
    /** Which were applied to this database. */
    names: (): Set<string> => new Set(z.array(z.string()).parse(names.all())),
    removeOld: (erasedBefore: string): void => void removeOld.run(erasedBefore),
  };
}
