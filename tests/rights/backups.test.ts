import { copyFileSync, cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { erasuresApply } from '../../src/cli/erasures-apply.ts';
import { paths } from '../../src/paths.ts';
import { createServices } from '../../src/services.ts';
import { StartError } from '../../src/start-error.ts';
import {
  bringIn as bringListIn,
  check as checkList,
  outcomes as outcomesOf,
} from '../register-imports/lists.ts';
import { startProgram } from '../support/process.ts';
import { openSite, type Site } from '../support/site.ts';
import { KEES_ENTRY, NOOR_ENTRY, Noor, readerId, register } from './people.ts';

const DAY = 24 * 60 * 60 * 1000;

/** Copies the database, and returns what puts the copy in a folder of its own beside the erasures of now. */
async function backUp(site: Site) {
  const copy = join(site.folder, 'copy.db');
  await site.services.connection.backup(copy);
  return function putBack() {
    const dataDir = join(site.folder, 'put-back');
    rmSync(dataDir, { recursive: true, force: true });
    cpSync(join(site.folder, 'erasures'), join(dataDir, 'erasures'), { recursive: true });
    copyFileSync(join(site.folder, 'secret.key'), join(dataDir, 'secret.key'));
    copyFileSync(copy, join(dataDir, 'site.db'));
    const { log } = site.services;
    const services = createServices({
      ...{ config: { ...site.config, dataDir }, clock: site.clock.now, log },
      randomness: site.services.randomness,
    });
    onTestFinished(() => void services.close());
    return { services, dataDir };
  };
}

async function siteWithNoor() {
  const site = await openSite();
  await site.subscribe(Noor);
  const [reader, entry, kees] = [
    readerId(site, Noor.email),
    register(site, NOOR_ENTRY),
    register(site, { ...KEES_ENTRY, email: '' }),
  ];
  return { site, reader, entry, kees };
}

it('does not bring somebody back by an old list, and says why', async () => {
  const { site, entry } = await siteWithNoor();
  const rows = [
    ['voornaam', 'achternaam', 'straat', 'huisnummer', 'postcode'],
    ['NOOR', 'verhoeven', 'Kerkpad', '7', '1234 AB'],
    ['Anna', 'Verhoeven', 'Kerkpad', '7', '1234 AB'],
  ];
  const paula = await site.signIn();
  const before = await checkList(site, paula, rows);
  expect(outcomesOf(site, before)).toMatchObject({ 2: 'changed', 3: 'new: address' });
  site.services.rights.erasing.erase([{ list: 'participant', id: entry }]);
  const id = await bringListIn(site, paula, rows);
  expect(outcomesOf(site, id)).toMatchObject({ 2: 'wrong: erased', 3: 'new: address' });
  const { text } = await paula.get(`${paths.staff.registerList(id)}?uitkomst=wrong`);
  expect(text).toContain('Deze persoon is gewist, op eigen verzoek.');
  expect(site.services.participants.persons.withEmail(Noor.email)).toEqual([]);
});

it('asks staff who write down by hand somebody who was erased, and believes them the second time', async () => {
  const { site, entry } = await siteWithNoor();
  site.services.rights.erasing.erase([{ list: 'participant', id: entry }]);
  const paula = await site.signIn();
  const noor = {
    ...{ soort: 'participant', land: 'NL', mailgrond: 'none', voornaam: 'Noor', achternaam: 'Verhoeven' },
    ...{ straat: 'Kerkpad', huisnummer: '7', postcode: '1234 AB' },
  };
  const asked = await paula.post(paths.staff.newParticipant(), noor);
  expect([asked.status, asked.text.includes('heeft gevraagd om gewist te worden')]).toEqual([422, true]);
  expect(asked.text).toContain('value="Kerkpad"');
  const [, seen] = /name="gewist" value="(\w+)"/.exec(asked.text) ?? [];
  expect((await paula.post(paths.staff.newParticipant(), { ...noor, voornaam: 'Anna' })).status).toBe(303);
  expect((await paula.post(paths.staff.newParticipant(), { ...noor, gewist: String(seen) })).status).toBe(
    303,
  );
});

it('leaves out who was erased after the difference was shown, and out of the register before', async () => {
  const { site, entry } = await siteWithNoor();
  site.services.participants.remove(entry, 'staff');
  const paula = await site.signIn();
  const id = await checkList(site, paula, [
    ['voornaam', 'achternaam', 'straat', 'huisnummer', 'postcode'],
    ['Noor', 'Verhoeven', 'Kerkpad', '7', '1234 AB'],
  ]);
  expect(outcomesOf(site, id)).toMatchObject({ 2: 'new: address' });
  site.services.rights.erasing.erase([{ list: 'participant', id: entry }]);
  await paula.post(paths.staff.applyRegisterList(id));
  while (await site.services.registerImports.work());
  expect(outcomesOf(site, id)).toMatchObject({ 2: 'wrong: erased' });
});

it('erases again from a backup that was put back, with a receipt without names, and nobody else', async () => {
  const { site, reader, entry, kees } = await siteWithNoor();
  const putBack = await backUp(site);
  site.clock.advance(DAY);
  site.services.rights.erasing.erase([
    { list: 'subscriber', id: reader },
    { list: 'participant', id: entry },
  ]);
  const { services } = putBack();
  expect(services.subscribers.byId(reader)).toBeDefined();
  site.clock.advance(DAY);
  expect(services.rights.erasing.apply()).toEqual({ erasures: 1, subscribers: 1, participants: 1 });
  expect(services.subscribers.byId(reader)).toBeUndefined();
  expect(services.participants.byId(entry)).toBeUndefined();
  expect(services.participants.historyOf(entry, 10)).toEqual([]);
  expect(services.participants.byId(kees)).toBeDefined();
  expect(services.rights.erasing.receipts(10)).toMatchObject([
    {
      erasedAt: '2026-03-06T10:00:00.000Z',
      appliedAt: '2026-03-07T10:00:00.000Z',
      subscribers: 1,
      participants: 1,
    },
  ]);
  expect(services.rights.erasing.apply()).toEqual({ erasures: 0, subscribers: 0, participants: 0 });
  expect(site.logged.join('')).not.toMatch(/Noor|lijsten\.example/);
});

it('leaves whoever came back by themselves after being erased', async () => {
  const { site, reader } = await siteWithNoor();
  site.services.rights.erasing.erase([{ list: 'subscriber', id: reader }]);
  site.clock.advance(DAY);
  await site.subscribe(Noor);
  expect(site.services.rights.erasing.apply()).toMatchObject({ erasures: 0 });
  expect(site.services.subscribers.counts()).toMatchObject({ subscribed: 1 });
  site.services.connection.exec('DELETE FROM erasures');
  expect(site.services.rights.erasing.apply()).toMatchObject({ erasures: 1, subscribers: 0 });
  expect(site.services.subscribers.counts()).toMatchObject({ subscribed: 1 });
});

it('finds somebody again who had been taken out of the register, or had another number by then', async () => {
  const { site, entry } = await siteWithNoor();
  site.services.participants.remove(entry, 'staff');
  const putBack = await backUp(site);
  site.services.rights.erasing.erase([{ list: 'participant', id: entry }]);
  const { services } = putBack();
  expect(services.rights.erasing.apply()).toMatchObject({ participants: 1 });
  expect(services.participants.historyOf(entry, 10)).toEqual([]);

  const other = await siteWithNoor();
  const back = await backUp(other.site);
  other.site.services.rights.erasing.erase([{ list: 'participant', id: other.entry }]);
  const { services: again } = back();
  again.connection.pragma('foreign_keys = OFF');
  again.connection.prepare(`UPDATE participants SET id = 'another-number00' WHERE id = ?`).run(other.entry);
  expect(again.rights.erasing.apply()).toMatchObject({ erasures: 1 });
  expect(again.participants.byId('another-number00')).toBeUndefined();
});

it('runs again after it was broken off between the file and the database, and between two erasures', async () => {
  const { site, reader, entry } = await siteWithNoor();
  const { connection, rights, inTransaction } = site.services;
  expect(() =>
    inTransaction(() => {
      rights.erasing.erase([{ list: 'subscriber', id: reader }]);
      throw new Error('the power went');
    }),
  ).toThrow('the power went');
  expect(site.services.subscribers.byId(reader)).toBeDefined();
  expect(rights.erasing.apply()).toEqual({ erasures: 1, subscribers: 1, participants: 0 });

  const putBack = await backUp(site);
  rights.erasing.erase([{ list: 'participant', id: entry }]);
  const { services } = putBack();
  services.connection.exec(
    `CREATE TRIGGER broken BEFORE INSERT ON erasures BEGIN SELECT RAISE(ABORT, 'broken off'); END`,
  );
  expect(() => services.rights.erasing.apply()).toThrow('broken off');
  expect(services.participants.byId(entry)).toBeDefined();
  services.connection.exec('DROP TRIGGER broken');
  expect(services.rights.erasing.apply()).toMatchObject({ participants: 1 });
  expect(connection.pragma('foreign_key_check')).toEqual([]);
});

it('does not start where an erasure cannot be read: somebody could come back unseen', async () => {
  const { site, reader } = await siteWithNoor();
  site.services.rights.erasing.erase([{ list: 'subscriber', id: reader }]);
  const folder = join(site.folder, 'erasures');
  writeFileSync(join(folder, readdirSync(folder)[0] ?? ''), '{"at":"2026');
  expect(() => site.services.rights.erasing.apply()).toThrow(StartError);
});

it('forgets an erasure after two years, longer than any backup lives', async () => {
  const { site, reader } = await siteWithNoor();
  site.services.rights.erasing.erase([{ list: 'subscriber', id: reader }]);
  site.clock.advance(700 * DAY);
  site.services.rights.removeOld();
  expect(readdirSync(join(site.folder, 'erasures'))).toHaveLength(1);
  site.clock.advance(40 * DAY);
  site.services.rights.removeOld();
  expect(readdirSync(join(site.folder, 'erasures'))).toEqual([]);
  expect(site.services.rights.erasing.receipts(10)).toEqual([]);
});

it('applies them before the program listens, and by hand at the command line', async () => {
  const { site, reader } = await siteWithNoor();
  const putBack = await backUp(site);
  site.services.rights.erasing.erase([{ list: 'subscriber', id: reader }]);
  const first = putBack();
  const printed = vi.spyOn(console, 'info').mockImplementation(() => {});
  await erasuresApply.run(first.services, { values: {}, positionals: [] });
  expect(printed).toHaveBeenCalledWith('1 erasure applied: 1 reader, 0 entries of the register.');
  printed.mockRestore();
  expect(first.services.subscribers.byId(reader)).toBeUndefined();

  const second = putBack();
  expect(second.services.subscribers.byId(reader)).toBeDefined();
  await startProgram({ DATA_DIR: second.dataDir });
  expect(second.services.subscribers.byId(reader)).toBeUndefined();
});
