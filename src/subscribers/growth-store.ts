import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows } from '../database/rows.ts';

const monthRow = z.object({ month: z.string(), joined: z.number(), gone: z.number() });

/** How many came onto the list and went off it in a month (`2026-03`, UTC). */
export type MonthCount = z.infer<typeof monthRow>;

export type GrowthStore = ReturnType<typeof createGrowthStore>;

/** The list's growth: one row for each month in which something happened, kept up by triggers. */
export function createGrowthStore(connection: Connection) {
  const months = connection.prepare('SELECT month, joined, gone FROM list_growth ORDER BY month');
  return { months: (): MonthCount[] => allRows(monthRow, months) };
}
