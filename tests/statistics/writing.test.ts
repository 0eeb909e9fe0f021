import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { startProgram, until } from '../support/process.ts';
import { openSite } from '../support/site.ts';
import { FIREFOX, stored, view } from './visiting.ts';

it('touches the database not for each page, but once for all that was counted', async () => {
  const site = await openSite();
  await view(site, paths.home());
  const { connection } = site.services;
  const changes = () => connection.prepare('SELECT total_changes()').pluck().get();
  const before = changes();
  for (let time = 0; time < 20; time += 1) await view(site, paths.home());
  expect(changes()).toBe(before);
  expect(stored(site).days).toEqual([['2026-03-05', 21, 1]]);
  const after = changes();
  site.services.statistics.write();
  expect(changes()).toBe(after);
});

it('keeps what could not be written for the next time, whole, and says so without a word about anybody', async () => {
  const site = await openSite();
  await view(site, paths.home());
  await view(site, paths.agenda(), { referer: 'https://elders.example.nl/' });
  const { connection, statistics } = site.services;
  connection.exec(
    `CREATE TEMP TRIGGER full BEFORE INSERT ON statistics_devices BEGIN SELECT RAISE(ABORT, 'no'); END`,
  );
  statistics.write();
  expect(connection.prepare('SELECT count(*) FROM statistics_days').pluck().get()).toBe(0);
  expect(site.logged.join('')).toContain('the statistics wait');
  expect(site.logged.join('')).not.toContain('elders');
  connection.exec('DROP TRIGGER full');
  await view(site, paths.home());
  expect(stored(site)).toMatchObject({
    days: [['2026-03-05', 3, 1]],
    hosts: [['elders.example.nl', 1]],
  });
});

it('forgets the numbers of more than five years ago', async () => {
  const site = await openSite();
  await view(site, paths.home(), { referer: 'https://elders.example.nl/' });
  stored(site);
  site.clock.set(new Date('2031-03-05T12:00:00.000Z'));
  site.services.statistics.removeOld();
  expect(stored(site).days).toHaveLength(1);
  site.clock.set(new Date('2031-03-06T12:00:00.000Z'));
  site.services.statistics.removeOld();
  expect(stored(site)).toEqual({ days: [], pages: [], hosts: [], devices: [] });
});

it('loses what it still has in a crash, and nothing else; writes it when the program ends in order', async () => {
  const first = await startProgram();
  await fetch(first.url, { headers: { 'User-Agent': FIREFOX } });
  await until(() => first.output().includes('"route":"/"'), first);
  first.process.kill('SIGKILL');
  await first.ended;
  expect(viewsIn(first.dataDir)).toBe(null);

  const second = await startProgram({ DATA_DIR: first.dataDir });
  await fetch(second.url, { headers: { 'User-Agent': FIREFOX } });
  second.process.kill('SIGTERM');
  expect(await second.ended).toBe(0);
  expect(viewsIn(first.dataDir)).toBe(1);
});

function viewsIn(dataDir: string): unknown {
  const connection = new Database(join(dataDir, 'site.db'));
  const views = connection.prepare('SELECT sum(views) FROM statistics_days').pluck().get();
  connection.close();
  return views;
}
