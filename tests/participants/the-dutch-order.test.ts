import { expect, it } from 'vitest';
import { syntheticParticipants } from '../../src/demo/people.ts';
import { paths } from '../../src/paths.ts';
import { openSite } from '../support/site.ts';
import { add, names, namesOn } from './register.ts';

it('sorts by last name without its infix, then by first name, then by infix; organisations by their name', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const people = [
    { voornaam: 'Anna', tussenvoegsel: 'de', achternaam: 'Vries' },
    { voornaam: 'Zeki', achternaam: 'Aydın' },
    { voornaam: 'Anna', achternaam: 'Vries' },
    { voornaam: 'Bea', achternaam: 'Vries Robles' },
    { voornaam: 'Bea', tussenvoegsel: 'de', achternaam: 'Vries' },
    { organisatie: 'Voedselkast Noord' },
    { voornaam: 'Ömer', achternaam: 'Łukasik' },
    { voornaam: 'Jan', achternaam: 'Lubbers' },
    { voornaam: 'Piet', achternaam: 'IJlstra' },
    { voornaam: 'Kees', tussenvoegsel: "van 't", achternaam: 'Hof' },
    { voornaam: 'Truus', achternaam: 'Hofman' },
    { achternaam: 'aalst', tussenvoegsel: 'van' },
  ];
  for (const person of people) await add(paula, person);
  expect((await names(paula)).map((name) => name.replace('&#39;', "'"))).toEqual([
    'aalst, van',
    'Aydın, Zeki',
    "Hof, Kees van 't",
    'Hofman, Truus',
    'IJlstra, Piet',
    'Lubbers, Jan',
    'Łukasik, Ömer',
    'Voedselkast Noord',
    'Vries, Anna',
    'Vries, Anna de',
    'Vries, Bea de',
    'Vries Robles, Bea',
  ]);
});

it('pages forwards and back without losing or repeating anybody, also within a search', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  site.services.participants.addMany(syntheticParticipants(620));
  for (const question of ['', '?q=e&soort=participant']) {
    const forwards = await walk(paths.staff.participants() + question, 'next');
    const all = forwards.pages.flat();
    expect(forwards.pages.slice(0, -1).every((page) => page.length === 50)).toBe(true);
    expect(new Set(all).size).toBe(all.length);
    const backwards = await walk(forwards.last, 'prev');
    expect(backwards.pages.reverse()).toEqual(forwards.pages);
    if (question === '') expect(all.length).toBe(620);
  }

  async function walk(start: string, direction: 'next' | 'prev') {
    const pages: string[][] = [];
    let last = start;
    for (let path: string | undefined = start; path !== undefined; ) {
      const { text } = await paula.get(path);
      pages.push(
        Array.from(text.matchAll(/href="\/beheer\/register\/([\w-]{16})"/g), ([, id]) => String(id)),
      );
      last = path;
      path = new RegExp(`href="([^"]+)" rel="${direction}"`).exec(text)?.[1]?.replaceAll('&amp;', '&');
    }
    return { pages, last };
  }
});

it('begins at the beginning when the entry to go on from is gone', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  await add(paula, { achternaam: 'Bakker' });
  for (const direction of ['na', 'voor']) {
    const page = await paula.get(`${paths.staff.participants()}?${direction}=AAAAAAAAAAAAAAAA`);
    expect(namesOn(page.text)).toEqual(['Bakker']);
  }
});
