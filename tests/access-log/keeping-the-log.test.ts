import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createAccessLogStore } from '../../src/access-log/store.ts';
import { migrate } from '../../src/database/migrate.ts';
import { openDatabase } from '../../src/database/open.ts';
import { paths } from '../../src/paths.ts';
import { openSite, type Site } from '../support/site.ts';

const MIGRATIONS = join(import.meta.dirname, '../../migrations');
const DAY = 86_400_000;

it('lets no row be changed, whoever asks', async () => {
  const site = await openSite();
  writeOn(site, new Date());
  const { connection } = site.services;
  const before = connection.prepare('SELECT * FROM access_log').all();
  for (const change of [
    "UPDATE access_log SET staff_id = 'a colleague'",
    "UPDATE access_log SET at = '2001-01-01T00:00:00.000Z'",
    'UPDATE access_log SET id = id + 1',
    "REPLACE INTO access_log (id, at, staff_id, action, persons) SELECT id, at, 'a colleague', action, persons FROM access_log",
  ]) {
    expect(() => connection.exec(change)).toThrow('append-only');
  }
  expect(connection.prepare('SELECT * FROM access_log').all()).toEqual(before);
});

it('lets no row go before thirteen months are over, and every row after them', async () => {
  const site = await openSite();
  const now = new Date();
  const young = writeOn(site, new Date(now.getTime() - 390 * DAY));
  const old = writeOn(site, new Date(now.getTime() - 400 * DAY));
  site.clock.set(now);
  const { connection, accessLog } = site.services;
  expect(() => connection.prepare('DELETE FROM access_log WHERE id = ?').run(young)).toThrow('append-only');
  accessLog.removeOld();
  expect(accessLog.byId(young)).toBeDefined();
  expect(accessLog.byId(old)).toBeUndefined();
  const found = connection.prepare('SELECT rowid FROM access_log_search').pluck().all();
  expect(found).toContain(young);
  expect(found).not.toContain(old);
});

it('keeps rows for as long as staff set, but never for less than a year', async () => {
  const site = await openSite();
  const now = new Date();
  const [young, old] = [350, 400].map((days) => writeOn(site, new Date(now.getTime() - days * DAY))) as [
    number,
    number,
  ];
  site.clock.set(now);
  const paula = await site.signIn();
  const { connection, accessLog, settings } = site.services;
  const set = (logboek: string) => paula.post(paths.staff.settings(), { bewaartermijn: '24', logboek });
  expect((await set('11')).text).toContain('Kies ten minste 12 maanden.');
  expect((await set('61')).text).toContain('Kies ten hoogste 60 maanden.');
  expect((await set('24')).status).toBe(303);
  accessLog.removeOld();
  expect(accessLog.byId(old)).toBeDefined();
  expect(() => connection.prepare('DELETE FROM access_log WHERE id = ?').run(old)).toThrow('append-only');
  expect((await paula.get(paths.staff.log())).text).toContain('Na 24 maanden');

  connection.prepare(`UPDATE settings SET value = '1' WHERE name = 'logMonths'`).run();
  expect(() => connection.prepare('DELETE FROM access_log WHERE id = ?').run(young)).toThrow('append-only');
  settings.change({ logMonths: 12 });
  accessLog.removeOld();
  expect(accessLog.byId(old)).toBeUndefined();
  expect(accessLog.byId(young)).toBeDefined();
});

it('finds in an older log whom its rows are about', () => {
  const connection = databaseOfVersion(19);
  const add = connection.prepare(
    'INSERT INTO access_log (at, staff_id, action, persons) VALUES (?, ?, ?, ?)',
  );
  add.run('2026-01-01T00:00:00.000Z', 'a', 'subscriber.show', '["Zz-_AAAAAAAAAAAA"]');
  add.run('2026-01-02T00:00:00.000Z', 'a', 'subscriber.list', '["other","Zz-_AAAAAAAAAAAA"]');
  add.run('2026-01-03T00:00:00.000Z', 'a', 'subscriber.list', '["other"]');
  migrate(connection, MIGRATIONS);
  const store = createAccessLogStore(connection);
  const person = { subject: 'subscriber', id: 'Zz-_AAAAAAAAAAAA' } as const;
  expect(store.before({ person }, 100, 10).map(({ id }) => id)).toEqual([2, 1]);
});

/** A row that the clock of the site puts at this moment. Returns its number. */
function writeOn(site: Site, moment: Date): number {
  site.clock.set(moment);
  site.services.accessLog.write('somebody', 'subscriber.show', ['AAAAAAAAAAAAAAAA']);
  return site.services.accessLog.newest(1)[0]?.id ?? 0;
}

/** A database as an older program left it: with the migrations up to this number. */
function databaseOfVersion(newest: number) {
  const folder = mkdtempSync(join(tmpdir(), 'older-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const older = join(folder, 'migrations');
  mkdirSync(older);
  for (const file of readdirSync(MIGRATIONS)) {
    if (Number(file.slice(0, 4)) <= newest) cpSync(join(MIGRATIONS, file), join(older, file));
  }
  const connection = openDatabase(join(folder, 'site.db'));
  onTestFinished(() => void connection.close());
  migrate(connection, older);
  return connection;
}
