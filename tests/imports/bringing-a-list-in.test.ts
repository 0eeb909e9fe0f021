import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { writeXlsx } from '../../src/tables/write-xlsx.ts';
import { Anna, Bilal, Paula } from '../support/people.ts';
import { openSite } from '../support/site.ts';
import { ATTESTED, bringIn, check, csvOf, guessedColumns, idOf, readers, upload } from './lists.ts';

const LIST = [
  ['E-mailadres', 'Naam', 'Aangemeld op'],
  [Anna.email, Anna.name, '4-3-2019'],
  [Bilal.email, Bilal.name, ''],
];

it('brings a list in step by step, each a page that can be opened again', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  expect((await paula.get(paths.staff.subscribers())).text).toContain(`href="${paths.staff.newList()}"`);
  const sent = await paula.upload(
    paths.staff.newList(),
    { soort: 'readers' },
    { name: 'ymlp.csv', bytes: csvOf(LIST) },
  );
  const here = String(sent.headers.location);
  const id = String(here.split('/').at(-1));
  expect((await paula.get(here)).text).toContain('Het bestand wordt gelezen');
  await site.settle();
  expect((await paula.get(here)).headers.location).toBe(paths.staff.listColumns(id));
  const columns = await guessedColumns(paula, id);
  expect(columns).toEqual({
    kolom0: 'address',
    kolom1: 'name',
    kolom2: 'date',
    kopregel: 'ja',
    datum: 'dag',
  });
  await paula.post(paths.staff.listColumns(id), columns);
  expect((await paula.get(here)).headers.location).toBe(paths.staff.listConsent(id));
  await paula.post(paths.staff.listConsent(id), ATTESTED);
  expect((await paula.get(here)).text).toContain('De lijst wordt nagekeken');
  await site.settle();
  expect((await paula.get(here)).headers.location).toBe(paths.staff.listCheck(id));
  const dryRun = await paula.get(paths.staff.listCheck(id));
  expect(dryRun.text).toContain('Bij 2 adressen verandert er iets.');
  expect(dryRun.text).toContain(Anna.email);
  expect(readers(site)).toEqual({});
  await paula.post(paths.staff.applyList(id));
  expect((await paula.get(here)).text).toContain('De lijst wordt ingelezen');
  await site.settle();
  expect((await paula.get(here)).text).toContain('<h1>De lijst is ingelezen</h1>');
  expect(readers(site)).toEqual({ [Anna.email]: 'subscribed', [Bilal.email]: 'subscribed' });
  const again = await paula.post(paths.staff.applyList(id));
  expect(again.status).toBe(303);
  expect((await paula.get(here)).text).toContain('Dat kon niet meer');
  expect(site.mails).toEqual([]);
});

it('keeps with each reader where the consent came from: list, origin, date, evidence, and who vouched for it', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  await bringIn(site, paula, LIST, { consent: { ...ATTESTED, datum0: '31-12-2018' } });
  const anna = (await paula.get(paths.staff.subscriber(idOf(site, Anna.email)))).text;
  expect(anna).toContain('Kwam mee met de lijst ‘lijst.csv’');
  expect(anna).toContain('Herkomst: Dubbele opt-in via YMLP.');
  expect(anna).toContain('Toestemming op 4 maart 2019.');
  expect(anna).toContain('Het overzicht van YMLP van 1 maart ligt in de kluis');
  expect(anna).toContain(`${Paula.name} verklaarde dat deze groep toestemming gaf`);
  expect(anna).toContain('Ja: een medewerker verklaarde');
  const bilal = (await paula.get(paths.staff.subscriber(idOf(site, Bilal.email)))).text;
  expect(bilal).toContain('Toestemming op 31 december 2018.');
});

it('asks the consent of each group apart, and puts aside who gave none', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const id = await upload(
    site,
    paula,
    csvOf([
      ['Naam', 'E-mail', 'Groep'],
      ['A', 'a@lezers.example', 'Intekenlijst'],
      ['B', 'b@lezers.example', 'Visitekaartjes'],
      ['C', 'c@lezers.example', 'Afgemeld in 2020'],
      ['D', 'd@lezers.example', ''],
    ]),
  );
  await paula.post(paths.staff.listColumns(id), await guessedColumns(paula, id));
  const page = (await paula.get(paths.staff.listConsent(id))).text;
  expect(page.match(/<h2 id="groep-\d">[^<]*/g)?.map((heading) => heading.split('>')[1])).toEqual([
    'Groep: Intekenlijst',
    'Groep: Visitekaartjes',
    'Groep: Afgemeld in 2020',
    'Zonder groep',
  ]);
  expect(page).toMatch(/name="basis2" value="skip" checked/);
  const proven = {
    basis0: 'proven',
    herkomst0: 'Intekenlijst',
    bewijs0: 'Handtekeningen in de map',
  };
  const consent = { ...proven, basis1: 'none', basis2: 'skip', basis3: 'none' };
  await paula.post(paths.staff.listConsent(id), consent);
  await site.settle();
  await paula.post(paths.staff.applyList(id));
  await site.settle();
  expect(readers(site)).toEqual({
    'a@lezers.example': 'subscribed',
    'b@lezers.example': 'put-aside',
    'd@lezers.example': 'put-aside',
  });
  const aside = (await paula.get(paths.staff.subscriber(idOf(site, 'b@lezers.example')))).text;
  expect(aside).toContain('Opzij gezet');
  expect(aside).toContain('(groep ‘Visitekaartjes’)');
  expect(aside).toContain('Nee: van deze lezer is geen toestemming bekend.');
  const proof = (await paula.get(paths.staff.subscriber(idOf(site, 'a@lezers.example')))).text;
  expect(proof).toContain('Er is bewijs per lezer. Bewijs: Handtekeningen in de map.');
  expect((await paula.get(`${paths.staff.subscribers()}?status=put-aside`)).text).toContain(
    'b@lezers.example',
  );
});

it('never mails who is put aside, and takes them on when consent is found', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  await bringIn(site, paula, [['e-mail'], [Anna.email]], { consent: { basis0: 'none' } });
  expect(site.services.subscribers.mailing.forSending(undefined, 10)).toEqual([]);
  await bringIn(site, paula, [
    ['e-mail', 'naam'],
    [Anna.email, Anna.name],
  ]);
  expect(readers(site)).toEqual({ [Anna.email]: 'subscribed' });
  expect(site.services.subscribers.mailing.forSending(undefined, 10)).toHaveLength(1);
  const story = (await paula.get(paths.staff.subscriber(idOf(site, Anna.email)))).text;
  expect(story).toContain('Er is geen toestemming bekend.');
  expect(story).toContain('Dubbele opt-in via YMLP');
  expect(story).toContain(`<p>${Anna.name}</p>`);
});

it('takes first name, infix and last name together, and reads XLSX with dates', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const file = await writeXlsx('Blad1', [
    [
      ['Voornaam', 'Tussenvoegsel', 'Achternaam', 'E-mail', 'Datum'],
      ['Zoë', 'van der', 'Łukasik', 'zoë@café.example', '2019-03-04'],
    ],
  ]);
  const id = await upload(site, paula, file, { name: 'lijst.xlsx' });
  await check(site, paula, id);
  await paula.post(paths.staff.applyList(id));
  await site.settle();
  const page = (await paula.get(paths.staff.subscriber(idOf(site, 'zoë@café.example')))).text;
  expect(page).toContain('Zoë van der Łukasik');
  expect(page).toContain('Toestemming op 4 maart 2019.');
});

it('takes the first row for a reader where it holds an address', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const id = await upload(site, paula, Buffer.from(`${Anna.email},"Vries, Anna de"\n${Bilal.email},Bilal\n`));
  expect(await guessedColumns(paula, id)).toMatchObject({
    kolom0: 'address',
    kolom1: 'name',
    kopregel: 'nee',
  });
  await check(site, paula, id);
  await paula.post(paths.staff.applyList(id));
  await site.settle();
  expect(Object.keys(readers(site)).sort()).toEqual([Anna.email, Bilal.email]);
});

it('writes each step in the access log, with the readers that were shown', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  const paula = await site.signIn();
  const id = await bringIn(site, paula, LIST);
  await paula.get(`${paths.staff.list(id)}?uitkomst=known`);
  const log = site.services.accessLog.newest(50);
  expect(log[0]).toMatchObject({ action: 'subscriber.import-look', persons: [id, idOf(site, Anna.email)] });
  const actions = new Set(log.map(({ action }) => action));
  for (const action of ['import-upload', 'import-look', 'import-apply']) {
    expect(actions).toContain(`subscriber.${action}`);
  }
  expect(JSON.stringify(log)).not.toContain('lezers.example');
});

it('refuses columns without an address, or with two of the same, and consent without its story', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const id = await upload(site, paula, csvOf(LIST));
  const columns = async (values: Record<string, string>) => paula.post(paths.staff.listColumns(id), values);
  const none = await columns({ kolom0: 'name', kolom1: 'nothing', kolom2: 'date' });
  expect([none.status, none.text.includes('Kies bij één kolom ‘E-mailadres’.')]).toEqual([422, true]);
  const two = await columns({ kolom0: 'address', kolom1: 'address', kolom2: 'date' });
  expect([two.status, two.text.includes('Er kan maar één kolom met het e-mailadres zijn.')]).toEqual([
    422,
    true,
  ]);
  const both = await columns({ kolom0: 'address', kolom1: 'name', kolom2: 'last-name' });
  expect([both.status, both.text.includes('Niet allebei.')]).toEqual([422, true]);
  await columns(await guessedColumns(paula, id));
  const consent = async (values: Record<string, string>) => paula.post(paths.staff.listConsent(id), values);
  const empty = await consent({});
  expect([empty.status, empty.text.includes('Kies of deze mensen toestemming gaven.')]).toEqual([422, true]);
  const bare = await consent({ basis0: 'attested', datum0: '31-02-2019' });
  expect(bare.status).toBe(422);
  expect(bare.text).toContain('Schrijf op waar de toestemming vandaan komt.');
  expect(bare.text).toContain('Schrijf op waaruit de toestemming blijkt.');
  expect(bare.text).toContain('Dit is geen datum.');
  expect(bare.text).toContain('value="31-02-2019"');
  const later = await consent({ ...ATTESTED, datum0: '6-3-2026' });
  expect([later.status, later.text.includes('Deze datum moet nog komen.')]).toEqual([422, true]);
});

it('refuses a column of groups with too many values', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const rows = Array.from({ length: 30 }, (_, number) => [`r${number}@lezers.example`, `Groep ${number}`]);
  const id = await upload(site, paula, csvOf([['e-mail', 'groep'], ...rows]));
  expect(await guessedColumns(paula, id)).toMatchObject({ kolom1: 'nothing' });
  const answer = await paula.post(paths.staff.listColumns(id), { kolom0: 'address', kolom1: 'group' });
  expect([answer.status, answer.text.includes('Dat zijn geen groepen.')]).toEqual([422, true]);
});

it('shows names with HTML and formulas as they are, and they change no page', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const nasty = '"<img src=x onerror=alert(1)>=HYPERLINK()"';
  const id = await upload(
    site,
    paula,
    csvOf([
      ['e-mail', 'naam'],
      [Anna.email, nasty],
    ]),
    { name: '<b>.csv' },
  );
  await check(site, paula, id);
  const page = (await paula.get(paths.staff.listCheck(id))).text;
  expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;=HYPERLINK()');
  expect(page).toContain('&lt;b&gt;.csv');
  expect(page).not.toContain('<img');
});
