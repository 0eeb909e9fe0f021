import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import type { Command } from '../../src/cli/command.ts';
import { subscribersExport } from '../../src/cli/subscribers-export.ts';
import { subscribersImport } from '../../src/cli/subscribers-import.ts';
import { Anna, Bilal } from '../support/people.ts';
import { preparedFolder, run } from '../support/process.ts';
import { openSite, type Site } from '../support/site.ts';
import { idOf, readers } from './lists.ts';

const LIST = `e-mail;naam;datum\n${Anna.email};Anna;4-3-2019\nfout;X;\n${Bilal.email};Bilal;\n${Anna.email};;\n`;
const CONSENT = { origin: 'YMLP', evidence: 'double opt-in' };

it('shows row by row what a list would do, and changes nothing', async () => {
  const { site, file } = await siteWith(LIST);
  const { done, text } = await command(site, subscribersImport, file, { ...CONSENT, 'dry-run': '' });
  expect(done).toBe('done');
  expect(text.split('\n')).toEqual([
    'Columns: 1 address, 2 name, 3 date.',
    `row 2: new ${Anna.email}`,
    `row 4: new ${Bilal.email}`,
    `row 5: double ${Anna.email}`,
    'row 3: wrong (address-malformed) fout',
    'Would be: 2 new, 1 double, 1 wrong.',
  ]);
  expect(readers(site)).toEqual({});
  expect(site.dump().includes(Anna.email)).toBe(false);
});

it('brings a list in with the consent that was given, and names what is wrong', async () => {
  const { site, file } = await siteWith(LIST);
  const { done, text } = await command(site, subscribersImport, file, CONSENT);
  expect([done, text]).toEqual([
    'done',
    'Columns: 1 address, 2 name, 3 date.\nrow 3: wrong (address-malformed) fout\nDone: 2 new, 1 double, 1 wrong.',
  ]);
  expect(readers(site)).toEqual({ [Anna.email]: 'subscribed', [Bilal.email]: 'subscribed' });
  const [event] = site.services.subscribers.story(idOf(site, Anna.email)).events;
  expect(event).toMatchObject({
    kind: 'attested',
    detail: '2019-03-04',
    imported: { origin: 'YMLP', list: 'lijst.csv' },
  });
  expect(site.services.accessLog.newest(1)[0]).toMatchObject({
    staffId: 'command line',
    action: 'subscriber.import-apply',
  });
});

it('puts readers aside where no consent was given', async () => {
  const { site, file } = await siteWith(LIST);
  await command(site, subscribersImport, file);
  expect(readers(site)).toEqual({ [Anna.email]: 'put-aside', [Bilal.email]: 'put-aside' });
});

it('brings in a list of who left', async () => {
  const { site, file } = await siteWith(`e-mail\n${Anna.email}\nonbekend@lezers.example\n`);
  await site.subscribe(Anna);
  const { text } = await command(site, subscribersImport, file, { list: 'unsubscribed' });
  expect(text).toContain('Done: 1 taken-off, 1 kept-out.');
  expect(readers(site)).toEqual({ [Anna.email]: 'left' });
});

it.each<[string, string, Record<string, string>, string]>([
  [
    'a broken row',
    'e-mail;naam\na@x.example;"A"b\n',
    {},
    'lijst.csv, row 2: its quotes are not right. Nothing was changed.',
  ],
  [
    'a list without addresses',
    'naam;plaats\nAnna;Utrecht\n',
    {},
    'lijst.csv has no column with e-mail addresses.',
  ],
  ['half a consent', LIST, { origin: 'YMLP' }, '--origin and --evidence go together.'],
  [
    'an unknown kind of list',
    LIST,
    { list: 'friends' },
    '--list takes one of readers, unsubscribed, bounced, deleted.',
  ],
  [
    'a day that has not been',
    LIST,
    { ...CONSENT, date: '2030-01-01' },
    '--date takes a day that has been, such as 2019-03-04.',
  ],
])('fails on %s, and says why', async (_, list, values, message) => {
  const { site, file } = await siteWith(list);
  expect(await command(site, subscribersImport, file, values)).toEqual({ done: 'failed', text: message });
  expect(site.services.connection.prepare('SELECT count(*) FROM imports').pluck().get()).toBe(0);
});

it('fails on a file that is not there', async () => {
  const { site } = await siteWith(LIST);
  const { done, text } = await command(site, subscribersImport, '/bestaat/niet.csv');
  expect([done, text]).toEqual(['failed', "/bestaat/niet.csv can't be read: there is no such file."]);
});

it('leaves a list that the command works at to the command, and finishes it for one that was stopped', async () => {
  const { site } = await siteWith(LIST);
  const { imports } = site.services;
  const about = { list: 'readers', fileName: 'a.csv', staffName: 'x', worker: 'command' } as const;
  const id = imports.receive({ ...about, bytes: Buffer.from(LIST) });
  await site.settle();
  expect(imports.byId(id)?.state).toBe('received');
  site.clock.advance(2 * 60 * 1000);
  await site.settle();
  expect(imports.byId(id)?.state).toBe('read');
});

it('writes the whole list to a file that only its owner can read, and logs it', async () => {
  const { site, folder } = await siteWith(LIST);
  await site.subscribe(Anna);
  const file = join(folder, 'uit.csv');
  expect(await command(site, subscribersExport, file)).toEqual({ done: 'done', text: 'Written: 1 readers.' });
  expect(readFileSync(file, 'utf8')).toContain(`${Anna.email};${Anna.name};Ingeschreven`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(site.services.accessLog.newest(1)[0]).toMatchObject({
    action: 'subscriber.export',
    persons: [idOf(site, Anna.email)],
  });
  const failed = await command(site, subscribersExport, join(folder, 'geen', 'map.csv'));
  expect(failed.done).toBe('failed');
});

it('works as a program, with exit codes', async () => {
  const folder = preparedFolder();
  const file = join(folder, 'lijst.csv');
  writeFileSync(file, LIST);
  const env = { DATA_DIR: folder };
  const dry = run('cli.ts', ['subscribers', 'import', file, '--dry-run'], env);
  expect([await dry.ended, dry.output().includes('row 2: put-aside')]).toEqual([0, true]);
  expect(await run('cli.ts', ['subscribers', 'import', file, '--no-such'], env).ended).toBe(2);
  expect(await run('cli.ts', ['subscribers', 'import'], env).ended).toBe(2);
  expect(await run('cli.ts', ['subscribers', 'import', join(folder, 'niets.csv')], env).ended).toBe(1);
});

async function siteWith(list: string) {
  const site = await openSite();
  const file = join(site.folder, 'lijst.csv');
  writeFileSync(file, list);
  return { site, file, folder: site.folder };
}

async function command(site: Site, what: Command, file: string, values: Record<string, string> = {}) {
  const lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  const spies = [vi.spyOn(console, 'info'), vi.spyOn(console, 'error')].map((spy) =>
    spy.mockImplementation(print),
  );
  const done = await what.run(site.services, { values, positionals: [file] });
  for (const spy of spies) spy.mockRestore();
  return { done, text: lines.join('\n') };
}
