import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { oneRow } from '../database/rows.ts';

const fullAtRow = z.object({ fullAt: z.number() });

export type RateLimitStore = ReturnType<typeof createRateLimitStore>;

export function createRateLimitStore(connection: Connection) {
  const take = connection.prepare(`
    INSERT INTO rate_limits (key, full_at) VALUES (@key, @now + @cost)
    ON CONFLICT (key) DO UPDATE SET full_at = max(full_at, @now) + @cost
    WHERE max(full_at, @now) - @now <= @window - @cost
    RETURNING full_at AS fullAt`);
  const find = connection.prepare('SELECT full_at AS fullAt FROM rate_limits WHERE key = ?');
  const removeFull = connection.prepare('DELETE FROM rate_limits WHERE full_at <= ?');
  const forget = connection.prepare('DELETE FROM rate_limits WHERE key = ?');

  return {
    /** Takes one turn of `cost` milliseconds; false when the window has no room for it. */
    take: (turn: { key: string; now: number; cost: number; window: number }): boolean =>
      oneRow(fullAtRow, take, turn) !== undefined,
    fullAt: (key: string): number => oneRow(fullAtRow, find, key)?.fullAt ?? 0,
    removeFull: (now: number): void => {
      removeFull.run(now);
    },
    forget: (key: string): void => {
      forget.run(key);
    },
  };
}
