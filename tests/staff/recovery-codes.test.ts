import { expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../src/clock.ts';
import { paths } from '../../src/paths.ts';
import { Paula, Quinten } from '../support/people.ts';
import { openSite, type Site } from '../support/site.ts';
import { openBrowser } from './browser.ts';

it('are shown once, to who made them, for a quarter of an hour', async () => {
  const { site, paula, codes } = await paulaWithCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^(?:[0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/);
  const quinten = await site.signIn(Quinten);
  expect(codesIn((await quinten.get(paths.staff.recoveryCodes())).text)).toEqual([]);

  expect(codesIn((await paula.get(paths.staff.recoveryCodes())).text)).toEqual(codes);
  await paula.post(paths.staff.recoveryCodesKept());
  expect(codesIn((await paula.get(paths.staff.recoveryCodes())).text)).toEqual([]);

  const { browser } = await halfWay(site);
  await browser.post(paths.staff.secondStep(), { herstelcode: codes[0] ?? '' });
  await browser.post(paths.staff.recoveryCodes());
  expect(codesIn((await browser.get(paths.staff.recoveryCodes())).text)).toHaveLength(10);
  site.clock.advance(15 * MINUTE);
  expect(codesIn((await browser.get(paths.staff.recoveryCodes())).text)).toEqual([]);
});

it('stand nowhere in the database', async () => {
  const { site, codes } = await paulaWithCodes();
  const dump = site.dump();
  for (const code of codes) {
    expect(dump).not.toContain(code);
    expect(dump).not.toContain(code.replaceAll('-', ''));
  }
});

it('let their owner in once each, however they were typed, and the owner hears of it', async () => {
  const { site, codes } = await paulaWithCodes();
  const [one = '', other = ''] = codes;
  const first = await halfWay(site);
  const done = await first.enter(` ${one.toUpperCase().replaceAll('-', ' ').replaceAll('0', 'O')} `);
  expect([done.status, done.headers.location]).toEqual([303, paths.staff.dashboard()]);
  expect((await first.browser.get(paths.staff.dashboard())).text).toContain('U hebt er nog 9.');
  expect((await first.browser.get(paths.staff.participants())).status).toBe(200);
  await site.settle();
  expect(site.mailTo(Paula.email).text).toContain('ingelogd met een van uw herstelcodes');

  const again = await (await halfWay(site)).enter(one);
  expect([again.status, again.text.includes('Deze herstelcode klopt niet')]).toEqual([422, true]);
  expect((await (await halfWay(site)).enter(other.replaceAll('-', ''))).status).toBe(303);
});

it('are of nobody else, and go when there are new ones', async () => {
  const { site, paula, codes } = await paulaWithCodes();
  await site.signIn(Quinten);
  const quinten = openBrowser(site);
  await quinten.signIn(Quinten);
  expect((await quinten.post(paths.staff.secondStep(), { herstelcode: codes[0] ?? '' })).status).toBe(422);

  await paula.post(paths.staff.recoveryCodes());
  const fresh = codesIn((await paula.get(paths.staff.recoveryCodes())).text);
  expect(fresh.some((code) => codes.includes(code))).toBe(false);
  expect((await (await halfWay(site)).enter(codes[0] ?? '')).status).toBe(422);
  expect((await (await halfWay(site)).enter(fresh[0] ?? '')).status).toBe(303);
});

it('cannot be guessed in numbers', async () => {
  const { site, codes } = await paulaWithCodes();
  const { enter } = await halfWay(site);
  for (let time = 0; time < 5; time += 1) expect((await enter(`aaaa-aaaa-aaaa-aaa${time}`)).status).toBe(422);
  expect((await enter(codes[0] ?? '')).status).toBe(429);
  site.clock.advance(HOUR);
  expect((await (await halfWay(site)).enter(codes[0] ?? '')).status).toBe(303);
});

it('are asked for again in time: the account and the overview say so when there are few', async () => {
  const { site, paula, codes } = await paulaWithCodes();
  await paula.post(paths.staff.recoveryCodesKept());
  for (const code of codes.slice(0, 7)) await (await halfWay(site)).enter(code);
  for (const path of [paths.staff.account(), paths.staff.dashboard()]) {
    expect((await paula.get(path)).text).toContain('U hebt bijna geen herstelcodes meer.');
  }
});

async function paulaWithCodes() {
  const site = await openSite();
  const paula = await site.signIn(Paula);
  await paula.post(paths.staff.recoveryCodes());
  const codes = codesIn((await paula.get(paths.staff.recoveryCodes())).text);
  return { site, paula, codes };
}

async function halfWay(site: Site) {
  const browser = openBrowser(site);
  await browser.signIn(Paula);
  const enter = (herstelcode: string) => browser.post(paths.staff.secondStep(), { herstelcode });
  return { browser, enter };
}

function codesIn(page: string): string[] {
  return Array.from(page.matchAll(/<code>([0-9a-z-]{19})<\/code>/g), ([, code]) => String(code));
}
