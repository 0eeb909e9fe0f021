import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { addressesOf } from '../support/addresses.ts';
import { Paula } from '../support/people.ts';
import { openSite, type Site } from '../support/site.ts';
import { MEMBER, putPeopleInTheLists, READER, withIds } from './people-in-the-lists.ts';

it('has a row for every page that shows somebody, with that person in it', async () => {
  const site = await openSite();
  const ids = await putPeopleInTheLists(site);
  const paula = await site.signIn();
  const shows: string[] = [];
  for (const pattern of staffPages(site)) {
    const before = rows(site).length;
    const page = await paula.get(withIds(pattern, ids));
    const shown = [
      ...(showsAny(page.text ?? '', Object.values(READER)) ? [ids.subscriber] : []),
      ...(showsAny(page.text ?? '', Object.values(MEMBER)) ? [ids.participant] : []),
    ];
    const written = rows(site).slice(before);
    expect([pattern, written.length <= 1]).toEqual([pattern, true]);
    for (const id of shown)
      expect([pattern, written[0]?.persons]).toEqual([pattern, expect.arrayContaining([id])]);
    if (shown.length > 0) shows.push(pattern);
  }
  expect(shows).toEqual(
    expect.arrayContaining([
      paths.staff.subscribers(),
      paths.staff.subscriber(':id'),
      paths.staff.participants(),
      paths.staff.participant(':id'),
    ]),
  );
});

it('has a row for everything that staff do to somebody, by whom', async () => {
  const site = await openSite();
  const ids = await putPeopleInTheLists(site);
  const paula = await site.signIn();
  const before = rows(site).length;
  await paula.post(paths.staff.leaveForSubscriber(ids.subscriber));
  await paula.post(paths.staff.removeSubscriber(ids.subscriber));
  await paula.post(paths.staff.removeParticipant(ids.participant));
  const written = rows(site).slice(before);
  expect(written.map(({ action }) => action)).toEqual([
    'subscriber.leave',
    'subscriber.remove',
    'participant.remove',
  ]);
  expect(written.map(({ persons }) => persons)).toEqual([
    [ids.subscriber],
    [ids.subscriber],
    [ids.participant],
  ]);
  const [staff] = site.services.accounts.list();
  for (const { staffId } of written) expect(staffId).toBe(staff?.id);
});

it('holds no name, address or search word', async () => {
  const site = await openSite();
  const ids = await putPeopleInTheLists(site);
  const paula = await site.signIn();
  for (const list of [paths.staff.subscribers(), paths.staff.participants()]) {
    for (const words of [READER.name, MEMBER.name, READER.email, MEMBER.email, 'zoekwoordje']) {
      await paula.get(`${list}?q=${encodeURIComponent(words)}`);
    }
  }
  for (const pattern of staffPages(site)) await paula.get(withIds(pattern, ids));
  const log = JSON.stringify(site.services.connection.prepare('SELECT * FROM access_log').all());
  const told = [READER, MEMBER, { name: Paula.name, email: Paula.email }].flatMap((person) =>
    Object.values(person),
  );
  const words = ['zoekwoordje', ...told]
    .flatMap((text) => text.split(/[\s@.]/))
    .filter((word) => word.length > 4);
  expect(words).toContain('Bartholomea');
  for (const word of words) expect(log.toLowerCase()).not.toContain(word.toLowerCase());
  for (const { persons } of rows(site)) {
    for (const id of persons) expect(id).toMatch(/^[\w-]{16}$/);
  }
});

it('is undone together with what it tells of, and never without', async () => {
  const site = await openSite();
  const ids = await putPeopleInTheLists(site);
  const paula = await site.signIn();
  site.services.connection.exec(
    `CREATE TEMP TRIGGER no_log BEFORE INSERT ON access_log WHEN NEW.action = 'subscriber.remove'
     BEGIN SELECT RAISE(ABORT, 'no'); END`,
  );
  expect((await paula.post(paths.staff.removeSubscriber(ids.subscriber))).status).toBe(500);
  expect((await paula.get(paths.staff.subscriber(ids.subscriber))).text).toContain(READER.email);
});

it('cannot be changed or shortened, not even by the program itself', async () => {
  const site = await openSite();
  site.clock.set(new Date());
  await site.signIn();
  const { connection } = site.services;
  const before = rows(site);
  expect(before.length).toBeGreaterThan(0);
  for (const change of [
    "UPDATE access_log SET action = 'nobody'",
    'DELETE FROM access_log',
    "INSERT OR REPLACE INTO access_log (id, at, staff_id, action, persons) VALUES (1, '', '', '', '[]')",
  ]) {
    expect(() => connection.exec(change)).toThrow('append-only');
  }
  expect(rows(site)).toEqual(before);
});

function staffPages(site: Site): string[] {
  return addressesOf(site.app)
    .filter(({ method, path }) => method === 'GET' && path.startsWith('/beheer') && !path.includes(':token'))
    .map(({ path }) => path);
}

/** All rows, oldest first. */
function rows(site: Site) {
  return site.services.accessLog.newest(1000).toReversed();
}

function showsAny(page: string, values: string[]): boolean {
  return values.some((value) => page.includes(value));
}
