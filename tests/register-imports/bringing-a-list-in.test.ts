import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { createServices } from '../../src/services.ts';
import { register } from '../invitations/inviting.ts';
import { textOf } from '../participants/register.ts';
import { save } from '../register-exports/saved.ts';
import { openSite } from '../support/site.ts';
import { bringIn, check, columnsOf, csvOf, everybody, outcomes, upload, work } from './lists.ts';

const HEADINGS = ['Voornaam', 'tussenvoegsel', 'Achternaam', 'Adres', 'postcode', 'Plaats', 'E-mail', 'Tel.'];

it('brings new people in, with the address taken apart and the postcode as it is kept', async () => {
  const { site, paula } = await open();
  await bringIn(site, paula, [
    HEADINGS,
    ['Anna', 'de', 'Vries', 'Dorpsstraat 12a', '1234ab', 'Zwolle', 'Anna@Raad.example', '06-00000001'],
    ['Łukasz', '', 'Zając', 'Plein 1944 5 hs', '9999 XX', 'Ljouwert', '', ''],
    ['', '', 'van der Berg', '', '', '', '', ''],
  ]);
  expect(everybody(site)).toMatchObject([
    { firstName: '', infix: 'van der', lastName: 'Berg', kind: 'participant', source: 'Lijst lijst.csv' },
    {
      ...{ firstName: 'Anna', infix: 'de', lastName: 'Vries', street: 'Dorpsstraat', houseNumber: '12' },
      ...{ houseSuffix: 'a', postcode: '1234 AB', town: 'Zwolle', email: 'Anna@Raad.example' },
      ...{ emailKey: 'anna@raad.example', phone: '06-00000001', mailGround: 'participant' },
    },
    { lastName: 'Zając', street: 'Plein 1944', houseNumber: '5', houseSuffix: 'hs', postcode: '9999 XX' },
  ]);
});

it('guesses the columns by Dutch and English headings, and asks for a name', async () => {
  const { site, paula } = await open();
  const english = [
    'First name',
    'Last Name',
    'Company',
    'Street',
    'House number',
    'Zip code',
    'City',
    'Country',
    'Email address',
    'Phone',
    'Tags',
    'Notes',
  ];
  const id = await upload(site, paula, csvOf([english, ['Anna', 'Vries']]));
  expect(Object.values(await columnsOf(paula, id)).slice(0, 12)).toEqual([
    ...['first-name', 'last-name', 'organisation', 'street', 'number', 'postcode', 'town', 'country'],
    ...['email', 'phone', 'tags', 'note'],
  ]);
  const refused = await paula.post(paths.staff.registerListColumns(id), {
    soort: 'participant',
    kolom0: 'first-name',
  });
  expect([refused.status, refused.text.includes('Kies bij één kolom de achternaam')]).toEqual([422, true]);
  const twice = await paula.post(paths.staff.registerListColumns(id), {
    soort: 'participant',
    kolom0: 'last-name',
    kolom1: 'last-name',
  });
  expect(twice.text).toContain('U hebt dit al bij een andere kolom gekozen');
});

it('reads a whole name in one column, as it is said and as it stands in a list', async () => {
  const { site, paula } = await open();
  await bringIn(site, paula, [
    ['Naam', 'Land'],
    ['Anna de Vries', 'Nederland'],
    ['"Meer, Wietske van der"', 'Belgium'],
    ['Umut Özdemir', 'be'],
  ]);
  expect(
    everybody(site).map(({ firstName, infix, lastName, country }) => [firstName, infix, lastName, country]),
  ).toEqual([
    ['Wietske', 'van der', 'Meer', 'BE'],
    ['Umut', '', 'Özdemir', 'BE'],
    ['Anna', 'de', 'Vries', 'NL'],
  ]);
});

it('shows first what would change for whom, old and new, and changes nothing', async () => {
  const { site, paula } = await withAnna();
  const id = await check(site, paula, [
    HEADINGS,
    ['A.', 'de', 'Vries', 'Kerkweg 5', '1234 AB', 'Zwolle', 'anna@raad.example', ''],
    ['Bilal', '', 'Yıldız', 'Kerkweg 6', '1234AB', 'Zwolle', 'bilal@raad.example', '0612345678'],
    ['Bilal', '', 'Yıldız', 'Kerkweg 6', '1234AB', 'Zwolle', '', ''],
    ['Ça', '', '', '', '', '', '', ''],
    ['Umut', '', 'Özdemir', '', '', '', 'geen adres', ''],
    ['Petra', '', 'Zwijger', 'Kerkweg 7', '0234 AB', 'Zwolle', '', ''],
  ]);
  expect(outcomes(site, id)).toEqual({
    2: 'changed',
    3: 'new',
    4: 'double',
    5: 'wrong: no-name',
    6: 'wrong: email',
    7: 'new: address',
  });
  const changed = textOf((await paula.get(`${paths.staff.registerListCheck(id)}?uitkomst=changed`)).text);
  expect(changed).toMatch(/Straat Nu: Dorpsstraat Wordt: Kerkweg/);
  expect(changed).toMatch(/Huisnummer Nu: 12 Wordt: 5/);
  expect(changed).toContain('Bij 3 mensen verandert er iets');
  const wrong = textOf((await paula.get(`${paths.staff.registerListCheck(id)}?uitkomst=wrong`)).text);
  expect(wrong).toContain('Dit is geen e-mailadres.');
  expect(textOf((await paula.get(`${paths.staff.registerListCheck(id)}?uitkomst=warned`)).text)).toContain(
    'de postcode kan niet bestaan',
  );
  expect(everybody(site)).toMatchObject([{ firstName: 'Anna', street: 'Dorpsstraat', version: 1 }]);
});

it('leaves no old suffix behind a new house number, and no infix before a new name', async () => {
  const { site, paula, anna } = await withAnna();
  await bringIn(site, paula, [
    ['Kenmerk', 'Achternaam', 'Adres'],
    [anna, 'Jansen', 'Kerkweg 5'],
  ]);
  expect(everybody(site)).toMatchObject([
    {
      firstName: 'Anna',
      infix: '',
      lastName: 'Jansen',
      street: 'Kerkweg',
      houseNumber: '5',
      houseSuffix: '',
    },
  ]);
});

it('lifts no wish, and empties no field by an empty cell', async () => {
  const { site, paula, anna } = await withAnna({ noPost: true, noMail: true, phone: '06-1', tags: ['pers'] });
  const rows = [
    ['Kenmerk', 'Achternaam', 'Telefoon', 'Geen post', 'Geen mail', 'Labels', 'Notitie'],
    [anna, 'Vries', '', 'nee', 'Nee', 'raad', 'Belt graag'],
  ];
  const id = await bringIn(site, paula, rows);
  expect(everybody(site)).toMatchObject([
    { noPost: true, noMail: true, phone: '06-1', tags: ['pers', 'raad'], note: 'Belt graag' },
  ]);
  const page = textOf((await paula.get(`${paths.staff.registerList(id)}?uitkomst=warned`)).text);
  expect(page).toContain('Deze persoon wil geen post. Dat blijft zo.');
});

it('empties a field by an empty cell where staff ticked that', async () => {
  const { site, paula, anna } = await withAnna({ phone: '06-1', town: 'Zwolle' });
  await bringIn(
    site,
    paula,
    [
      ['Kenmerk', 'Achternaam', 'Telefoon'],
      [anna, 'Vries', ''],
    ],
    { leeg: 'ja' },
  );
  expect(everybody(site)).toMatchObject([{ phone: '', town: 'Zwolle', lastName: 'Vries' }]);
});

it('takes a consent over only with its date and place', async () => {
  const { site, paula } = await open();
  const headings = [
    'Achternaam',
    'Soort',
    'Mogen wij mailen?',
    'Toestemming gegeven op',
    'Waar de toestemming staat',
  ];
  const id = await check(site, paula, [
    headings,
    ['Een', 'belangstellende', 'Ja, met toestemming', '4-3-2024', 'Formulier'],
    ['Twee', 'belangstellende', 'Ja, met toestemming', '', ''],
    ['Drie', 'participant', 'nee', '', ''],
    ['Vier', 'belangstellende', '', '5-3-2027', ''],
  ]);
  expect(outcomes(site, id)).toEqual({ 2: 'new', 3: 'new: ground-kept', 4: 'new', 5: 'wrong: date-future' });
  await paula.post(paths.staff.applyRegisterList(id));
  await work(site);
  expect(
    everybody(site).map(({ lastName, mailGround, consentOn }) => [lastName, mailGround, consentOn]),
  ).toEqual([
    ['Drie', 'none', ''],
    ['Een', 'consent', '2024-03-04'],
    ['Twee', 'none', ''],
  ]);
});

it('makes no guess where it could be two people, and adds who only has the same name or address', async () => {
  const { site, paula } = await withAnna();
  register(site, {
    firstName: 'Anna',
    infix: 'de',
    lastName: 'Vries',
    street: 'Dorpsstraat',
    houseNumber: '12',
    postcode: '1234 AB',
    town: 'Zwolle',
  });
  const id = await check(site, paula, [
    HEADINGS,
    ['Anna', 'de', 'Vries', 'Dorpsstraat 12', '1234 AB', '', '', ''],
    ['Piet', '', 'Bakker', '', '', '', 'anna@raad.example', ''],
    ['Anna', 'de', 'Vries', '', '', '', 'een.ander@raad.example', ''],
  ]);
  expect(outcomes(site, id)).toEqual({ 2: 'unsure', 3: 'new: same-email', 4: 'new: same-name' });
});

it('does what it showed, also with rows that look like each other', async () => {
  const { site, paula } = await open();
  const rows = [HEADINGS, ['Anna', 'de', 'Vries', 'Dorpsstraat 12', '1234 AB', 'Zwolle', '', '']];
  const id = await check(site, paula, [
    ...rows,
    ['A.', 'de', 'Vries', 'Dorpsstraat 12', '1234 AB', '', '', ''],
  ]);
  const shown = outcomes(site, id);
  await paula.post(paths.staff.applyRegisterList(id));
  await work(site);
  expect(shown).toEqual({ 2: 'new', 3: 'new: address' });
  expect(outcomes(site, id)).toEqual(shown);
  expect(everybody(site).map(({ firstName }) => firstName)).toEqual(['A.', 'Anna']);
});

it('decides again where the register was changed after the difference was shown', async () => {
  const { site, paula, anna } = await withAnna();
  const [row, other] = [HEADINGS, ['Bilal', '', 'Yıldız', 'Kerkweg 6', '1234 AB', 'Zwolle', '', '']];
  const id = await check(site, paula, [row, other, ['Petra', '', 'Zwijger', '', '', '', '', '']]);
  expect(outcomes(site, id)).toEqual({ 2: 'new', 3: 'new' });
  const bilal = { ...{ street: 'Kerkweg', houseNumber: '6', postcode: '1234 AB' }, email: '', emailKey: '' };
  register(site, { firstName: 'Bilal', infix: '', lastName: 'Yıldız', town: '', ...bilal });
  await paula.post(paths.staff.applyRegisterList(id));
  await work(site);
  expect(outcomes(site, id)).toEqual({ 2: 'changed', 3: 'new' });
  expect(everybody(site)).toMatchObject([
    { id: anna },
    { firstName: 'Bilal', town: 'Zwolle' },
    { lastName: 'Zwijger' },
  ]);
});

it('takes the whole back, but for what was changed since', async () => {
  const { site, paula, anna } = await withAnna();
  const before = everybody(site)[0];
  const id = await bringIn(site, paula, [
    HEADINGS,
    ['Anna', 'de', 'Vries', 'Dorpsstraat 12', '1234AB', 'Deventer', 'anna@raad.example', '06-2'],
    ['Bilal', '', 'Yıldız', '', '', '', '', ''],
    ['Petra', '', 'Zwijger', '', '', '', '', ''],
  ]);
  const petra = everybody(site).find(({ lastName }) => lastName === 'Zwijger');
  if (petra === undefined) throw new Error('Petra is gone');
  site.services.participants.change(petra.id, petra.version, { ...petra, town: 'Sneek' }, 'paula');
  await paula.post(paths.staff.undoRegisterList(id));
  await work(site);
  expect(everybody(site)).toMatchObject([
    { ...before, id: anna, updatedAt: expect.any(String), version: 3 },
    { lastName: 'Zwijger', town: 'Sneek' },
  ]);
  const text = textOf((await paula.get(paths.staff.registerList(id))).text);
  expect(text).toContain('Bij 2 mensen is alles weer zoals het was');
  expect(text).toContain('1 persoon bleef zoals het nu is');
  const again = await paula.post(paths.staff.undoRegisterList(id));
  expect(again.headers.location).toBe(paths.staff.registerList(id));
});

it('can be taken back for 30 days', async () => {
  const { site, paula } = await open();
  const id = await bringIn(site, paula, [['Achternaam'], ['Vries']]);
  site.clock.advance(31 * 24 * 60 * 60 * 1000);
  expect(site.services.registerImports.undo(id)).toBe('not-now');
  await site.runTask('remove what is past its term');
  expect(outcomes(site, id)).toEqual({});
  expect(everybody(site)).toHaveLength(1);
});

it('keeps nothing of the file once it is in, and nothing at all of one that is thrown away', async () => {
  const { site, paula } = await open();
  const id = await bringIn(site, paula, [
    ['Achternaam', 'Notitie', 'Niets'],
    ['Vries', '', 'xyzzygeheim'],
  ]);
  expect(site.dump()).not.toContain('xyzzygeheim');
  expect((await paula.get(paths.staff.registerList(id))).text).toContain('De lijst is ingelezen');
  const other = await check(site, paula, [
    ['Achternaam', 'Niets'],
    ['Weggooier', 'xyzzygeheim'],
  ]);
  await paula.post(paths.staff.dropRegisterList(other));
  await work(site);
  expect(site.dump()).not.toContain('xyzzygeheim');
  expect((await paula.get(paths.staff.registerList(other))).status).toBe(404);
});

it('brings a saved register in again without changing anything', async () => {
  const { site, paula } = await withAnna({
    tags: ['pers', 'raad'],
    noMail: true,
    note: 'een\ntwee',
    lastContact: '2026-01-02',
  });
  register(site, {
    organisation: '=Stichting; "De Brug"',
    kind: 'interested',
    country: 'BE',
    street: 'Rue',
    houseNumber: '1',
  });
  const before = everybody(site);
  for (const soort of ['csv', 'xlsx']) {
    const { bytes } = await save(paula, { soort });
    const id = await upload(site, paula, bytes, `register.${soort}`);
    await paula.post(paths.staff.registerListColumns(id), await columnsOf(paula, id));
    await work(site);
    expect(outcomes(site, id)).toEqual({ 2: 'same', 3: 'same' });
  }
  expect(everybody(site)).toEqual(before);
});

it('writes in the history by which list, and in the access log who did it', async () => {
  const { site, paula, anna } = await withAnna();
  await bringIn(site, paula, [
    ['Kenmerk', 'Achternaam', 'Plaats'],
    [anna, 'Vries', 'Sneek'],
  ]);
  expect(site.services.participants.historyOf(anna, 1)[0]).toMatchObject({
    kind: 'changed',
    reason: 'lijst lijst.csv',
  });
  expect(site.services.accessLog.newest(9).map(({ action }) => action)).toContain('participant.import-apply');
});

async function open() {
  const site = await openSite();
  return { site, paula: await site.signIn() };
}

async function withAnna(details: object = {}) {
  const { site, paula } = await open();
  const anna = register(site, {
    ...{ firstName: 'Anna', infix: 'de', lastName: 'Vries', street: 'Dorpsstraat', houseNumber: '12' },
    ...{ houseSuffix: 'a', postcode: '1234 AB', town: 'Zwolle', email: 'anna@raad.example' },
    ...details,
  });
  return { site, paula, anna };
}

it('goes on where it was after a stop, and brings nobody in twice', async () => {
  const { site, paula } = await open();
  const people = Array.from({ length: 1200 }, (_, number) => [`Jansen${number}`, 'Zwolle']);
  const id = await check(site, paula, [['Achternaam', 'Plaats'], ...people]);
  await paula.post(paths.staff.applyRegisterList(id));
  await site.services.registerImports.work();
  const so = everybody(site).length;
  expect(so).toBeGreaterThan(0);
  expect(so).toBeLessThan(1200);
  expect((await paula.get(paths.staff.registerList(id))).text).toContain('De lijst wordt ingelezen');
  await expect(paula.post(paths.staff.dropRegisterList(id))).resolves.toMatchObject({ status: 303 });
  const { config, clock, log } = site.services;
  const after = createServices({ config, clock, randomness: (size) => randomBytes(size), log });
  while (await after.registerImports.work());
  after.close();
  expect(everybody(site)).toHaveLength(1200);
  expect(site.services.registerImports.byId(id)?.counts).toEqual({ new: 1200 });
});
