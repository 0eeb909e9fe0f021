import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wordsFor } from '../../src/database/search-text.ts';
import { syntheticParticipants } from '../../src/demo/people.ts';
import { channelOf } from '../../src/participants/channel.ts';
import { type Filter, filterText, readFilter, SORTS } from '../../src/participants/filter.ts';
import type { Participant } from '../../src/participants/participant.ts';
import { searchText } from '../../src/participants/search.ts';
import { paths } from '../../src/paths.ts';
import { openSite } from '../support/site.ts';
import { add, names, type Values } from './register.ts';

const PEOPLE: Values[] = [
  {
    ...{ voornaam: 'Anke', achternaam: 'Aalst', labels: 'spreker, pers', plaats: 'Utrecht', huisnummer: '1' },
    ...{ straat: 'Dorpsstraat', postcode: '3511 AB', laatstecontact: '2026-01-10', herkomst: 'Intekenlijst' },
  },
  {
    ...{ voornaam: 'Bea', achternaam: 'Bos', labels: 'Spreker', plaats: 'utrecht', postcode: '3600 AB' },
    ...{ email: 'bea@post.example', mailgrond: 'participant', organisatie: 'Buurthuis De Brug' },
  },
  {
    ...{ voornaam: 'Cem', achternaam: 'Çelik', soort: 'interested', telefoon: '0600123456', plaats: 'Sneek' },
    ...{ laatstecontact: '2025-01-10', geenmail: 'ja' },
  },
  { organisatie: 'Buurthuis De Brug', plaats: 'Zwolle', straat: 'Markt', land: 'BE' },
];
const [ANKE, BEA, CEM, BRUG] = ['Aalst, Anke', 'Bos, Bea', 'Çelik, Cem', 'Buurthuis De Brug'];

async function openRegister() {
  const site = await openSite();
  const paula = await site.signIn();
  for (const person of PEOPLE) {
    await add(paula, person);
    site.clock.advance(1000);
  }
  return { site, paula, find: (question: Values) => names(paula, question) };
}

it.each<[Values, string[]]>([
  [{ label: 'spreker' }, [ANKE, BEA]],
  [{ label: 'SPREKER', zonder: 'pers' }, [BEA]],
  [{ zonder: 'spreker' }, [BRUG, CEM]],
  [{ via: 'mail' }, [BEA]],
  [{ via: 'letter' }, [ANKE, BRUG]],
  [{ via: 'phone' }, [CEM]],
  [{ grond: 'none' }, [ANKE, BRUG, CEM]],
  [{ geenmail: 'ja' }, [CEM]],
  [{ geenmail: 'nee', soort: 'participant' }, [ANKE, BEA, BRUG]],
  [{ wie: 'organisation' }, [BRUG]],
  [{ wie: 'person', organisatie: 'buurthuis de brug' }, [BEA]],
  [{ organisatie: 'Buurthuis de Brug' }, [BEA, BRUG]],
  [{ plaats: 'UTRECHT' }, [ANKE, BEA]],
  [{ vanaf: '3500', tot: '3599' }, [ANKE]],
  [{ tot: '3600' }, [ANKE, BEA]],
  [{ land: 'abroad' }, [BRUG]],
  [{ land: 'NL', stil: '2026-01-01' }, [BEA, CEM]],
  [{ stil: '2026-01-10' }, [BEA, BRUG, CEM]],
  [{ stil: '2026-01-11' }, [ANKE, BEA, BRUG, CEM]],
  [{ herkomst: 'intekenlijst' }, [ANKE]],
  [{ nakijken: 'ja' }, [BEA]],
  [{ label: 'spreker', plaats: 'utrecht', q: 'bea', via: 'mail' }, [BEA]],
  [{ label: 'spreker', via: 'phone' }, []],
  [{ label: 'bestaat niet' }, []],
  [{ via: 'duif', vanaf: 'x', stil: '2026-02-31', soort: '' }, [ANKE, BEA, BRUG, CEM]],
])('finds by %o', async (question, expected) => {
  const { find } = await openRegister();
  expect(await find(question)).toEqual(expected);
});

it.each<[string, string[]]>([
  ['town', [CEM, ANKE, BEA, BRUG]],
  ['postcode', [ANKE, BEA, BRUG, CEM]],
  ['contact', [CEM, ANKE, BEA, BRUG]],
  ['added', [BRUG, CEM, BEA, ANKE]],
  ['changed', [BRUG, CEM, BEA, ANKE]],
  ['name', [ANKE, BEA, BRUG, CEM]],
])('sorts by %s, who has none last', async (volgorde, expected) => {
  const { find } = await openRegister();
  expect(await find({ volgorde })).toEqual(expected);
});

it('takes several labels, and all of them have to be there', async () => {
  const { paula } = await openRegister();
  const page = await paula.get(`${paths.staff.participants()}?label%5B%5D=spreker&label%5B%5D=pers`);
  expect(page.text).toContain('Aalst, Anke');
  expect(page.text).not.toContain('Bos, Bea');
  expect(page.text).toMatch(/value="spreker" checked/);
});

it('spells a label as it was spelled first, whoever types it how', async () => {
  const { paula, site } = await openRegister();
  await add(paula, { achternaam: 'Dam', labels: 'SPREKER, spreker,  Pers' });
  const dam = site.services.participants.list({ words: 'dam' }).people[0];
  expect(dam?.tags).toEqual(['pers', 'spreker']);
  expect(site.services.participants.tags()).toEqual([
    { name: 'pers', count: 2 },
    { name: 'spreker', count: 3 },
  ]);
});

it('keeps a question under a name, finds anew with it, and lets it be forgotten', async () => {
  const { paula } = await openRegister();
  const vraag = 'label=spreker&plaats=Utrecht';
  const kept = await paula.post(paths.staff.keepParticipantFilter(), { vraag, naam: 'Sprekers in Utrecht' });
  const page = await paula.get(String(kept.headers.location));
  const link = `/beheer/register?${vraag.replace('&', '&amp;')}`;
  expect(page.text).toContain(`<a href="${link}" aria-current="true">Sprekers in Utrecht</a>`);
  await paula.post(paths.staff.keepParticipantFilter(), { vraag: 'label=pers', naam: 'sprekers in UTRECHT' });
  const again = await paula.get(`${paths.staff.participants()}?label=pers`);
  expect(again.text).toContain(
    'href="/beheer/register?label=pers" aria-current="true">sprekers in UTRECHT</a>',
  );
  expect(again.text).not.toContain(link);
  await paula.post(String(/action="([^"]+\/weggooien)"/.exec(again.text)?.[1]));
  expect((await paula.get(paths.staff.participants())).text).not.toContain('sprekers in UTRECHT');
});

it('asks for a name, and gives the list back', async () => {
  const { paula } = await openRegister();
  const answer = await paula.post(paths.staff.keepParticipantFilter(), { vraag: 'label=pers', naam: ' ' });
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('href="#veld-naam">Geef deze vraag een naam');
  expect(answer.text).toContain('Aalst, Anke');
});

const filter: fc.Arbitrary<Partial<Filter>> = fc.record(
  {
    words: fc.constantFrom('', 'jan', 'an e', '12'),
    kind: fc.constantFrom('participant', 'interested'),
    tags: fc.uniqueArray(fc.constantFrom('spreker', 'pers', 'bestuur'), { maxLength: 2 }),
    withoutTag: fc.constantFrom('bestuur', 'pers'),
    channel: fc.constantFrom('mail', 'letter', 'phone', 'none'),
    ground: fc.constantFrom('consent', 'participant', 'none'),
    noPost: fc.boolean(),
    noMail: fc.boolean(),
    being: fc.constantFrom('person', 'organisation'),
    town: fc.constantFrom('Zwolle', 'zutphen'),
    postcodeFrom: fc.constantFrom(1000, 3000),
    postcodeTo: fc.constantFrom(5000, 9999),
    noContactSince: fc.constantFrom('2023-01-01', '2025-06-15'),
    source: fc.constantFrom('website', 'Telefonisch'),
    sort: fc.constantFrom(...SORTS),
  },
  { requiredKeys: ['sort'] },
);

it('finds by any combination what a look at each entry finds, page after page', async () => {
  const site = await openSite();
  const { participants } = site.services;
  participants.addMany(syntheticParticipants(700));
  const everybody = participants.byIds(participants.idsOf({}));
  expect(everybody.length).toBe(700);
  fc.assert(
    fc.property(filter, (asked) => {
      const expected = everybody.filter((entry) => isMeant(entry, asked)).map(({ id }) => id);
      expect(participants.idsOf(asked)).toEqual(expected);
      expect(participants.countOf(asked)).toBe(expected.length);
      const found: string[] = [];
      for (let after: string | undefined, first = true; first || after; first = false) {
        const page = participants.list({ ...asked, after });
        found.push(...page.people.map(({ id }) => id));
        after = page.next;
      }
      expect(found.toSorted()).toEqual(expected.toSorted());
      if (asked.sort === 'name') expect(found).toEqual(expected);
    }),
    { numRuns: 150 },
  );
});

it('reads from an address what it wrote into it', () => {
  fc.assert(
    fc.property(filter, (asked) => {
      const text = filterText(readFilter(new URLSearchParams(filterText(asked as Filter))));
      expect(text).toBe(filterText(asked as Filter));
    }),
  );
});

it('answers any question', async () => {
  const { paula } = await openRegister();
  const name = fc.constantFrom(
    'q',
    'soort',
    'label',
    'zonder',
    'vanaf',
    'tot',
    'stil',
    'plaats',
    'volgorde',
    'na',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(name, fc.string({ unit: 'binary' })), { maxLength: 5 }),
      async (asked) => {
        const query = asked
          .map(([key, value]) => `${key}=${encodeURIComponent(value.toWellFormed())}`)
          .join('&');
        expect((await paula.get(`${paths.staff.participants()}?${query}`)).status).toBe(200);
      },
    ),
    { numRuns: 40 },
  );
});

function isMeant(entry: Participant, asked: Partial<Filter>): boolean {
  const figures = Number(entry.postcode.slice(0, 4));
  const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
  return [
    wordsFor(asked.words ?? '').every((word) => searchText(entry).includes(word)),
    asked.kind === undefined || entry.kind === asked.kind,
    (asked.tags ?? []).every((tag) => entry.tags.includes(tag)),
    asked.withoutTag === undefined || !entry.tags.includes(asked.withoutTag),
    asked.channel === undefined || channelOf(entry) === asked.channel,
    asked.ground === undefined || entry.mailGround === asked.ground,
    asked.noPost === undefined || entry.noPost === asked.noPost,
    asked.noMail === undefined || entry.noMail === asked.noMail,
    asked.being === undefined || (asked.being === 'person') === (entry.lastName !== ''),
    asked.town === undefined || same(entry.town, asked.town),
    asked.postcodeFrom === undefined || figures >= asked.postcodeFrom,
    asked.postcodeTo === undefined || figures <= asked.postcodeTo,
    asked.noContactSince === undefined || entry.lastContact < asked.noContactSince,
    asked.source === undefined || same(entry.source, asked.source),
  ].every(Boolean);
}
