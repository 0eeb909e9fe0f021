import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { Anna } from '../support/people.ts';
import { openSite } from '../support/site.ts';
import { csvOf, readers, upload } from './lists.ts';

it.each<[string, string | Uint8Array, string, string]>([
  [
    'a row with broken quotes',
    `e-mail;naam\n${Anna.email};Anna\nb@x.example;"B"oris"\n`,
    'Regel 3',
    'kloppen de aanhalingstekens niet',
  ],
  ['a NUL', `e-mail;naam\n${Anna.email};A\0nna\n`, 'Regel 2', 'een teken dat niet in een lijst hoort'],
  ['a line without an end', `e-mail;naam\n${Anna.email};${'x'.repeat(100_000)}\n`, 'Regel 2', 'veel te lang'],
  ['UTF-16', Buffer.from(`\uFEFFe-mail\n${Anna.email}\n`, 'utf16le'), 'Wat er mis is', 'UTF-16'],
  ['nothing', '', 'Wat er mis is', 'Er staat niets in dit bestand.'],
  ['half a ZIP file', Buffer.from('PK\x03\x04 half'), 'Wat er mis is', 'beschadigd'],
  ['an old Excel file', Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), 'Wat er mis is', 'van de oude soort'],
])('names %s, and keeps nothing of the file', async (_, bytes, where, why) => {
  const site = await openSite();
  const paula = await site.signIn();
  const id = await upload(site, paula, Buffer.from(bytes as Uint8Array));
  const page = (await paula.get(paths.staff.list(id))).text;
  expect(page).toContain(where);
  expect(page).toContain(why);
  expect(page).toContain('Er is niets bewaard en niets veranderd.');
  expect(site.dump().includes('lezers.example')).toBe(false);
  const { connection } = site.services;
  for (const table of ['import_rows', 'import_files']) {
    expect(connection.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0);
  }
  expect((await paula.get(paths.staff.listColumns(id))).headers.location).toBe(paths.staff.list(id));
});

it('writes nothing of a file whose last row is broken', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const rows = Array.from({ length: 2000 }, (_, number) => `r${number}@lezers.example;Naam`);
  const id = await upload(site, paula, Buffer.from(`e-mail;naam\n${rows.join('\n')}\nx;"y"z\n`));
  expect((await paula.get(paths.staff.list(id))).text).toContain('Regel 2.002');
  expect(site.services.connection.prepare('SELECT count(*) FROM import_rows').pluck().get()).toBe(0);
  expect(readers(site)).toEqual({});
});

it('asks again for a file and a kind where one is missing, with what was chosen', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const noFile = await paula.upload(paths.staff.newList(), { soort: 'bounced' });
  expect(noFile.status).toBe(422);
  expect(noFile.text).toContain('Kies het bestand met de lijst.');
  expect(noFile.text).toMatch(/value="bounced" checked/);
  const noKind = await paula.upload(paths.staff.newList(), {}, { name: 'a.csv', bytes: csvOf([['e-mail']]) });
  expect([noKind.status, noKind.text.includes('Kies wat voor lijst dit is.')]).toEqual([422, true]);
  expect((await paula.post(paths.staff.newList(), { soort: 'readers' })).status).toBe(400);
  expect((await paula.get(paths.staff.lists())).text).toContain('Er is nog geen lijst ingelezen');
});

it('answers 413 with a page for a file that is too large', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const bytes = Buffer.alloc(33 * 1024 * 1024, 'x');
  const answer = await paula.upload(paths.staff.newList(), { soort: 'readers' }, { name: 'a.csv', bytes });
  expect(answer.status).toBe(413);
  expect(answer.text).toContain('Een bestand mag niet groter zijn dan 32 MB.');
});

it('takes any name for a file, and shows it safely', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  await upload(site, paula, csvOf([['e-mail'], [Anna.email]]), {
    name: 'C:\\lijsten\\Nieuwsbrief – café.csv',
  });
  expect((await paula.get(paths.staff.lists())).text).toContain('>Nieuwsbrief – café.csv</a>');
});
