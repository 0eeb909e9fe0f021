import type { Site } from '../support/site.ts';

/** Browsers as they call themselves. */
export const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
export const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';

export type From = {
  userAgent?: string;
  referer?: string;
  /** The network address, where the site stands behind a proxy. */
  address?: string;
  headers?: Record<string, string>;
};

/** Somebody looks at a page. */
export async function view(site: Site, path: string, from: From = {}): Promise<void> {
  const asking = site.get(path).set('User-Agent', from.userAgent ?? FIREFOX);
  if (from.referer !== undefined) asking.set('Referer', from.referer);
  if (from.address !== undefined) asking.set('X-Forwarded-For', from.address);
  await asking.set(from.headers ?? {});
}

/** Everything that is stored of visits, after it was written. */
export function stored(site: Site) {
  site.services.statistics.write();
  const { connection } = site.services;
  const rows = (sql: string) => connection.prepare(sql).raw().all() as (string | number)[][];
  return {
    days: rows('SELECT day, views, visitors FROM statistics_days ORDER BY day'),
    pages: rows('SELECT page, sum(views) FROM statistics_pages GROUP BY page ORDER BY page'),
    hosts: rows('SELECT host, sum(views) FROM statistics_hosts GROUP BY host ORDER BY host'),
    devices: rows('SELECT device, sum(views) FROM statistics_devices GROUP BY device ORDER BY device'),
  };
}
