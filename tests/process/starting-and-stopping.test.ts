import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { Anna } from '../support/people.ts';
import { preparedFolder, run, scratchFolder, startProgram, until } from '../support/process.ts';

it('serves the opening articles, catches mail, and prints a one-time link, on its first start', async () => {
  const site = await startProgram({ DATA_DIR: scratchFolder() });
  expect(site.output()).toMatch(/Set up the first staff member .*\/beheer\/welkom\/[\w-]{43}/);
  expect(statSync(join(site.dataDir, 'secret.key')).mode & 0o777).toBe(0o600);
  const home = await (await fetch(site.url)).text();
  expect(home).toContain('Samen voor beter');

  await fetch(site.url + paths.newsletter(), {
    method: 'POST',
    body: new URLSearchParams({ email: Anna.email }),
  });
  await until(() => caughtMails(site.dataDir).length === 1, site);
  expect(await (await fetch(site.url + paths.mailbox())).text()).toContain('Bevestig uw inschrijving');
});

it('stops in order: finishes what runs, closes the database, and ends with 0', async () => {
  const site = await startProgram();
  const body = `email=${encodeURIComponent(Anna.email)}`;
  const slow = connect(Number(new URL(site.url).port), '127.0.0.1');
  slow.write(
    `POST ${paths.newsletter()} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n`,
  );
  slow.write(`Content-Length: ${body.length}\r\n\r\n${body.slice(0, 5)}`);
  await pause(200);
  site.process.kill('SIGTERM');
  await until(() => site.output().includes('"msg":"stopping"'), site);
  const answer = once(slow, 'data');
  slow.write(body.slice(5));
  expect(String(await answer)).toMatch(/^HTTP\/1.1 303/);
  expect(await site.ended).toBe(0);
  expect(site.output()).toContain('"msg":"stopped"');
  expect(readdirSync(site.dataDir)).not.toContain('site.db-wal');
});

it('starts again on the same folder with everything still there, and revokes the old set-up link', async () => {
  const first = await startProgram();
  const link = /http\S+\/beheer\/welkom\/\S+/.exec(first.output())?.[0] ?? '';
  first.process.kill('SIGINT');
  await first.ended;
  const second = await startProgram({ DATA_DIR: first.dataDir });
  expect((await fetch(second.url + new URL(link).pathname)).status).toBe(404);
  expect(await (await fetch(second.url)).text()).toContain('Samen voor beter');
});

it('lets one server have a data folder, and lets go of it however that one ends', async () => {
  const first = await startProgram();
  const second = run('main.ts', [], { PORT: '0', DATA_DIR: first.dataDir });
  expect(await second.ended).toBe(1);
  expect(second.output()).toBe(
    `Another server is already running on ${first.dataDir}. Stop that one first.\n`,
  );
  first.process.kill('SIGKILL');
  await first.ended;
  const third = await startProgram({ DATA_DIR: first.dataDir });
  expect((await fetch(third.url)).status).toBe(200);
});

it('says what is wrong with the environment, all of it at once, before anything starts', async () => {
  const dataDir = scratchFolder();
  const site = run('main.ts', [], {
    DATA_DIR: dataDir,
    PORT: 'many',
    SMTP_URL: 'http://mail.example',
    MAIL_RATE: '-1',
  });
  expect(await site.ended).toBe(1);
  for (const name of ['PORT', 'SMTP_URL', 'MAIL_RATE']) expect(site.output()).toContain(`  ${name}: `);
  expect(site.output()).not.toContain('at ');
  expect(readdirSync(dataDir)).toEqual([]);
});

it('refuses a real address without https, a mail server, a sender and its provider', async () => {
  const site = run('main.ts', [], { DATA_DIR: scratchFolder(), SITE_URL: 'http://www.example.org' });
  expect(await site.ended).toBe(1);
  for (const name of ['SITE_URL', 'SMTP_URL', 'MAIL_FROM', 'MAIL_PROVIDER']) {
    expect(site.output()).toContain(`  ${name}: `);
  }
});

it.each([
  [
    'a file that is no database',
    (file: string) => writeFileSync(file, 'not a database at all, just words\n'.repeat(50)),
  ],
  [
    'a database of a newer program',
    (file: string) => {
      const database = new Database(file);
      database.pragma('user_version = 9999');
      database.close();
    },
  ],
])('says in one sentence that it cannot use %s', async (_what, make) => {
  const dataDir = scratchFolder();
  writeFileSync(join(dataDir, 'secret.key'), `${'ab'.repeat(32)}\n`);
  make(join(dataDir, 'site.db'));
  const site = run('main.ts', [], { DATA_DIR: dataDir, PORT: '0' });
  expect(await site.ended).toBe(1);
  expect(site.output().trim().split('\n')).toHaveLength(1);
  expect(site.output()).toMatch(/database/);
});

it('refuses a damaged database, rather than to serve from it for days', async () => {
  const first = await startProgram();
  first.process.kill('SIGTERM');
  await first.ended;
  const file = join(first.dataDir, 'site.db');
  const bytes = readFileSync(file);
  bytes.fill(0xff, 8192, 40_960);
  writeFileSync(file, bytes);
  const second = run('main.ts', [], { DATA_DIR: first.dataDir, PORT: '0' });
  expect(await second.ended).toBe(1);
  expect(second.output()).toMatch(/damaged|cannot be opened|malformed/);
});

it('ends by itself when the worker finds damage in a database too large to look through at the start', async () => {
  const dataDir = preparedFolder();
  const file = join(dataDir, 'site.db');
  const database = new Database(file);
  database.exec(`CREATE TABLE ballast (bytes BLOB);
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 36)
    INSERT INTO ballast SELECT randomblob(1000000) FROM n`);
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
  const bytes = readFileSync(file);
  bytes.fill(0xff, 20_000_000, 20_100_000);
  writeFileSync(file, bytes);
  const site = run('main.ts', [], { DATA_DIR: dataDir, PORT: '0' });
  expect(await site.ended).toBe(1);
  expect(site.output()).toContain('look for damage');
});

it('refuses to start on a database whose key is gone', async () => {
  const first = await startProgram();
  first.process.kill('SIGTERM');
  await first.ended;
  const { rmSync } = await import('node:fs');
  rmSync(join(first.dataDir, 'secret.key'));
  const second = run('main.ts', [], { DATA_DIR: first.dataDir, PORT: '0' });
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain('secret.key is missing');
});

it('says so when its port is taken', async () => {
  const first = await startProgram();
  const port = new URL(first.url).port;
  const second = run('main.ts', [], { DATA_DIR: scratchFolder(), PORT: port });
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain(`The address 127.0.0.1:${port} is in use already.`);
});

function caughtMails(dataDir: string): string[] {
  try {
    return readdirSync(join(dataDir, 'mail')).filter(
      (name) => name.endsWith('.eml') && !name.startsWith('.'),
    );
  } catch {
    return [];
  }
}
