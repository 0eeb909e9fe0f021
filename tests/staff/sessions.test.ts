import { expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../src/clock.ts';
import { paths } from '../../src/paths.ts';
import { describeDevice } from '../../src/staff/device.ts';
import { Paula, Quinten } from '../support/people.ts';
import { openSite, type Site } from '../support/site.ts';
import { FIREFOX_ON_WINDOWS, openBrowser, PASSWORD_ALONE, SAFARI_ON_IPHONE } from './browser.ts';

it('are listed with their device, and this one is marked', async () => {
  const { site, office } = await paulaOnTwoDevices();
  const page = await office.get(paths.staff.account());
  expect(page.text).toContain(Paula.email);
  expect(page.text).toContain('<strong>1. Firefox op Windows</strong> (dit apparaat)');
  expect(page.text).toContain('<strong>2. Safari op iPhone</strong>');
  expect(page.text).toContain('5 maart 2026, 11:00 uur');
  expect(site.services.sessions.listOf(idOf(site, Paula))).toHaveLength(2);
});

it('can be ended one by one', async () => {
  const { site, office, phone } = await paulaOnTwoDevices();
  const id = sessionOn(site, 'Safari op iPhone');
  const ended = await office.post(paths.staff.endSession(id));
  expect([ended.status, ended.headers.location]).toEqual([303, paths.staff.account()]);
  expect((await office.get(paths.staff.account())).text).toContain('Dat apparaat is uitgelogd.');
  expect((await phone.get(paths.staff.dashboard())).status).toBe(303);

  await office.post(paths.staff.endSession(id));
  expect((await office.get(paths.staff.account())).text).toContain('Dat apparaat was al uitgelogd.');
});

it('can all be ended but this one', async () => {
  const { office, phone } = await paulaOnTwoDevices();
  expect((await office.post(paths.staff.endOtherSessions())).status).toBe(303);
  expect((await phone.get(paths.staff.dashboard())).status).toBe(303);
  expect((await office.get(paths.staff.account())).text).not.toContain('Log alle andere apparaten uit');
});

it('cannot be seen or ended by a colleague', async () => {
  const { site, phone } = await paulaOnTwoDevices();
  const quinten = await site.signIn(Quinten, PASSWORD_ALONE);
  expect((await quinten.get(paths.staff.account())).text).not.toContain('Safari op iPhone');
  await quinten.post(paths.staff.endSession(sessionOn(site, 'Safari op iPhone')));
  await quinten.post(paths.staff.endOtherSessions());
  expect((await phone.get(paths.staff.dashboard())).status).toBe(200);
});

it('end after half an hour without use, and a clock that is set back does not revive them', async () => {
  const site = await openSite();
  const paula = await site.signIn(Paula, PASSWORD_ALONE);
  site.clock.advance(29 * MINUTE);
  expect((await paula.get(paths.staff.dashboard())).status).toBe(200);
  site.clock.advance(30 * MINUTE);
  expect((await paula.get(paths.staff.dashboard())).status).toBe(303);
  site.clock.advance(-HOUR);
  expect((await paula.get(paths.staff.dashboard())).status).toBe(303);
});

it('end after twelve hours, however busy', async () => {
  const site = await openSite();
  const paula = await site.signIn(Paula, PASSWORD_ALONE);
  for (let quarter = 1; quarter < 12 * 4; quarter += 1) {
    site.clock.advance(15 * MINUTE);
    expect((await paula.get(paths.staff.dashboard())).status).toBe(200);
  }
  site.clock.advance(15 * MINUTE);
  expect((await paula.get(paths.staff.dashboard())).status).toBe(303);
});

it('do not last longer without use because the clock was set back', async () => {
  const site = await openSite();
  const paula = await site.signIn(Paula, PASSWORD_ALONE);
  site.clock.advance(-6 * HOUR);
  expect((await paula.get(paths.staff.dashboard())).status).toBe(200);
  site.clock.advance(30 * MINUTE);
  expect((await paula.get(paths.staff.dashboard())).status).toBe(303);
});

it('note their use at most once a minute', async () => {
  const site = await openSite();
  const paula = await site.signIn(Paula, PASSWORD_ALONE);
  const lastUse = () => site.services.accounts.list()[0]?.lastUsedAt;
  const start = lastUse();
  site.clock.advance(MINUTE - 1);
  await paula.get(paths.staff.dashboard());
  expect(lastUse()).toBe(start);
  site.clock.advance(1);
  await paula.get(paths.staff.dashboard());
  expect(lastUse()).toBe(site.clock.now().toISOString());
});

it('are removed by the background task when they are over, with links and devices past their term', async () => {
  const site = await openSite();
  await site.signIn(Paula, PASSWORD_ALONE);
  site.services.accounts.invite({
    name: 'Rosa',
    address: { typed: 'r@kantoor.example', key: 'r@kantoor.example' },
  });
  expect(rowsIn(site)).toEqual({ sessions: 1, known_devices: 1, staff_invitations: 2 });
  site.clock.advance(25 * HOUR);
  await site.runTask('remove what is past its term');
  expect(rowsIn(site)).toEqual({ sessions: 0, known_devices: 1, staff_invitations: 1 });
  site.clock.advance(366 * 24 * HOUR);
  await site.runTask('remove what is past its term');
  expect(rowsIn(site)).toEqual({ sessions: 0, known_devices: 0, staff_invitations: 0 });
});

it.each([
  [
    'Edge op Windows',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
  ],
  [
    'Chrome op Android',
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
  ],
  [
    'Samsung Internet op Android',
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36',
  ],
  [
    'Safari op Mac',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
  ],
  ['Firefox op Linux', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'],
  ['Onbekende browser', '<script>alert(1)</script>'],
  ['Onbekende browser', ''],
])('names a browser as its owner would: %s', (name, userAgent) => {
  expect(describeDevice(userAgent)).toBe(name);
});

async function paulaOnTwoDevices() {
  const site = await openSite();
  await site.signIn(Paula, PASSWORD_ALONE);
  site.services.sessions.endAllOf(idOf(site, Paula));
  const office = openBrowser(site, { userAgent: FIREFOX_ON_WINDOWS });
  const phone = openBrowser(site, { userAgent: SAFARI_ON_IPHONE });
  await office.signIn(Paula);
  await phone.signIn(Paula);
  return { site, office, phone };
}

function idOf(site: Site, { email }: { email: string }): string {
  return site.services.accounts.list().find((member) => member.email === email)?.id ?? '';
}

function sessionOn(site: Site, device: string): string {
  const sessions = site.services.accounts.list().flatMap(({ id }) => site.services.sessions.listOf(id));
  return sessions.find((session) => session.device === device)?.id ?? '';
}

function rowsIn(site: Site) {
  const count = (table: string) =>
    site.services.connection.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
  const tables = ['sessions', 'known_devices', 'staff_invitations'];
  return Object.fromEntries(tables.map((table) => [table, count(table)]));
}
