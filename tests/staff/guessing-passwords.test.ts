import { expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../src/clock.ts';
import { Paula, Quinten } from '../support/people.ts';
import { openSite, type Site } from '../support/site.ts';
import { BEHIND_PROXY, openBrowser, PASSWORD_ALONE } from './browser.ts';

it('is slowed to ten turns in a quarter of an hour for one address, from wherever it comes', async () => {
  const site = await openSite(BEHIND_PROXY);
  await site.signIn(Paula, PASSWORD_ALONE);
  expect(await hammer(site, Paula.email, 10)).toEqual(Array(10).fill(422));
  const eleventh = await openBrowser(site, { sender: '198.51.100.99' }).signIn(Paula);
  expect(eleventh.status).toBe(429);
  expect(Number(eleventh.headers['retry-after'])).toBe((15 * 60) / 10);
  expect(eleventh.text).toContain('2 minuten');

  site.clock.advance(90 * SECOND);
  const later = await openBrowser(site, { sender: '198.51.100.99' }).signIn(Paula);
  expect(later.status).toBe(303);
});

it('is slowed in the same way for an address that nobody here has', async () => {
  const site = await openSite(BEHIND_PROXY);
  expect(await hammer(site, Quinten.email, 11)).toEqual([...Array(10).fill(422), 429]);
});

it('is slowed to twenty turns for one sender, whatever the address', async () => {
  const site = await openSite(BEHIND_PROXY);
  await site.signIn(Paula, PASSWORD_ALONE);
  const sender = '198.51.100.7';
  for (let turn = 0; turn < 20; turn += 1) {
    const answer = await openBrowser(site, { sender }).signIn({
      ...Quinten,
      email: `gok${turn}@elders.example`,
    });
    expect(answer.status).toBe(422);
  }
  expect((await openBrowser(site, { sender }).signIn(Paula)).status).toBe(429);
  expect((await openBrowser(site, { sender: '198.51.100.8' }).signIn(Paula)).status).toBe(303);
});

it('does not lock out the owner of the address in a browser that signed in before', async () => {
  const site = await openSite(BEHIND_PROXY);
  await site.signIn(Paula, PASSWORD_ALONE);
  const own = openBrowser(site);
  await own.signIn(Paula);
  await hammer(site, Paula.email, 11);
  expect((await openBrowser(site).signIn(Paula)).status).toBe(429);
  expect((await own.signIn({ ...Paula, password: 'net een typefout' })).status).toBe(422);
  expect((await own.signIn(Paula)).status).toBe(303);
  // What its owner does gives a stranger no new turns.
  expect((await openBrowser(site).signIn(Paula)).status).toBe(429);
});

it('does not lock out an owner whose stranger sits behind the same address', async () => {
  const site = await openSite(BEHIND_PROXY);
  await site.signIn(Paula, PASSWORD_ALONE);
  const own = openBrowser(site, { sender: '198.51.100.7' });
  site.clock.advance(15 * MINUTE);
  await own.signIn(Paula);
  for (let turn = 0; turn < 21; turn += 1) {
    await openBrowser(site, { sender: '198.51.100.7' }).signIn({
      ...Quinten,
      email: `gok${turn}@elders.example`,
    });
  }
  expect((await own.signIn(Paula)).status).toBe(303);
});

it('is slowed in a known browser too, and that browser counts only for its own people', async () => {
  const site = await openSite(BEHIND_PROXY);
  await site.signIn(Paula, PASSWORD_ALONE);
  await site.signIn(Quinten, PASSWORD_ALONE);
  const own = openBrowser(site);
  await own.signIn(Paula);
  await hammer(site, Quinten.email, 10);
  expect((await own.signIn(Quinten)).status).toBe(429);

  for (let turn = 0; turn < 10; turn += 1) {
    expect((await own.signIn({ ...Paula, password: 'een gok naar het wachtwoord' })).status).toBe(422);
  }
  expect((await own.signIn(Paula)).status).toBe(429);
});

it('gives the turns back after the right password', async () => {
  const site = await openSite(BEHIND_PROXY);
  await site.signIn(Paula, PASSWORD_ALONE);
  await hammer(site, Paula.email, 9);
  expect((await openBrowser(site).signIn(Paula)).status).toBe(303);
  expect(await hammer(site, Paula.email, 10)).toEqual(Array(10).fill(422));
});

/** Somebody tries an address this often, each time from elsewhere. Returns the answers. */
async function hammer(site: Site, email: string, times: number): Promise<number[]> {
  const answers: number[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    const browser = openBrowser(site, { sender: `203.0.113.${turn}` });
    answers.push((await browser.signIn({ email, password: 'een gok naar het wachtwoord' })).status);
  }
  return answers;
}
