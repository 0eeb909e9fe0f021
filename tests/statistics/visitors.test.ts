import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import { paths } from '../../src/paths.ts';
import { createServices } from '../../src/services.ts';
import { createCounter } from '../../src/statistics/counter.ts';
import { openSite } from '../support/site.ts';
import { FIREFOX, IPHONE, stored, view } from './visiting.ts';

const BEHIND_PROXY = { env: { TRUST_PROXY: '1' } };
const VISIT = {
  ...{ page: '/', sender: '192.0.2.1', userAgent: FIREFOX },
  ...{ referrer: undefined, objects: false, isAhead: false },
};

it('counts somebody once a day, however many pages they look at', async () => {
  const site = await openSite(BEHIND_PROXY);
  for (const path of [paths.home(), paths.articles(), paths.home()]) {
    await view(site, path, { address: '192.0.2.1' });
    await view(site, path, { address: '192.0.2.1', userAgent: IPHONE });
    await view(site, path, { address: '192.0.2.2' });
    await view(site, path, { address: '2001:db8:1:2:aaaa::1' });
    await view(site, path, { address: '2001:db8:1:2:bbbb::7' });
    stored(site);
  }
  expect(stored(site).days).toEqual([['2026-03-05', 15, 4]]);
});

it('knows nobody again on the next day in the Netherlands, which begins at midnight there', async () => {
  const site = await openSite();
  site.clock.set(new Date('2026-03-28T22:59:59.000Z'));
  await view(site, paths.home());
  site.clock.set(new Date('2026-03-28T23:00:00.000Z'));
  await view(site, paths.home());
  // The night in which summer time begins: this day has 23 hours.
  site.clock.set(new Date('2026-03-29T21:59:59.000Z'));
  await view(site, paths.home());
  site.clock.set(new Date('2026-03-29T22:00:00.000Z'));
  await view(site, paths.home());
  expect(stored(site).days).toEqual([
    ['2026-03-28', 1, 1],
    ['2026-03-29', 2, 1],
    ['2026-03-30', 1, 1],
  ]);
});

it('draws a new salt for each day, and never the same hash for the same visitor', () => {
  let now = new Date('2026-03-05T10:00:00.000Z');
  const drawn: number[] = [];
  const counter = createCounter({
    clock: () => now,
    randomness: (length) => {
      drawn.push(length);
      return Buffer.alloc(length, drawn.length);
    },
    siteUrl: 'https://www.example.org',
  });
  for (const day of ['2026-03-05', '2026-03-06', '2026-03-05']) {
    now = new Date(`${day}T10:00:00.000Z`);
    counter.count(VISIT);
    counter.count(VISIT);
  }
  expect(drawn).toEqual([32, 32, 32]);
  expect(counter.counted().map(({ day, visitors, views }) => [day, visitors, views])).toEqual([
    ['2026-03-05', 1, 2],
    ['2026-03-06', 1, 2],
    ['2026-03-05', 1, 2],
  ]);
});

it('throws salt and hashes away at midnight, also when nobody comes after it', async () => {
  let now = new Date('2026-03-05T10:00:00.000Z');
  let salts = 0;
  const counter = createCounter({
    clock: () => now,
    randomness: (length) => {
      salts += 1;
      return Buffer.alloc(length, 1);
    },
    siteUrl: 'https://www.example.org',
  });
  counter.count(VISIT);
  now = new Date('2026-03-05T23:00:30.000Z');
  counter.forgetYesterday();
  // Back on the day before nobody is known any more: what knew them is gone.
  now = new Date('2026-03-05T10:00:00.000Z');
  counter.count(VISIT);
  expect(salts).toBe(2);
  expect(counter.counted().map(({ visitors }) => visitors)).toEqual([2]);
});

it('stores nothing of who came: no address, no browser, no hash, no salt', async () => {
  const site = await openSite(BEHIND_PROXY);
  await view(site, paths.home(), {
    address: '198.51.100.77',
    referer: 'https://elders.example.nl/iemand?wie=anna',
    userAgent: `${FIREFOX} Bijzonderebrowser/1.0`,
  });
  stored(site);
  const { connection } = site.services;
  const tables = connection
    .prepare(`SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name LIKE 'statistics%'`)
    .all() as { name: string; sql: string }[];
  expect(tables).toHaveLength(4);
  const everything = tables
    .flatMap(({ name }) => connection.prepare(`SELECT * FROM ${name}`).all())
    .map((row) => JSON.stringify(row));
  expect(everything.sort()).toEqual([
    '{"day":"2026-03-05","device":"computer","views":1}',
    '{"day":"2026-03-05","host":"elders.example.nl","views":1}',
    '{"day":"2026-03-05","page":"/","views":1}',
    '{"day":"2026-03-05","views":1,"visitors":1}',
  ]);
  const told = site.dump() + site.logged.join('\n');
  const unsalted = createHash('sha256')
    .update(`198.51.100.77 ${FIREFOX} Bijzonderebrowser/1.0`)
    .digest('hex');
  for (const trace of ['198.51.100', 'Bijzonderebrowser', 'wie=anna', unsalted.slice(0, 12)]) {
    expect(told).not.toContain(trace);
  }
});

it('gives a visitor no cookie, no script and no picture to be counted by', async () => {
  const site = await openSite();
  for (const path of [paths.home(), paths.articles(), paths.newsletter(), paths.privacy(), paths.agenda()]) {
    const { headers, text } = await site.get(path).set('User-Agent', FIREFOX);
    expect([path, headers['set-cookie']]).toEqual([path, undefined]);
    expect(text).not.toMatch(/<script(?![^>]*type="application\/ld\+json")|width="1"|sendBeacon/);
  }
});

it('has a number of visitors that goes on after a restart, with who comes back counted once more', async () => {
  const site = await openSite();
  await view(site, paths.home());
  await view(site, paths.home(), { userAgent: IPHONE });
  stored(site);
  const { config, clock, log } = site.services;
  const again = createServices({ config, clock, randomness: site.services.randomness, log });
  createApp(again);
  again.statistics.count(VISIT);
  again.statistics.count(VISIT);
  again.statistics.write();
  again.close();
  expect(stored(site).days).toEqual([['2026-03-05', 4, 3]]);
});
