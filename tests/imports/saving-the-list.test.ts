import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import type { Row } from '../../src/tables/table.ts';
import { Anna, Bilal, Zoe } from '../support/people.ts';
import { openSite } from '../support/site.ts';
import { readAll } from '../tables/reading.ts';
import { bringIn, idOf, type Staff } from './lists.ts';

async function save(staff: Staff, values: Record<string, string>) {
  const answer = await staff
    .post(paths.staff.exportSubscribers(), values)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    });
  return { ...answer, status: answer.status, headers: answer.headers, bytes: answer.body as Buffer };
}

it('saves the list as CSV that opens right in Excel, with the proof of each reader', async () => {
  const site = await openSite();
  await site.subscribe(Zoe);
  const paula = await site.signIn();
  site.clock.advance(1000);
  await bringIn(site, paula, [
    ['e-mail', 'naam', 'datum'],
    [Anna.email, '"=1+1; ""x"""', '4-3-2019'],
  ]);
  const { status, headers, bytes } = await save(paula, { soort: 'csv', stand: '' });
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(headers['content-disposition']).toBe('attachment; filename="lezers-2026-03-05.csv"');
  expect(headers['cache-control']).toBe('no-store');
  expect(bytes.toString('utf8')).toBe(
    [
      '\uFEFFE-mailadres;Naam;Stand;In de lijst sinds;Stand sinds;Toestemming;Toestemming gegeven op;Akkoordtekst (versie);Uit de lijst;Groep in die lijst;Herkomst;Bewijs',
      'zoë@café.example;Zoë Łukasik;Ingeschreven;2026-03-05;2026-03-05;Dubbele opt-in;2026-03-05;1;;;;',
      `${Anna.email};"'=1+1; ""x""";Ingeschreven;2026-03-05;2026-03-05;"Ingelezen, verklaard";2019-03-04;;lijst.csv;;Dubbele opt-in via YMLP;Het overzicht van YMLP van 1 maart ligt in de kluis`,
      '',
    ].join('\r\n'),
  );
});

it('saves one state only, and the same as XLSX', async () => {
  const site = await openSite();
  const { leave } = await site.subscribe(Anna);
  await site.subscribe(Bilal);
  await site.post(leave);
  const paula = await site.signIn();
  const left = (await readAll((await save(paula, { soort: 'csv', stand: 'left' })).bytes)) as Row[];
  expect(left.map(({ cells }) => cells.slice(0, 3))).toEqual([
    ['E-mailadres', 'Naam', 'Stand'],
    [Anna.email, Anna.name, 'Afgemeld'],
  ]);
  const file = await save(paula, { soort: 'xlsx', stand: 'subscribed' });
  expect(file.headers['content-disposition']).toContain('.xlsx"');
  const rows = (await readAll(file.bytes)) as Row[];
  expect(rows.map(({ cells }) => cells.slice(0, 3))).toEqual([
    ['E-mailadres', 'Naam', 'Stand'],
    [Bilal.email, Bilal.name, 'Ingeschreven'],
  ]);
});

it('writes each time in the access log whose data went out', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  await site.subscribe(Bilal);
  const paula = await site.signIn();
  await save(paula, { soort: 'csv', stand: '' });
  const ids = [idOf(site, Anna.email), idOf(site, Bilal.email)];
  const [entry] = site.services.accessLog.newest(1);
  expect(entry?.action).toBe('subscriber.export');
  expect(entry?.persons.toSorted()).toEqual(ids.toSorted());
});

it('saves a long list whole, page by page, and logs how many it were where naming them is too much', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const people = Array.from({ length: 1201 }, (_, number) => [`r${number}@lezers.example`]);
  await bringIn(site, paula, [['e-mail'], ...people]);
  const rows = (await readAll((await save(paula, { soort: 'csv', stand: 'subscribed' })).bytes)) as Row[];
  expect(new Set(rows.map(({ cells }) => cells[0])).size).toBe(1202);
  expect(site.services.accessLog.newest(1)[0]?.persons).toEqual(['all-of:subscribed:1201']);
});

it('asks what kind of file where that was left out', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const answer = await paula.post(paths.staff.exportSubscribers(), {});
  expect([answer.status, answer.text.includes('Kies een soort bestand.')]).toEqual([422, true]);
  expect((await paula.get(paths.staff.exportSubscribers())).text).toContain('Iedereen (0)');
});

it('brings a saved list in again without changing anything', async () => {
  const site = await openSite();
  const { leave } = await site.subscribe(Anna);
  await site.subscribe(Bilal);
  await site.post(leave);
  const paula = await site.signIn();
  const { bytes } = await save(paula, { soort: 'csv', stand: '' });
  const before = site.services.subscribers.counts();
  const rows = ((await readAll(bytes)) as Row[]).map(({ cells }) => cells);
  const id = await bringIn(site, paula, rows, {
    consent: { basis0: 'none', basis1: 'none' },
  });
  expect(site.services.subscribers.counts()).toEqual(before);
  expect(site.services.imports.byId(id)?.counts).toEqual({ left: 1, known: 1 });
});
