import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { openSite } from '../support/site.ts';
import { everythingOfNoor, NOORS } from './everything.ts';
import { ask, idIn, KEES_ENTRY, NOOR_ENTRY, Noor, readerId, register } from './people.ts';

/** Where an opaque id may stay, so that the log stays whole. */
const IDS_MAY_STAY = [
  'access_log',
  'access_log_search_content',
  'access_log_search_docsize',
  'participant_revisions',
];

it('erases somebody from every table, and nothing of the person stays in the database', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const { reader, entry, gone } = await everythingOfNoor(site, paula);
  expect(site.dump()).toMatch(NOORS);
  const address = await ask(paula, 'erasure', [`lezer.${reader}`, `persoon.${entry}`]);
  const answer = await paula.post(paths.staff.erase(idIn(address)), { mail: '' });
  expect(answer).toMatchObject({ status: 303, headers: { location: address } });
  const { connection } = site.services;
  const tables = connection
    .prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`)
    .pluck()
    .all() as string[];
  for (const table of tables.filter((name) => !IDS_MAY_STAY.includes(name))) {
    const rows = JSON.stringify(connection.prepare(`SELECT * FROM "${table}"`).all());
    expect([table, rows.match(NOORS)?.[0]]).toEqual([table, undefined]);
    for (const id of [reader, entry, gone]) expect([table, rows.includes(id)]).toEqual([table, false]);
  }
  expect(connection.pragma('foreign_key_check')).toEqual([]);
});

it('keeps the numbers: of an issue, a file and a meeting that has been', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const { reader, entry, meetings } = await everythingOfNoor(site, paula);
  site.clock.set(new Date('2026-04-01T10:00:00Z'));
  const later = await site.signIn();
  await later.post(
    paths.staff.erase(idIn(await ask(later, 'erasure', [`lezer.${reader}`, `persoon.${entry}`]))),
    { mail: '' },
  );
  const { connection, meetings: all } = site.services;
  const one = (sql: string) => connection.prepare(sql).pluck().get();
  expect(one(`SELECT count FROM delivery_counts WHERE issue_id = 'Voorjaar' AND state = 'sent'`)).toBe(1);
  expect(connection.prepare('SELECT count, forgotten FROM ledger').all()).toEqual([
    { count: 2, forgotten: 1 },
  ]);
  expect(one('SELECT count(*) FROM ledger_people')).toBe(1);
  expect(all.countsOf(meetings.before)).toMatchObject({ came: 1 });
  expect(connection.prepare('SELECT meeting_id FROM invitations').pluck().all()).toEqual([meetings.before]);
});

it('says what goes and what stays before it does so, and confirms it by mail', async () => {
  const site = await openSite();
  await site.subscribe(Noor);
  const [reader, entry] = [readerId(site, Noor.email), register(site, NOOR_ENTRY)];
  const paula = await site.signIn();
  const address = await ask(paula, 'erasure', [`lezer.${reader}`, `persoon.${entry}`]);
  const question = await paula.get(paths.staff.erase(idIn(address)));
  expect(question.text).toContain('nog ten hoogste 3 maanden');
  expect(question.text).toContain('nog ten hoogste 13 maanden');
  site.services.settings.change({ backupMonths: 1 });
  expect((await paula.get(paths.staff.erase(idIn(address)))).text).toContain('nog ten hoogste 1 maand');
  await paula.post(paths.staff.erase(idIn(address)), { mail: Noor.email });
  await site.settle();
  const mail = site.mailTo(Noor.email);
  expect(mail.subject).toBe('Uw gegevens zijn gewist');
  expect(mail.text).toContain('nog ten hoogste 1 maand');
  const after = await paula.get(address);
  expect(after.text).toContain('Alles van deze persoon is gewist');
  expect(after.text).toContain('Wie dit vroeg, is niet meer bekend.');
  expect(site.dump()).not.toMatch(/noor|verhoeven/i);
});

it('mails nobody else, whatever address the form brings', async () => {
  const site = await openSite();
  const entry = register(site, NOOR_ENTRY);
  const paula = await site.signIn();
  const address = await ask(paula, 'erasure', [`persoon.${entry}`]);
  await paula.post(paths.staff.erase(idIn(address)), { mail: 'iemand@elders.example' });
  await site.settle();
  expect(site.mails).toEqual([]);
});

it('erases nothing of the other who has the same e-mail address and the same house', async () => {
  const site = await openSite();
  const [noor, kees] = [register(site, NOOR_ENTRY), register(site, KEES_ENTRY)];
  const paula = await site.signIn();
  await paula.post(paths.staff.erase(idIn(await ask(paula, 'erasure', [`persoon.${noor}`]))), { mail: '' });
  const { participants } = site.services;
  expect(participants.byId(noor)).toBeUndefined();
  expect(participants.byId(kees)).toMatchObject({ firstName: 'Kees', email: Noor.email });
  expect(participants.historyOf(kees, 10)).toHaveLength(1);
  expect(participants.historyOf(noor, 10)).toEqual([]);
});

it('asks for the password again, and cannot be undone', async () => {
  const site = await openSite();
  const entry = register(site, NOOR_ENTRY);
  const removal = site.services.participants.remove(entry, 'staff');
  const paula = await site.signIn();
  const address = await ask(paula, 'erasure', [`persoon.${entry}`]);
  site.services.connection.exec(`UPDATE sessions SET proved_at = '2026-01-01T00:00:00.000Z'`);
  expect((await paula.post(paths.staff.erase(idIn(address)), { mail: '' })).status).toBe(422);
  site.services.connection.exec(`UPDATE sessions SET proved_at = last_used_at`);
  await paula.post(paths.staff.erase(idIn(address)), { mail: '' });
  if (removal.outcome !== 'done') throw new Error('Not removed');
  expect(site.services.participants.undo(removal.changeId, 'staff')).toEqual({ outcome: 'unknown' });
  expect(site.services.accessLog.newest(1)).toMatchObject([
    { action: 'participant.erase', persons: [entry] },
  ]);
});

it('writes a file outside the database that names nobody', async () => {
  const site = await openSite();
  await site.subscribe(Noor);
  const [reader, entry] = [readerId(site, Noor.email), register(site, NOOR_ENTRY)];
  site.services.rights.erasing.erase([
    { list: 'subscriber', id: reader },
    { list: 'participant', id: entry },
  ]);
  const folder = join(site.folder, 'erasures');
  const [name = '', ...others] = readdirSync(folder);
  expect(others).toEqual([]);
  const text = readFileSync(join(folder, name), 'utf8');
  for (const of of [/noor|verhoeven|kerkpad|1234/i, new RegExp(`${reader}|${entry}`)])
    expect(text).not.toMatch(of);
  expect(JSON.parse(text).marks).toHaveLength(4);
});
