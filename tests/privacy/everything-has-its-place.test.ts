import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { toldFields, untoldColumns } from '../../src/privacy/register-fields.ts';
import { IMPERSONAL_TABLES, KIND_IDS, KINDS } from '../../src/retention/kinds.ts';
import { openSite, type Site } from '../support/site.ts';

function columnsOf(site: Site, table: string): string[] {
  return site.services.connection
    .prepare('SELECT name FROM pragma_table_info(?)')
    .pluck()
    .all(table) as string[];
}

it('names every column of the register in the policy: one more, and the policy is not true any more', async () => {
  const site = await openSite({ env: { MAIL_PROVIDER: 'Postduif B.V.' } });
  expect(untoldColumns(columnsOf(site, 'participants'))).toEqual([]);
  const { text } = await site.get(paths.privacy());
  for (const field of toldFields()) expect(text).toContain(`<li>${field}`);

  site.services.connection.exec(`ALTER TABLE participants ADD COLUMN born_on TEXT NOT NULL DEFAULT ''`);
  expect(untoldColumns(columnsOf(site, 'participants'))).toEqual(['born_on']);
  await site.runTask('look whether the promises are kept');
  expect(site.services.promises.broken()).toMatchObject([{ promise: 'register-fields', wrong: ['born_on'] }]);
});

it('has a place in the retention table for every table of the database', async () => {
  const site = await openSite();
  const tables = site.services.connection
    .prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`)
    .pluck()
    .all() as string[];
  const known = new Set<string>([...IMPERSONAL_TABLES, ...KIND_IDS.flatMap((id) => KINDS[id].tables)]);
  const unknown = tables.filter((name) => !known.has(name) && !/^sqlite_|_search_/.test(name));
  expect(unknown).toEqual([]);
  expect([...known].filter((name) => !tables.includes(name))).toEqual([]);
});

it('tells each kind with its purpose, ground, term and reason in the record of processing', async () => {
  const site = await openSite({ env: { MAIL_PROVIDER: 'Postduif B.V.' } });
  const paula = await site.signIn();
  const { text } = await paula.get(paths.staff.processing());
  expect(text.match(/artikel 6, lid 1/g)?.length).toBe(KIND_IDS.length);
  expect(text).toContain('Postduif B.V., alleen om mail te bezorgen');
  expect(text).toContain('1 medewerker, met een eigen account');
  site.services.settings.change({ proofMonths: 7 });
  expect((await paula.get(paths.staff.processing())).text).toContain('7 maanden na het afmelden');
  expect((await site.get(paths.privacy())).text).toContain('7 maanden na het afmelden');
  expect((await paula.get(paths.staff.retention())).text).toContain('7 maanden na het afmelden');
});
