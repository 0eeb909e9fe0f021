import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HOUR } from '../../src/clock.ts';
import { areNear, type Comparable, findDoubles } from '../../src/participants/finding-doubles.ts';
import { paths } from '../../src/paths.ts';
import { openSite } from '../support/site.ts';
import { add, idIn, names, textOf, undoOn, type Values, valuesOn } from './register.ts';

const HOME = { straat: 'Dorpsstraat', huisnummer: '12', postcode: '1234 AB', plaats: 'Sneek' };
const TASK = 'look for doubles in the register';

async function openRegister(people: Values[]) {
  const site = await openSite();
  const paula = await site.signIn();
  const ids: string[] = [];
  for (const person of people) {
    ids.push(idIn(await add(paula, person)));
    site.clock.advance(1000);
  }
  await site.runTask(TASK);
  return { site, paula, ids, found: async () => textOf((await paula.get(paths.staff.doubles())).text) };
}

it.each<[string, Values, Values]>([
  [
    'Hetzelfde e-mailadres',
    { email: 'anna@post.example' },
    { achternaam: 'Bos', email: 'ANNA@post.example' },
  ],
  ['Hetzelfde adres en dezelfde achternaam', HOME, { ...HOME, postcode: '1234ab', voornaam: 'A' }],
  ['Bijna dezelfde naam', { plaats: 'Sneek' }, { achternaam: 'Vriess', plaats: 'Sneek' }],
  ['Bijna dezelfde naam', { plaats: 'Sneek' }, { voornaam: 'Vries', achternaam: 'Anna', plaats: 'Sneek' }],
  ['Bijna dezelfde naam', HOME, { ...HOME, huisnummer: '99', achternaam: 'Vires' }],
  ['Bijna dezelfde naam', HOME, { postcode: '9999 ZZ', plaats: 'Goes', huisnummer: '1' }],
])('finds %s', async (reason, one, other) => {
  const { found } = await openRegister([
    { voornaam: 'Anna', achternaam: 'Vries', ...one },
    { voornaam: 'Anna', achternaam: 'Vries', ...other },
    { voornaam: 'Gijs', achternaam: 'Anders', ...HOME, huisnummer: '12', email: 'gijs@post.example' },
  ]);
  const page = await found();
  expect(page).toContain('1 keer misschien dezelfde persoon');
  expect(page).toContain(reason);
});

it.each<[Values, Values]>([
  [{ plaats: 'Sneek' }, { achternaam: 'Vriezen', plaats: 'Sneek' }],
  [{ plaats: 'Sneek' }, { achternaam: 'Vriess', plaats: 'Goes' }],
  [HOME, { ...HOME, postcode: '4321 AB', achternaam: 'Vriess' }],
  [HOME, { ...HOME, achternaam: 'Bakker', voornaam: 'Gijs' }],
])('does not take %o and %o for one', async (one, other) => {
  const { found } = await openRegister([
    { voornaam: 'Anna', achternaam: 'Vries', ...one },
    { voornaam: 'Anna', achternaam: 'Vries', ...other },
  ]);
  expect(await found()).toContain('Niemand gevonden');
});

it('shows family after who is more likely one', async () => {
  const { paula } = await openRegister([
    { voornaam: 'Anna', achternaam: 'Vries', ...HOME },
    { voornaam: 'Gijsbert', achternaam: 'Vries', ...HOME },
    { voornaam: 'Umut', achternaam: 'Aydın', email: 'umut@post.example' },
    { voornaam: 'Ümüt', achternaam: 'Aydin', email: 'umut@post.example' },
  ]);
  const page = textOf((await paula.get(paths.staff.doubles())).text);
  expect(page.indexOf('Umut')).toBeLessThan(page.indexOf('Gijsbert'));
  expect(page).toMatch(/dezelfde achternaam . Het kan ook familie zijn/);
});

it('warns at once on the page of who was added twice', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  await add(paula, { voornaam: 'Anna', achternaam: 'Vries', ...HOME });
  const page = await paula.get(await add(paula, { voornaam: 'A.', achternaam: 'Vriess', ...HOME }));
  expect(textOf(page.text)).toContain('Vergelijk met Anna Vries');
});

it('looks again an hour after a change, or when asked', async () => {
  const { site, paula, found } = await openRegister([{ achternaam: 'Vries', email: 'a@post.example' }]);
  await add(paula, { achternaam: 'Vries', email: 'a@post.example' });
  await site.runTask(TASK);
  expect(await found()).toContain('Niemand gevonden');
  await paula.post(paths.staff.lookForDoubles());
  await site.runTask(TASK);
  expect(await found()).toContain('1 keer misschien');
  await add(paula, { achternaam: 'Vries', email: 'a@post.example' });
  site.clock.advance(HOUR);
  await site.runTask(TASK);
  expect(await found()).toContain('3 keer misschien');
});

it('does not show two people again once staff said that they are two', async () => {
  const { site, paula, ids, found } = await openRegister([
    { achternaam: 'Vries', ...HOME },
    { achternaam: 'Vries', ...HOME },
  ]);
  const [one = '', other = ''] = ids;
  await paula.post(paths.staff.areTwoParticipants(one, other));
  expect(await found()).toContain('Niemand gevonden');
  await paula.post(paths.staff.lookForDoubles());
  await site.runTask(TASK);
  expect(await found()).toContain('Niemand gevonden');
  expect((await paula.get(paths.staff.participant(one))).text).not.toContain('Vergelijk met');
});

const OLD = {
  ...{ voornaam: 'Anna', achternaam: 'Vries', ...HOME, labels: 'pers', notitie: 'Belt liever.' },
  ...{ telefoon: '0600111111', laatstecontact: '2025-01-01' },
};
const NEW = {
  ...{ voornaam: 'Anna', tussenvoegsel: 'de', achternaam: 'Vries', ...HOME, huisnummer: '14' },
  ...{ labels: 'spreker', notitie: 'Komt altijd.', email: 'anna@post.example', geenpost: 'ja' },
  ...{ laatstecontact: '2024-01-01', mailgrond: 'participant' },
};

async function openPair() {
  const { site, paula, ids, found } = await openRegister([OLD, NEW]);
  const [one = '', other = ''] = ids;
  const path = paths.staff.mergeParticipants(one, other);
  const form = valuesOn((await paula.get(path)).text);
  return { site, paula, one, other, path, form, found };
}

it('makes one of two with what is likely, keeps the older one, and loses nothing that only one had', async () => {
  const { site, paula, one, other, path, form } = await openPair();
  const answer = await paula.post(path, form);
  expect(answer.headers.location).toBe(paths.staff.participant(one));
  expect(site.services.participants.byId(one)).toMatchObject({
    ...{ infix: 'de', lastName: 'Vries', houseNumber: '14', phone: '0600111111', email: 'anna@post.example' },
    ...{ tags: ['pers', 'spreker'], note: 'Belt liever.\nKomt altijd.', noPost: true },
    ...{ lastContact: '2025-01-01', mailGround: 'participant' },
  });
  expect((await paula.get(paths.staff.participant(other))).status).toBe(404);
  expect(await names(paula)).toEqual(['Vries, Anna de']);
});

it('takes of each part what staff chose', async () => {
  const { site, paula, one, path, form } = await openPair();
  const choice = { adres: 'one', labels: 'other', notitie: 'one', geenpost: 'one', achternaam: 'one' };
  await paula.post(path, { ...form, ...choice });
  expect(site.services.participants.byId(one)).toMatchObject({
    ...{ infix: '', houseNumber: '12', tags: ['spreker'], note: 'Belt liever.', noPost: false },
  });
});

it('tells of it in the history, and puts both back as they were', async () => {
  const { site, paula, one, other, path, form } = await openPair();
  const before = [one, other].map((id) => site.services.participants.byId(id));
  await paula.post(path, form);
  const page = await paula.get(paths.staff.participant(one));
  const history = textOf((await paula.get(paths.staff.participantHistory(one))).text);
  expect(history).toContain('Samengevoegd met een dubbele door Paula de Proef');
  await paula.post(undoOn(page.text));
  const known = (entry: object | undefined) => ({ ...entry, version: 0, updatedAt: '' });
  const after = [one, other].map((id) => site.services.participants.byId(id));
  expect(after.map(known)).toEqual(before.map(known));
});

it('does not merge what was changed since it was looked at, and asks to look again', async () => {
  const { paula, one, path, form } = await openPair();
  const address = paths.staff.participant(one);
  await paula.post(address, { ...valuesOn((await paula.get(address)).text), telefoon: '0600222222' });
  const answer = await paula.post(path, form);
  expect(answer.status).toBe(422);
  expect(textOf(answer.text)).toContain('Een collega heeft een van deze twee intussen veranderd');
  expect(answer.text).toContain('0600222222');
  expect((await names(paula)).length).toBe(2);
  expect((await paula.post(path, valuesOn(answer.text))).status).toBe(303);
});

it('does not leave an entry without a name', async () => {
  const { paula, ids } = await openRegister([
    { organisatie: 'De Brug', email: 'a@post.example' },
    { achternaam: 'Bos', email: 'a@post.example' },
  ]);
  const path = paths.staff.mergeParticipants(ids[0] ?? '', ids[1] ?? '');
  const form = valuesOn((await paula.get(path)).text);
  const answer = await paula.post(path, { ...form, achternaam: 'one', organisatie: 'other' });
  expect(answer.status).toBe(422);
  expect(textOf(answer.text)).toContain('Zo blijft er geen naam over');
});

it('does not merge somebody with themselves, or with who is gone', async () => {
  const { paula, one, path, form, other } = await openPair();
  expect((await paula.get(paths.staff.mergeParticipants(one, one))).status).toBe(404);
  expect((await paula.post(paths.staff.mergeParticipants(one, one), form)).status).toBe(404);
  await paula.post(paths.staff.removeParticipant(other));
  expect((await paula.post(path, form)).status).toBe(404);
  expect((await paula.post(paths.staff.areTwoParticipants(one, other))).status).toBe(404);
});

it.each([
  ['vries', 'vries', true],
  ['vries', 'vriess', true],
  ['vries', 'vreis', true],
  ['vries', 'fries', true],
  ['vries', 'vris', true],
  ['vries', 'vriesen', false],
  ['vries', 'freis', false],
  ['groep 1', 'groep 2', false],
])('finds %s and %s near: %s', (one, other, near) => {
  expect(areNear(one, other)).toBe(near);
  expect(areNear(other, one)).toBe(near);
});

const name = fc.string({ unit: fc.constantFrom('a', 'b', 'n', 'e', 'o'), minLength: 2, maxLength: 7 });
const person: fc.Arbitrary<Omit<Comparable, 'id'>> = fc.record({
  ...{
    firstName: name,
    lastName: name,
    organisation: fc.constant(''),
    houseNumber: fc.constantFrom('', '1'),
  },
  ...{
    postcode: fc.constantFrom('', '1234 AB', '1234 CD', '4321 AB'),
    town: fc.constantFrom('Sneek', 'Goes'),
  },
  ...{ emailKey: fc.constantFrom('', '', 'a@x.example'), phone: fc.constantFrom('', '0612345678') },
});

it('finds every two with nearly one name in one town that a comparison of all with all finds', () => {
  fc.assert(
    fc.property(fc.array(person, { maxLength: 12 }), (people) => {
      const entries = people.map((each, place) => ({ id: String(place).padStart(2, '0'), ...each }));
      const found = new Set(findDoubles(entries).map(({ oneId, otherId }) => `${oneId} ${otherId}`));
      for (const one of entries) {
        for (const other of entries) {
          if (one.id >= other.id || one.town !== other.town) continue;
          const near = areNear(`${one.firstName} ${one.lastName}`, `${other.firstName} ${other.lastName}`);
          if (near && (one.postcode === '' || one.postcode.slice(0, 4) === other.postcode.slice(0, 4))) {
            expect([...found]).toContain(`${one.id} ${other.id}`);
          }
        }
      }
    }),
    { numRuns: 300 },
  );
});
