import fc from 'fast-check';
import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { openSite } from '../support/site.ts';
import { add, names, textOf, type Values, valuesOn, Wietske } from './register.ts';

async function openForm() {
  const site = await openSite();
  const paula = await site.signIn();
  const send = (values: Values) =>
    paula.post(paths.staff.newParticipant(), { ...Wietske, soort: 'participant', land: 'NL', ...values });
  return { site, paula, send };
}

it('takes a Dutch postcode in any spelling and keeps it as 1234 AB', async () => {
  const { paula } = await openForm();
  const spellings = [
    '1234AB',
    '1234ab',
    '1234  AB',
    '1234-AB',
    '1234 – ab',
    ' 12 34 Ab ',
    'NL-1234 AB',
    '1234\u00a0AB',
  ];
  for (const postcode of spellings) {
    const page = await paula.get(await add(paula, { ...Wietske, postcode }));
    expect(valuesOn(page.text).postcode).toBe('1234 AB');
  }
});

it('warns of a Dutch postcode that there can not be, says why, and keeps it all the same', async () => {
  const { paula } = await openForm();
  const wrong = {
    '123 AB': 'Dit is geen Nederlandse postcode',
    '1234': 'Dit is geen Nederlandse postcode',
    '12345 AB': 'Dit is geen Nederlandse postcode',
    '1234 ÀB': 'Dit is geen Nederlandse postcode',
    '0234 AB': 'Een Nederlandse postcode begint nooit met een 0',
    '1234 SS': 'De letters SA, SD en SS',
  };
  for (const [postcode, message] of Object.entries(wrong)) {
    const page = await paula.get(await add(paula, { ...Wietske, postcode }));
    expect(textOf(page.text)).toContain(`Kijk het adres na. ${message}`);
    expect(valuesOn(page.text).postcode).toBe(postcode);
  }
  expect((await names(paula, { nakijken: 'ja' })).length).toBe(6);
});

it.each([
  [{ postcode: '1234 AB', huisnummer: '1', plaats: '' }, 'De woonplaats ontbreekt'],
  [{ postcode: '1234 AB', huisnummer: '' }, 'Het huisnummer ontbreekt'],
  [{ straat: 'Dorpsstraat', huisnummer: '1' }, 'De postcode ontbreekt'],
])('warns of the address %o', async (part, message) => {
  const { paula } = await openForm();
  const page = await paula.get(await add(paula, { ...Wietske, ...part }));
  expect(textOf(page.text)).toContain(message);
});

it('does not warn of a whole address, of none, or of one abroad', async () => {
  const { paula } = await openForm();
  for (const address of [
    { straat: 'Dorpsstraat', huisnummer: '1', postcode: '1234 AB' },
    { plaats: 'Sneek' },
    { postcode: '010 15', plaats: 'Musterstadt', land: 'DE' },
  ]) {
    const page = await paula.get(await add(paula, { ...Wietske, ...address }));
    expect(page.text).not.toContain('Kijk het adres na');
  }
  expect(await names(paula, { nakijken: 'ja' })).toEqual([]);
});

it('keeps a foreign address as it was typed, and shows its country in Dutch', async () => {
  const { paula } = await openForm();
  const address = await add(paula, {
    ...{ ...Wietske, straat: 'Musterweg', huisnummer: '12/3', toevoeging: 'Hinterhaus' },
    ...{ postcode: '010 15', plaats: 'Musterstadt', land: 'DE' },
  });
  const { text } = await paula.get(address);
  expect(valuesOn(text)).toMatchObject({ huisnummer: '12/3', postcode: '010 15', land: 'DE' });
  expect(text).toContain('<p>010 15 Musterstadt, Duitsland</p>');
  expect(text).toContain('<option value="BE">België</option>');
});

it('keeps a house number and what comes after it apart, and shows them as one writes them', async () => {
  const { paula } = await openForm();
  const numbers: [string, string, string][] = [
    ['12', 'a', 'Dorpsstraat 12a'],
    ['12', '-2', 'Dorpsstraat 12-2'],
    ['12', 'hs', 'Dorpsstraat 12 hs'],
    ['12 hs', '', 'Dorpsstraat 12 hs'],
    ['12a', '', 'Dorpsstraat 12a'],
    ['', '', 'Dorpsstraat'],
  ];
  for (const [huisnummer, toevoeging, line] of numbers) {
    const { text } = await paula.get(
      await add(paula, { ...Wietske, straat: 'Dorpsstraat', huisnummer, toevoeging }),
    );
    expect(text).toContain(`<p>${line}</p>`);
    expect(valuesOn(text).huisnummer).toBe(huisnummer === '' ? '' : '12');
  }
});

it('refuses what can not be right with a clear message, and writes nothing', async () => {
  const { send, paula } = await openForm();
  const wrong: [string, string, string][] = [
    ['huisnummer', 'a12', 'Een huisnummer begint met een cijfer'],
    ['telefoon', 'bel maar 06', 'Gebruik hier alleen cijfers'],
    ['telefoon', '--', 'Gebruik hier alleen cijfers'],
    ['email', 'wietske@', 'Dit is geen e-mailadres'],
    ['land', 'Narnia', 'Kies een land uit de lijst'],
    ['achternaam', 'V'.repeat(300), 'Dit is te lang. Gebruik ten hoogste 100 tekens.'],
    ['achternaam', 'Vries\nBakker', 'Hier staan tekens in die niet te lezen zijn'],
    ['voornaam', 'Wiet\u0000ske', 'Hier staan tekens in die niet te lezen zijn'],
    ['notitie', 'n'.repeat(2001), 'Dit is te lang. Gebruik ten hoogste 2000 tekens.'],
    ['laatstecontact', '31-2-2026', 'Dit is geen datum'],
    ['laatstecontact', '2026-03-06', 'Deze datum moet nog komen'],
    ['labels', 'x'.repeat(41), 'Een label is ten hoogste 40 tekens lang'],
    ['labels', Array.from({ length: 31 }, (_, number) => `l${number}`).join(), 'Dit zijn te veel labels'],
    ['mailgrond', 'misschien', 'Kies waarom wij deze persoon mogen mailen'],
    ['soort', 'lid', 'Kies of deze persoon participant of belangstellende is'],
  ];
  for (const [field, typed, message] of wrong) {
    const answer = await send({ [field]: typed });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(`href="#veld-${field}">${message}`);
  }
  expect(await names(paula)).toEqual([]);
});

it('names every problem at once, in the order of the form', async () => {
  const { send } = await openForm();
  const answer = await send({ achternaam: '', email: '@', voornaam: 'x'.repeat(101) });
  const fields = Array.from(answer.text.matchAll(/href="#veld-(\w+)"/g), ([, field]) => field);
  expect(fields).toEqual(['voornaam', 'achternaam', 'email']);
});

it('takes a name in any script, and one that looks like something else, as it is', async () => {
  const { paula } = await openForm();
  const all = ['محمد', '=SOM(A1)', "D'Oñate-Ægir", '山田', 'Ĳsselstein', '<script>alert(1)</script>', '😀'];
  for (const name of all) {
    const { text } = await paula.get(await add(paula, { achternaam: name }));
    const escaped = name.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    expect(text).not.toContain('<script>alert');
    expect(valuesOn(text).achternaam).toBe(escaped);
    expect((await names(paula, { q: name })).length).toBe(1);
  }
});

it('takes or refuses whatever is filled in, and never half of it', async () => {
  const { site, send } = await openForm();
  const text = fc.string({ unit: 'grapheme', maxLength: 130 });
  const anything = fc.record({
    ...{ achternaam: text, organisatie: text, postcode: text, huisnummer: text, telefoon: text, email: text },
    land: fc.constantFrom('NL', 'BE', 'XX'),
  });
  const size = () =>
    Object.values(site.services.participants.counts()).reduce((sum, count) => sum + count, 0);
  await fc.assert(
    fc.asyncProperty(anything, async (values) => {
      const before = size();
      const { status } = await send(values);
      expect([303, 422]).toContain(status);
      expect(size() - before).toBe(status === 303 ? 1 : 0);
    }),
    { numRuns: 100 },
  );
});
