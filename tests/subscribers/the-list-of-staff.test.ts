import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { Anna, Bilal, Zoe } from '../support/people.ts';
import { openSite } from '../support/site.ts';

it('finds a reader by any part of the name or the address, whatever the case and the accents', async () => {
  const site = await openSite();
  for (const person of [Anna, Bilal]) await site.subscribe(person);
  await site.post(paths.newsletter(), { naam: Zoe.name, email: Zoe.email });
  await site.settle();
  const paula = await site.signIn();
  const find = async (words: string, state = '') => {
    const page = await paula.get(
      `${paths.staff.subscribers()}?${new URLSearchParams({ q: words, status: state })}`,
    );
    return [Anna, Bilal, Zoe]
      .filter(({ email }) => page.text.includes(`>${email}</a>`))
      .map(({ name }) => name);
  };
  expect(await find('vries')).toEqual([Anna.name]);
  expect(await find('YILDIZ')).toEqual([Bilal.name]);
  expect(await find('zoe cafe')).toEqual([Zoe.name]);
  expect(await find('lezers')).toEqual([Anna.name, Bilal.name]);
  expect(await find('', 'waiting')).toEqual([Zoe.name]);
  expect(await find('*')).toEqual([]);
  expect(await find('%')).toEqual([]);
  expect(await find('"; DROP TABLE subscribers')).toEqual([]);
});

it('pages forwards and back through the list, newest first, without losing or repeating anybody', async () => {
  const site = await openSite();
  const { signUp } = site.services.subscribers;
  for (let number = 0; number < 120; number += 1) {
    const typed = `reader${number}@lezers.example`;
    signUp.request({ name: '', address: { typed, key: typed }, form: '/nieuwsbrief' });
    site.clock.advance(number % 3 === 0 ? 1000 : 0);
    signUp.handleRequests(1);
  }
  const paula = await site.signIn();
  const seen: string[][] = [];
  let path: string | undefined = paths.staff.subscribers();
  while (path) {
    const { text } = await paula.get(path);
    seen.push(
      Array.from(text.matchAll(/>(reader\d+@lezers\.example)<\/a>/g), ([, address]) => String(address)),
    );
    path = /href="([^"]+)" rel="next"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
    if (!path) path = undefined;
    if (seen.length === 3) {
      const back = /href="([^"]+)" rel="prev"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
      const previous = (await paula.get(String(back))).text;
      const addresses = Array.from(
        previous.matchAll(/>(reader\d+@lezers\.example)<\/a>/g),
        ([, address]) => address,
      );
      expect(addresses).toEqual(seen[1]);
    }
  }
  expect(seen.map((page) => page.length)).toEqual([50, 50, 20]);
  expect(new Set(seen.flat()).size).toBe(120);
});

it('takes a reader off at their request, and keeps the proof', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  const paula = await site.signIn();
  const id = String(site.services.subscribers.list({ words: 'anna' }).subscribers[0]?.id);
  await paula.post(paths.staff.leaveForSubscriber(id));
  const page = await paula.get(paths.staff.subscriber(id));
  expect(page.text).toContain('door een medewerker, op verzoek');
  expect(page.text).not.toContain('Afmelden op verzoek');
});

it('removes a reader with everything, but for the keyed hash', async () => {
  const site = await openSite();
  const { leave } = await site.subscribe(Anna);
  const paula = await site.signIn();
  const id = String(site.services.subscribers.list({ words: 'anna' }).subscribers[0]?.id);
  const answer = await paula.post(paths.staff.removeSubscriber(id));
  expect(answer.status).toBe(303);
  expect((await paula.get(paths.staff.subscribers())).text).not.toContain(Anna.email);
  expect((await paula.get(paths.staff.subscriber(id))).status).toBe(404);
  expect((await paula.post(paths.staff.removeSubscriber(id))).status).toBe(404);
  expect((await site.get(leave)).text).toContain('U bent al afgemeld');
  expect(site.dump()).not.toMatch(/anna/i);
});

it('says what to do while there are no readers yet', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  expect((await paula.get(paths.staff.subscribers())).text).toContain('Er zijn nog geen lezers');
});
