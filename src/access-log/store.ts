import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows } from '../database/rows.ts';

const entry = z.object({
  at: z.string(),
  staffId: z.string(),
  action: z.string(),
  persons: z.string().transform((json) => z.array(z.string()).parse(JSON.parse(json))),
});

/** One thing that a staff member did with persons: their opaque ids. */
export type AccessLogEntry = z.infer<typeof entry>;

export type AccessLogStore = ReturnType<typeof createAccessLogStore>;

export function createAccessLogStore(connection: Connection) {
  const insert = connection.prepare(
    'INSERT INTO access_log (at, staff_id, action, persons) VALUES (@at, @staffId, @action, @persons)',
  );
  const newest = connection.prepare(
    'SELECT at, staff_id AS staffId, action, persons FROM access_log ORDER BY id DESC LIMIT ?',
  );
  const removeBefore = connection.prepare('DELETE FROM access_log WHERE at < ?');

  return {
    insert: (row: AccessLogEntry): void => {
      insert.run({ ...row, persons: JSON.stringify(row.persons) });
    },
    newest: (most: number): AccessLogEntry[] => allRows(entry, newest, most),
    removeBefore: (moment: string): void => {
      removeBefore.run(moment);
    },
  };
}
