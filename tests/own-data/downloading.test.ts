import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { CONSENT_WORDING } from '../../src/subscribers/consent.ts';
import { Anna } from '../support/people.ts';
import { openSite } from '../support/site.ts';
import { askFor, readerOf } from './readers.ts';

it('gives the whole as JSON, with the exact words and the times', async () => {
  const site = await openSite();
  const { leave } = await site.subscribe(Anna);
  const link = await askFor(site, Anna.email);
  const { body, headers, status } = await site.get(`${link}/mijn-gegevens.json`);
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
  expect(headers['content-disposition']).toBe('attachment; filename="mijn-gegevens.json"');
  expect(headers['cache-control']).toBe('no-store');
  expect(body).toMatchObject({
    emailadres: Anna.email,
    naam: Anna.name,
    standSinds: '2026-03-05T10:00:00.000Z',
    bewaardTot: null,
    afmeldlink: site.url + leave,
    adreswijzigingen: [],
  });
  expect(body.bewijs).toHaveLength(3);
  expect(body.bewijs[0]).toMatchObject({
    wanneer: '2026-03-05T10:00:00.000Z',
    akkoordtekst: CONSENT_WORDING,
  });
  expect(body.bewijs[1].kenmerk).toBe(
    site.mails.find(({ recipient }) => recipient === Anna.email)?.messageId,
  );
});

it('gives the same as CSV that opens right in Excel, and that runs nothing there', async () => {
  const site = await openSite();
  await site.subscribe({ ...Anna, name: '=HYPERLINK("https://evil.example";"x")' });
  const link = await askFor(site, Anna.email);
  const { text, headers } = await site.get(`${link}/mijn-gegevens.csv`);
  expect(headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(headers['content-disposition']).toBe('attachment; filename="mijn-gegevens.csv"');
  const rows: string[][] = parse(text, { delimiter: ';', bom: true, relax_column_count: false });
  expect(rows[0]).toEqual(['Gegeven', 'Waarde', 'Wanneer']);
  expect(rows.every((row) => row.length === 3 && row.every((cell) => !/^[=+\-@]/.test(cell)))).toBe(true);
  const cellOf = (field: string) => rows.find(([name]) => name === field)?.[1];
  expect(cellOf('Naam')).toBe(`'${readerOf(site, Anna.email).name}`);
  expect(cellOf('Akkoordtekst')).toBe(CONSENT_WORDING);
});
