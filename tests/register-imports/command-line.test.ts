import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { participantsImport } from '../../src/cli/participants-import.ts';
import { PEOPLE, register } from '../invitations/inviting.ts';
import { openSite } from '../support/site.ts';
import { everybody } from './lists.ts';

const LIST = `Achternaam;Plaats;E-mail\nVries;Sneek;anna@raad.example\n;Sneek;\nZając;;geen adres\nYıldız;Zwolle;\nYıldız;Zwolle;\n`;

it('shows row by row what a list would do, and changes nobody', async () => {
  const { site, file } = await withList(LIST);
  const { done, text } = await command(site, file, { 'dry-run': '' });
  expect(done).toBe('done');
  expect(text.split('\n')).toEqual([
    'Columns: 1 last-name, 2 town, 3 email.',
    'row 5: new Yıldız · Zwolle',
    'row 2: changed Vries · Sneek · anna@raad.example',
    'row 6: double Yıldız · Zwolle',
    'row 3: wrong (no-name) Sneek',
    'row 4: wrong (email) Zając · geen adres',
    'Would be: 1 new, 1 changed, 1 double, 2 wrong.',
  ]);
  expect(everybody(site)).toHaveLength(1);
  expect(site.dump()).not.toContain('Yıldız');
});

it('brings a list in, and names what is left out', async () => {
  const { site, file } = await withList(LIST);
  const { done, text } = await command(site, file);
  expect([done, text.split('\n').at(-1)]).toEqual(['done', 'Done: 1 new, 1 changed, 1 double, 2 wrong.']);
  expect(everybody(site).map(({ lastName, town }) => [lastName, town])).toEqual([
    ['Vries', 'Sneek'],
    ['Yıldız', 'Zwolle'],
  ]);
  expect(site.services.accessLog.newest(1)[0]).toMatchObject({
    ...{ staffId: 'command line', action: 'participant.import-apply' },
  });
});

it.each([
  ['a list without names', 'E-mail;Plaats\na@x.example;Zwolle\n', 'lijst.csv has no column with last names'],
  ['a broken row', 'Achternaam;Plaats\n"A"b;x\n', 'lijst.csv, row 2: its quotes are not right'],
  ['an empty file', '', 'lijst.csv: there is nothing in it'],
])('fails on %s, says why, and keeps nothing', async (_, list, message) => {
  const { site, file } = await withList(list);
  const { done, text } = await command(site, file);
  expect([done, text.includes(message)]).toEqual(['failed', true]);
  expect(site.services.connection.prepare('SELECT count(*) FROM register_lists').pluck().get()).toBe(0);
});

async function withList(list: string) {
  const site = await openSite();
  register(site, PEOPLE.anna);
  const file = join(site.folder, 'lijst.csv');
  writeFileSync(file, list);
  return { site, file };
}

async function command(site: Awaited<ReturnType<typeof openSite>>, file: string, values = {}) {
  const lines: string[] = [];
  const note = (line: unknown) => void lines.push(String(line));
  vi.spyOn(console, 'info').mockImplementation(note);
  vi.spyOn(console, 'error').mockImplementation(note);
  const done = await participantsImport.run(site.services, { values, positionals: [file] });
  return { done, text: lines.join('\n') };
}
