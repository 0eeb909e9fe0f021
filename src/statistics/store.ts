import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows } from '../database/rows.ts';
import type { DayCounts } from './counter.ts';
import { DEVICES } from './visit.ts';

const dayRow = z.object({ day: z.string(), views: z.number(), visitors: z.number() });
const pageDayRow = z.object({ day: z.string(), views: z.number() });
const pageRow = z.object({ page: z.string(), views: z.number() });
const hostRow = z.object({ host: z.string(), views: z.number() });
const deviceRow = z.object({ device: z.enum(DEVICES), views: z.number() });

export type DayRow = z.infer<typeof dayRow>;
export type PageRow = z.infer<typeof pageRow>;
export type HostRow = z.infer<typeof hostRow>;
export type DeviceRow = z.infer<typeof deviceRow>;

/** Days from and up to, both included. */
export type Span = { first: string; last: string };

const TABLES = ['statistics_days', 'statistics_pages', 'statistics_hosts', 'statistics_devices'];
const WITHIN = 'day BETWEEN @first AND @last';

export type StatisticsStore = ReturnType<typeof createStatisticsStore>;

export function createStatisticsStore(connection: Connection) {
  const prepare = (sql: string) => connection.prepare(sql);
  const addDay = prepare(`
    INSERT INTO statistics_days (day, views, visitors) VALUES (@day, @views, @visitors)
    ON CONFLICT (day) DO UPDATE SET views = views + @views, visitors = visitors + @visitors`);
  const addPage = prepare(`
    INSERT INTO statistics_pages (day, page, views) VALUES (@day, @of, @views)
    ON CONFLICT (day, page) DO UPDATE SET views = views + @views`);
  const addHost = prepare(`
    INSERT INTO statistics_hosts (day, host, views) VALUES (@day, @of, @views)
    ON CONFLICT (day, host) DO UPDATE SET views = views + @views`);
  const addDevice = prepare(`
    INSERT INTO statistics_devices (day, device, views) VALUES (@day, @of, @views)
    ON CONFLICT (day, device) DO UPDATE SET views = views + @views`);
  const days = prepare(`SELECT day, views, visitors FROM statistics_days WHERE ${WITHIN}`);
  const daysOf = prepare(`SELECT day, views FROM statistics_pages WHERE page = @page AND ${WITHIN}`);
  const pages = prepare(`
    SELECT page, sum(views) AS views FROM statistics_pages WHERE ${WITHIN}
    GROUP BY page ORDER BY views DESC, page`);
  const hosts = prepare(`
    SELECT host, sum(views) AS views FROM statistics_hosts WHERE ${WITHIN}
    GROUP BY host ORDER BY views DESC, host`);
  const devices = prepare(`
    SELECT device, sum(views) AS views FROM statistics_devices WHERE ${WITHIN}
    GROUP BY device ORDER BY views DESC, device`);
  const knows = prepare('SELECT EXISTS (SELECT 1 FROM statistics_pages WHERE page = ?)').pluck();
  const firstDay = prepare('SELECT min(day) FROM statistics_days').pluck();
  const removeBefore = TABLES.map((table) => prepare(`DELETE FROM ${table} WHERE day < ?`));

  return {
    /** Adds what was counted to what is there. */
    add: ({ day, views, visitors, ...by }: DayCounts): void => {
      addDay.run({ day, views, visitors });
      for (const [statement, counts] of [
        [addPage, by.pages],
        [addHost, by.hosts],
        [addDevice, by.devices],
      ] as const) {
        for (const [of, count] of counts) statement.run({ day, of, views: count });
      }
    },
    days: (span: Span): DayRow[] => allRows(dayRow, days, span),
    /** How often one page was looked at, day by day. */
    daysOf: (page: string, span: Span): { day: string; views: number }[] =>
      allRows(pageDayRow, daysOf, { page, ...span }),
    /** The most looked at first. */
    pages: (span: Span): PageRow[] => allRows(pageRow, pages, span),
    hosts: (span: Span): HostRow[] => allRows(hostRow, hosts, span),
    devices: (span: Span): DeviceRow[] => allRows(deviceRow, devices, span),
    /** Whether this page was ever looked at. */
    knows: (page: string): boolean => knows.get(page) === 1,
    /** The first day of which anything is known. */
    firstDay: (): string | undefined => z.string().nullable().parse(firstDay.get()) ?? undefined,
    removeBefore: (day: string): void => {
      for (const statement of removeBefore) statement.run(day);
    },
  };
}
