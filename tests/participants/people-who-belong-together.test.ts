import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { openSite } from '../support/site.ts';
import { add, idIn, textOf, valuesOn } from './register.ts';

const HOME = {
  straat: 'Dorpsstraat',
  huisnummer: '12',
  toevoeging: 'a',
  postcode: '1234 AB',
  plaats: 'Sneek',
};

it('shows who live at the same address, and adds somebody there', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const address = await add(paula, { achternaam: 'Vries', voornaam: 'Anna', ...HOME });
  await add(paula, { achternaam: 'Bos', ...HOME, huisnummer: '12A', toevoeging: '', postcode: '1234ab' });
  await add(paula, { achternaam: 'Elders', ...HOME, toevoeging: 'b' });
  const page = await paula.get(address);
  const panel = /Op hetzelfde adres[\s\S]*?<\/section>/.exec(page.text)?.[0] ?? '';
  expect(textOf(panel)).toContain('Bos');
  expect(textOf(panel)).toContain('Samen krijgen zij één brief');
  expect(panel).not.toContain('Elders');
  const link = String(/href="([^"]*adresvan=[^"]*)"/.exec(panel)?.[1]);
  expect(valuesOn((await paula.get(link)).text)).toMatchObject({ ...HOME, achternaam: '', organisatie: '' });
  const persons = site.services.accessLog.newest(2)[1]?.persons;
  expect(persons?.length).toBe(2);
});

it('shows the people of an organisation, and adds one to it', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const address = await add(paula, { organisatie: 'Buurthuis De Brug', ...HOME });
  await add(paula, { achternaam: 'Bos', organisatie: 'buurthuis de brug' });
  await add(paula, { achternaam: 'Elders', organisatie: 'Buurthuis De Linde' });
  const page = await paula.get(address);
  const panel = /id="collegas"[\s\S]*?<\/section>/.exec(page.text)?.[0] ?? '';
  expect(panel).toContain('>Bos</a>');
  expect(panel).not.toContain('Elders');
  const link = String(/href="([^"]*organisatievan=[^"]*)"/.exec(panel)?.[1]);
  expect(valuesOn((await paula.get(link)).text)).toMatchObject({ organisatie: 'Buurthuis De Brug', ...HOME });
});

it('leads to all of a large organisation', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const address = await add(paula, { organisatie: 'Wijk & Co' });
  const { participants } = site.services;
  const one = participants.byId(idIn(address));
  if (one === undefined) throw new Error('It is not there');
  const people = Array.from({ length: 9 }, (_, number) => ({ ...one, lastName: `Lid${number}` }));
  participants.addMany(people);
  const page = (await paula.get(address)).text;
  expect(textOf(page)).toContain('Alle 10 van deze organisatie');
  const link = String(/href="([^"]*\?organisatie=[^"]*)"/.exec(page)?.[1]);
  expect(link.startsWith(paths.staff.participants())).toBe(true);
  expect(textOf((await paula.get(link)).text)).toMatch(/\b10 gevonden/);
});
