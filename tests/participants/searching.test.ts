import fc from 'fast-check';
import { expect, it } from 'vitest';
import { foldForSearch } from '../../src/database/search-text.ts';
import { paths } from '../../src/paths.ts';
import { openSite } from '../support/site.ts';
import { add, Lukasz, names, TheBridge, Umut, valuesOn, Wietske } from './register.ts';

const ALL = [TheBridge, Umut, Wietske, Lukasz];
const [BRIDGE, UMUT, WIETSKE, LUKASZ] = [
  'Buurthuis De Brug',
  'Özdemir, Ümüt',
  'Vries, Wietske de',
  'Zając, Łukasz',
];

async function openRegister() {
  const site = await openSite();
  const paula = await site.signIn();
  for (const person of ALL) await add(paula, person);
  return { site, paula, find: (words: string) => names(paula, { q: words }) };
}

it('finds on any part of any field, whatever the capitals and the accents', async () => {
  const { find } = await openRegister();
  expect(await find('riet')).toEqual([]);
  expect(await find('ietsk')).toEqual([WIETSKE]);
  expect(await find('OZDEMIR')).toEqual([UMUT]);
  expect(await find('lukasz zajac')).toEqual([LUKASZ]);
  expect(await find('ŁUKASZ')).toEqual([LUKASZ]);
  expect(await find('brug@buurt')).toEqual([BRIDGE]);
  expect(await find('sneek')).toEqual([WIETSKE]);
  expect(await find('z')).toEqual([UMUT, LUKASZ]);
});

it('takes several words in any order, and all of them have to be there', async () => {
  const { find } = await openRegister();
  expect(await find('vries wietske')).toEqual([WIETSKE]);
  expect(await find('de wie')).toEqual([WIETSKE]);
  expect(await find('wietske özdemir')).toEqual([]);
});

it('finds a postcode, a phone number and a house number however they are written', async () => {
  const { find } = await openRegister();
  for (const words of ['1234AB', '1234 ab', '1234-ab', '234a']) expect(await find(words)).toEqual([LUKASZ]);
  for (const words of [
    '0600123456',
    '06-00123456',
    '06 00 12 34 56',
    '+31600123456',
    '+31 6 00 123456',
    '123456',
  ]) {
    expect(await find(words)).toEqual([LUKASZ]);
  }
  for (const words of ['dorpsstraat 12', '12hs', '12-hs', '12 hs']) expect(await find(words)).toEqual([UMUT]);
});

it('takes the signs of a pattern for what they are', async () => {
  const { paula, find } = await openRegister();
  for (const sign of ['*', '?', '[a-z]', '%', '_', '"', "' OR 1=1 --", '\\'])
    expect(await find(sign)).toEqual([]);
  await add(paula, { organisatie: '*Ster* [en] 100%?' });
  for (const sign of ['*', '?', '[', '%', '*ster*']) expect((await find(sign)).length).toBe(1);
});

it('says that nobody was found, and shows the search again', async () => {
  const { paula, find } = await openRegister();
  const page = await paula.get(`${paths.staff.participants()}?q=${encodeURIComponent('<b>niemand')}`);
  expect(page.text).toContain('Niemand gevonden');
  expect(page.text).toContain('value="&lt;b&gt;niemand"');
  expect(await find(' - ')).toEqual([]);
});

it('filters by kind', async () => {
  const { paula } = await openRegister();
  await add(paula, { achternaam: 'Yıldız', soort: 'interested' });
  expect(await names(paula, { soort: 'interested' })).toEqual(['Yıldız']);
  expect((await names(paula, { soort: 'participant' })).length).toBe(4);
  expect(await names(paula, { soort: 'interested', q: 'wietske' })).toEqual([]);
});

it('says how many there are, and how many were found', async () => {
  const { site, paula } = await openRegister();
  expect((await paula.get(paths.staff.participants())).text).toMatch(/>\s*4 personen en organisaties\s*</);
  expect((await paula.get(`${paths.staff.participants()}?q=wietske`)).text).toMatch(/>\s*1 gevonden\b/);
  const details = site.services.participants.list({ words: 'wietske' }).people[0];
  if (details === undefined) throw new Error('Wietske is not there');
  site.services.participants.addMany(Array(1000).fill(details));
  expect((await paula.get(`${paths.staff.participants()}?q=wietske`)).text).toMatch(/>\s*1\.001 gevonden\b/);
});

it('finds at once what was added, changed, removed and brought back, also by another program', async () => {
  const { site, paula, find } = await openRegister();
  const address = await add(paula, { achternaam: 'Nieuwland' });
  expect(await find('nieuwland')).toEqual(['Nieuwland']);
  await paula.post(address, { ...valuesOn((await paula.get(address)).text), achternaam: 'Anderland' });
  expect(await find('nieuwland')).toEqual([]);
  expect(await find('anderland')).toEqual(['Anderland']);
  await paula.post(`${address}/verwijderen`);
  expect(await find('anderland')).toEqual([]);
  site.services.connection
    .prepare(`UPDATE participants SET search = 'elders', sort_key = 'zz' WHERE last_name = 'Vries'`)
    .run();
  expect(await find('elders')).toEqual([WIETSKE]);
  expect((await names(paula)).at(-1)).toBe(WIETSKE);
});

it('keeps the order of the database also for letters of which JavaScript has another order', async () => {
  const { site, paula } = await openRegister();
  const filler = site.services.participants.list({ words: 'brug' }).people[0];
  if (filler === undefined) throw new Error('The bridge is not there');
  const named = (organisation: string) => Array<typeof filler>(300).fill({ ...filler, organisation });
  site.services.participants.addMany([...named('\u{e000}'), ...named('\u{1f600}')]);
  await names(paula);
  await add(paula, { organisatie: '\u{e001} ertussen' });
  expect(await names(paula, { q: 'ertussen' })).toEqual(['\u{e001} ertussen']);
  await add(paula, { organisatie: '\u{1f5ff} ervoor' });
  expect(await names(paula, { q: 'ervoor' })).toEqual(['\u{1f5ff} ervoor']);
});

it('answers whatever is typed', async () => {
  const { paula } = await openRegister();
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (words) => {
      const path = `${paths.staff.participants()}?q=${encodeURIComponent(words.toWellFormed())}`;
      expect((await paula.get(path)).status).toBe(200);
    }),
    { numRuns: 60 },
  );
});

it('folds plain text, which takes a short way, as any other text', () => {
  // An accent that stands by itself is folded away: only the way there is another.
  const longWay = (text: string) => foldForSearch(`${text}\u0301`);
  const plain = fc.string({ unit: 'grapheme-ascii', maxLength: 40 });
  fc.assert(fc.property(plain, (text) => foldForSearch(text) === longWay(text)));
});
