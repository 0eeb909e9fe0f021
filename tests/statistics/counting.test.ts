import fc from 'fast-check';
import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { Anna } from '../support/people.ts';
import { openSite } from '../support/site.ts';
import { FIREFOX, IPHONE, stored, view } from './visiting.ts';

const DAY = '2026-03-05';
const ARTICLE = paths.article('samen-voor-beter');

it('counts each page that is looked at, from the page cache or not, and also where the browser had it already', async () => {
  const site = await openSite();
  await view(site, ARTICLE);
  await view(site, ARTICLE);
  const { etag } = (await site.get(ARTICLE).set('User-Agent', FIREFOX)).headers;
  await view(site, ARTICLE, { headers: { 'If-None-Match': String(etag) } });
  await view(site, paths.privacy());
  expect(stored(site)).toEqual({
    days: [[DAY, 5, 1]],
    pages: [
      [ARTICLE, 4],
      [paths.privacy(), 1],
    ],
    hosts: [],
    devices: [['computer', 5]],
  });
});

it('has one name for a page, however its address is typed, and never keeps what was searched for', async () => {
  const site = await openSite();
  for (const path of [
    ARTICLE,
    `${ARTICLE}/`,
    '/Artikelen/samen-voor-beter',
    '/artikelen/%73amen-voor-beter',
    `${ARTICLE}?utm_source=anna@lezers.example`,
  ]) {
    await view(site, path);
  }
  await view(site, paths.searchFor('bijstand zonder vragen'));
  expect(stored(site).pages).toEqual([
    [ARTICLE, 5],
    [paths.search(), 1],
  ]);
});

it('counts no other thing than a public page that is there', async () => {
  const site = await openSite();
  const { leave } = await site.subscribe(Anna);
  const paula = await site.signIn();
  stored(site);
  const before = stored(site);
  for (const path of [paths.feed(), paths.sitemap(), paths.robots(), paths.health(), '/index.php', leave]) {
    await view(site, path);
  }
  for (const path of ['/bestaat-niet', paths.article('bestaat-niet'), paths.confirm('niets')]) {
    await view(site, path);
  }
  await site.request('head', ARTICLE).set('User-Agent', FIREFOX);
  await site.post(paths.newsletter(), { email: '' }).set('User-Agent', FIREFOX);
  for (const path of [paths.staff.dashboard(), paths.staff.subscribers()]) {
    await paula.get(path).set('User-Agent', FIREFOX);
  }
  await view(site, paths.staff.signIn());
  expect(stored(site)).toEqual(before);
});

it('leaves out who asks not to be tracked, and what a browser fetches ahead', async () => {
  const site = await openSite();
  for (const headers of [
    { DNT: '1' },
    { 'Sec-GPC': '1' },
    { 'Sec-Purpose': 'prefetch;prerender' },
    { Purpose: 'prefetch' },
  ]) {
    await view(site, ARTICLE, { headers, referer: 'https://elders.example.nl/' });
  }
  expect(stored(site)).toEqual({ days: [], pages: [], hosts: [], devices: [] });
  await view(site, ARTICLE, { headers: { DNT: '0', 'Sec-GPC': '0' } });
  expect(stored(site).days).toEqual([[DAY, 1, 1]]);
});

it('leaves robots out, and takes no browser for one', async () => {
  const site = await openSite();
  for (const userAgent of [
    '',
    'curl/8.5.0',
    'python-requests/2.32',
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)',
    'Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/153.0.0.0 Safari/537.36',
    'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
    'WhatsApp/2.23.20.0 A',
  ]) {
    await view(site, ARTICLE, { userAgent });
  }
  expect(stored(site).days).toEqual([]);
  const people = [
    FIREFOX,
    IPHONE,
    'Mozilla/5.0 (Linux; Android 9; CUBOT_X19) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36',
    'Lynx/2.9.0dev.12 libwww-FM/2.14 SSL-MM/1.4.1 GNUTLS/3.7.8',
    'Mozilla/5.0 (Linux; Android 14; SM-A546B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36',
  ];
  for (const userAgent of people) await view(site, ARTICLE, { userAgent });
  expect(stored(site).days).toEqual([[DAY, people.length, people.length]]);
});

it('tells three kinds of device apart', async () => {
  const site = await openSite();
  for (const [userAgent, device] of [
    [IPHONE, 'phone'],
    ['Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0', 'phone'],
    [
      'Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15 Version/12.1.2 Mobile/15E148 Safari/604.1',
      'tablet',
    ],
    [
      'Mozilla/5.0 (Linux; Android 14; SM-X210) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36',
      'tablet',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36',
      'computer',
    ],
    [FIREFOX, 'computer'],
  ] as const) {
    const before = new Map(stored(site).devices as [string, number][]);
    await view(site, ARTICLE, { userAgent });
    const after = new Map(stored(site).devices as [string, number][]);
    expect([userAgent, (after.get(device) ?? 0) - (before.get(device) ?? 0)]).toEqual([userAgent, 1]);
  }
});

it('keeps only the host of the page that led here, and not of what is no website of others', async () => {
  const site = await openSite();
  for (const referer of [
    'https://www.gemeente.example.nl/inwoners/dossier?bsn=999999990#anna',
    'https://gemeente.example.nl/andere-pagina',
    'HTTPS://WWW.Gemeente.Example.NL:8443/',
    `${site.url}/artikelen`,
    'android-app://com.google.android.gm/',
    'http://192.168.1.5/',
    'http://[2001:db8::1]/',
    'http://jans-pc.local/',
    'http://intranet/',
    'javascript:alert(1)',
    'https://',
    '=cmd|/c calc!A0',
    `https://${'a'.repeat(90)}.example.nl.nl/`,
  ]) {
    await view(site, ARTICLE, { referer });
  }
  expect(stored(site).hosts).toEqual([['gemeente.example.nl', 3]]);
  expect(site.dump()).not.toMatch(/dossier|999999990|192\.168|jans-pc/);
});

it('keeps no more than two hundred hosts apart in a day, whatever is made up', async () => {
  const site = await openSite();
  for (let number = 0; number < 205; number += 1) {
    site.services.statistics.count({
      ...{ page: '/', sender: '192.0.2.1', userAgent: FIREFOX, objects: false, isAhead: false },
      referrer: `https://verzonnen-${number}.example.nl/`,
    });
    if (number % 50 === 0) site.services.statistics.write();
  }
  const { hosts } = stored(site);
  expect(hosts).toHaveLength(201);
  expect(hosts[0]).toEqual(['', 5]);
});

it('takes whatever a browser sends, and answers as always', async () => {
  const site = await openSite();
  const anything = fc.record({
    userAgent: fc.string({ unit: 'binary-ascii', maxLength: 300 }),
    referrer: fc.option(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.webUrl().map((url) => `${url}\0`),
      ),
      { nil: undefined },
    ),
    sender: fc.oneof(fc.ipV4(), fc.ipV6(), fc.constant('')),
    page: fc.constant('/'),
    objects: fc.boolean(),
    isAhead: fc.boolean(),
  });
  fc.assert(
    fc.property(anything, (visit) => site.services.statistics.count(visit)),
    { numRuns: 50 },
  );
  for (const [host] of stored(site).hosts) expect(host).toMatch(/^$|^[a-z0-9_.-]{1,100}$/);
});
