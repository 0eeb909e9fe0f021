import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { createPromiseStore } from '../../src/privacy/promise-store.ts';
import { createPromises } from '../../src/privacy/promises.ts';
import { contentFolder } from '../support/content.ts';
import { Anna } from '../support/people.ts';
import { openSite } from '../support/site.ts';
import { LOOK, look } from './looking.ts';

it('keeps every promise on a new site, and tells when it was last looked at', async () => {
  const site = await openSite({ content: contentFolder(), env: { MAIL_PROVIDER: 'Postduif B.V.' } });
  expect((await site.get(paths.privacy())).text).toContain('nog niet nagekeken');
  await site.runTask(LOOK);
  expect(site.services.promises.broken()).toEqual([]);
  expect(site.services.promises.isDue()).toBe(false);
  const { text } = await site.get(paths.privacy());
  expect(text).not.toContain('nog niet nagekeken');
  expect(text).not.toContain('Klopt nu niet');
  expect(text).toMatch(/Nagekeken op <time[^>]*>5 maart 2026, 11:00 uur<\/time>: \d+ pagina’s bekeken/);
  expect(text).toMatch(/kijkt dat elke dag zelf na, voor het laatst op <time[^>]*>donderdag 5 maart 2026/);
  site.clock.advance(25 * 60 * 60 * 1000);
  expect(site.services.promises.isDue()).toBe(true);
});

it('keeps nothing past its term: what is left there is found, and named to staff', async () => {
  const site = await openSite({ env: { MAIL_PROVIDER: 'Postduif B.V.' } });
  await site.post(paths.newsletter(), { email: Anna.email });
  await site.settle();
  expect((await look(site, 'terms')).kept).toBe(true);
  site.clock.advance(33 * 24 * 60 * 60 * 1000);
  expect(await look(site, 'terms')).toEqual({ kept: false, wrong: expect.arrayContaining(['unconfirmed']) });
  const paula = await site.signIn();
  expect((await paula.get(paths.staff.promises())).text).toContain('Een aanvraag die niet is bevestigd');
  expect((await paula.get(paths.staff.dashboard())).text).toContain('1 belofte uit het privacybeleid klopt');
  await site.runTask('remove what is past its term');
  expect((await look(site, 'terms')).kept).toBe(true);
});

it('keeps nothing of a mail that is gone', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  expect((await look(site, 'mail-texts')).kept).toBe(true);
  site.services.connection.exec(`UPDATE outbox SET text = 'bewaard'`);
  expect((await look(site, 'mail-texts')).kept).toBe(false);
});

it('tries to change the access log itself, and finds out when that works', async () => {
  const site = await openSite();
  await site.signIn();
  const before = site.services.accessLog.newest(100);
  expect((await look(site, 'log')).kept).toBe(true);
  expect(site.services.accessLog.newest(100)).toEqual(before);
  site.services.connection.exec('DROP TRIGGER access_log_is_not_changed');
  expect(await look(site, 'log')).toEqual({ kept: false, wrong: ['change'] });
  expect(site.services.accessLog.newest(100)).toEqual(before);
});

it('finds out when others can read the key', async () => {
  const site = await openSite();
  const key = join(site.folder, 'secret.key');
  chmodSync(key, 0o600);
  expect((await look(site, 'key')).kept).toBe(true);
  chmodSync(key, 0o644);
  expect((await look(site, 'key')).kept).toBe(false);
  expect(site.dump()).not.toContain(readFileSync(key, 'utf8').trim());
});

it('says since when a promise is not kept, and when it last was; and looks again when staff ask', async () => {
  const site = await openSite({ env: { MAIL_PROVIDER: 'Postduif B.V.' } });
  await site.runTask(LOOK);
  site.clock.advance(3 * 24 * 60 * 60 * 1000);
  site.services.connection.exec(`CREATE TABLE geheim (naam TEXT)`);
  await site.runTask(LOOK);
  site.clock.advance(24 * 60 * 60 * 1000);
  await site.runTask(LOOK);
  const { text } = await site.get(paths.privacy());
  expect(text).toMatch(/Klopt nu niet<\/strong>, sinds <time[^>]*>8 maart 2026/);
  expect(text).toMatch(/De laatste keer dat het klopte: <time[^>]*>5 maart 2026/);
  const paula = await site.signIn();
  expect(site.services.promises.isDue()).toBe(false);
  expect((await paula.post(paths.staff.checkPromises())).status).toBe(303);
  expect(site.services.promises.isDue()).toBe(true);
  site.services.connection.exec('DROP TABLE geheim');
  await site.runTask(LOOK);
  expect((await site.get(paths.privacy())).text).not.toContain('Klopt nu niet');
});

it('keeps what it knows where its own pages cannot be visited, and tries again a minute later', async () => {
  const site = await openSite({ env: { MAIL_PROVIDER: 'Postduif B.V.' } });
  await site.runTask(LOOK);
  site.clock.advance(25 * 60 * 60 * 1000);
  const { services, clock } = site;
  const unreachable = createPromises({
    ...{ ...services, clock: clock.now, store: createPromiseStore(services.connection), addToLog: () => {} },
    ownPages: () => Promise.reject(new Error('nobody there')),
  });
  await unreachable.look();
  const found = new Map(unreachable.all().map(({ id, check }) => [id, check?.checkedAt]));
  expect(found.get('cookies')).toBe('2026-03-05T10:00:00.000Z');
  expect(found.get('terms')).toBe('2026-03-06T11:00:00.000Z');
  expect(unreachable.isDue()).toBe(false);
  clock.advance(60_000);
  expect(unreachable.isDue()).toBe(true);
});
