import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { HOUR } from '../../src/clock.ts';
import { createMailRenderer } from '../../src/mail/render.ts';
import { paths } from '../../src/paths.ts';
import { createKeyedHash, createSeal } from '../../src/secrets.ts';
import { createFactorStore } from '../../src/staff/factor-store.ts';
import { createKeptStore } from '../../src/staff/kept-store.ts';
import { deriveByArgon2 } from '../../src/staff/passwords.ts';
import { createSessionStore } from '../../src/staff/session-store.ts';
import { createStaff } from '../../src/staff/staff.ts';
import { createStaffStore } from '../../src/staff/store.ts';
import { Paula, Quinten } from '../support/people.ts';
import { openSite, type Site } from '../support/site.ts';
import { cookieOf, openBrowser, PASSWORD_ALONE, setCookies } from './browser.ts';

it('leads from the staff side to the form, and with the right password to the dashboard', async () => {
  const site = await openSite();
  await site.signIn(Paula, PASSWORD_ALONE);
  const browser = openBrowser(site);
  const refused = await browser.get(paths.staff.dashboard());
  expect([refused.status, refused.headers.location]).toEqual([303, '/beheer/inloggen?naar=%2Fbeheer']);

  const form = await browser.get(paths.staff.signIn());
  expect(form.text).toContain('autocomplete="username"');
  expect(form.text).toContain('autocomplete="current-password"');
  const done = await browser.signIn({ ...Paula, email: ' PAULA@kantoor.example ' });
  expect([done.status, done.headers.location]).toEqual([303, paths.staff.dashboard()]);
  expect((await browser.get(paths.staff.dashboard())).text).toContain(Paula.name);
  expect((await browser.get(paths.staff.signIn())).headers.location).toBe(paths.staff.dashboard());
});

it('answers an unknown address in the same words as a wrong password', async () => {
  const site = await openSite();
  await site.signIn(Paula, PASSWORD_ALONE);
  const wrong = await openBrowser(site).signIn({ ...Paula, password: Quinten.password });
  const unknown = await openBrowser(site).signIn(Quinten);
  expect([wrong.status, unknown.status]).toEqual([422, 422]);
  expect(unknown.text.replaceAll(Quinten.email, Paula.email)).toBe(wrong.text);
  expect(wrong.text).toContain('horen niet bij elkaar');
  expect(wrong.text).toContain(`value="${Paula.email}"`);
  expect(wrong.text).not.toContain(Quinten.password);
  expect(setCookies(wrong)).toEqual([]);
});

it('does the same work for an unknown address as for a wrong password', async () => {
  const site = await openSite();
  await site.signIn(Paula, PASSWORD_ALONE);
  const { signingIn, derivations } = watchedSignIn(site);
  const browser = { userAgent: '', session: undefined, device: undefined };
  for (const { email } of [Paula, Quinten]) {
    const address = { typed: email, key: email };
    const attempt = { address, password: 'niet dit wachtwoord', sender: '192.0.2.1' };
    expect(await signingIn.signIn(attempt, browser)).toEqual({ kind: 'wrong' });
  }
  const [forPaula, forNobody, ...more] = derivations;
  expect(forPaula).toEqual({ password: 'niet dit wachtwoord', memory: 19_456, passes: 2, saltBytes: 16 });
  expect(forNobody).toEqual(forPaula);
  expect(more).toEqual([]);
});

it('asks for what is missing', async () => {
  const site = await openSite();
  const answer = await openBrowser(site).post(paths.staff.signIn(), {});
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('Vul uw e-mailadres in.');
  expect(answer.text).toContain('Vul uw wachtwoord in.');
});

it('gives a new session each time, and ends the old one of the same browser', async () => {
  const site = await openSite();
  await site.signIn(Paula, PASSWORD_ALONE);
  const browser = openBrowser(site);
  const first = cookieOf(await browser.signIn(Paula), 'beheer');
  const second = cookieOf(await browser.signIn(Paula), 'beheer');
  expect(first).toMatch(/^[\w-]{43}$/);
  expect(second).not.toBe(first);
  const old = await site.get(paths.staff.dashboard()).set('Cookie', `beheer=${first}`);
  expect(old.status).toBe(303);
  const fresh = await site.get(paths.staff.dashboard()).set('Cookie', `beheer=${second}`);
  expect(fresh.status).toBe(200);
});

it('does not take a session that somebody else chose', async () => {
  const site = await openSite();
  await site.signIn(Paula, PASSWORD_ALONE);
  const planted = 'A'.repeat(43);
  const { email, password } = Paula;
  const answer = await site
    .post(paths.staff.signIn(), { email, password })
    .set({ Origin: site.url, Cookie: `beheer=${planted}; apparaat=${planted}` });
  expect(answer.status).toBe(303);
  expect(cookieOf(answer, 'beheer')).not.toBe(planted);
  expect(cookieOf(answer, 'apparaat')).not.toBe(planted);
  expect((await site.get(paths.staff.dashboard()).set('Cookie', `beheer=${planted}`)).status).toBe(303);
});

it('keeps only hashes of what the browser holds', async () => {
  const site = await openSite();
  await site.signIn(Paula, PASSWORD_ALONE);
  const answer = await openBrowser(site).signIn(Paula);
  const { connection } = site.services;
  const kept = JSON.stringify(
    ['sessions', 'known_devices', 'staff_invitations'].map((table) =>
      connection.prepare(`SELECT * FROM ${table}`).all(),
    ),
  );
  for (const name of ['beheer', 'apparaat']) expect(kept).not.toContain(cookieOf(answer, name));
});

it('sets cookies that only the server reads, and that stay on this site', async () => {
  const site = await openSite();
  await site.signIn(Paula, PASSWORD_ALONE);
  const cookies = setCookies(await openBrowser(site).signIn(Paula));
  expect(cookies).toHaveLength(2);
  for (const cookie of cookies) expect(cookie).toMatch(/; Path=\/;.*HttpOnly; SameSite=Lax$/);
  expect(cookies[0]).toContain(`Max-Age=${(36 * HOUR) / 1000};`);
  expect(cookies[1]).toContain('Max-Age=31536000;');
});

it('sets them as __Host- and Secure on https', async () => {
  const site = await openSite({ env: { SITE_URL: 'https://localhost' } });
  const token = site.services.accounts.firstInvitation() ?? '';
  const cookies = setCookies(await site.post(paths.staff.setUp(token), Paula).set('Origin', site.url));
  expect(cookies.map((cookie) => cookie.split('=')[0])).toEqual(['__Host-beheer', '__Host-apparaat']);
  for (const cookie of cookies) expect(cookie).toContain('; Secure;');
});

it('signs out: the session is over and the cookie gone', async () => {
  const site = await openSite();
  await site.signIn(Paula, PASSWORD_ALONE);
  const browser = openBrowser(site);
  const token = cookieOf(await browser.signIn(Paula), 'beheer');
  const answer = await browser.post(paths.staff.signOut());
  expect([answer.status, answer.headers.location]).toEqual([303, paths.staff.signIn()]);
  expect(cookieOf(answer, 'beheer')).toBe('');
  expect((await browser.get(paths.staff.dashboard())).status).toBe(303);
  const replayed = await site.get(paths.staff.dashboard()).set('Cookie', `beheer=${token}`);
  expect(replayed.status).toBe(303);
});

it('is written in the access log, and so is signing out', async () => {
  const site = await openSite();
  await site.signIn(Paula, PASSWORD_ALONE);
  const browser = openBrowser(site);
  await browser.signIn({ ...Paula, password: Quinten.password });
  await browser.signIn(Paula);
  await browser.post(paths.staff.signOut());
  const [paula] = site.services.accounts.list();
  const rows = site.services.accessLog.newest(10).toReversed();
  expect(rows.map(({ action }) => action)).toEqual([
    'staff.set-up',
    'staff.sign-in',
    'staff.sign-in',
    'staff.sign-out',
  ]);
  for (const { staffId, persons } of rows) expect([staffId, persons]).toEqual([paula?.id, []]);
});

it('does not let the old password in when it was replaced while it was being verified', async () => {
  const site = await openSite();
  await site.signIn(Paula, PASSWORD_ALONE);
  const { signingIn } = watchedSignIn(site, () => {
    site.services.connection.prepare("UPDATE staff SET password_hash = 'another'").run();
  });
  const address = { typed: Paula.email, key: Paula.email };
  const browser = { userAgent: '', session: undefined, device: undefined };
  const attempt = { address, password: Paula.password, sender: '192.0.2.1' };
  expect(await signingIn.signIn(attempt, browser)).toEqual({ kind: 'wrong' });
});

/** Signing in at a site, with an eye on what argon2id is asked. */
function watchedSignIn(site: Site, meanwhile = () => {}) {
  const { services, clock, config } = site;
  const { connection, limits, outbox, templates, content, inTransaction } = services;
  const derivations: object[] = [];
  const key = randomBytes(32);
  const { signingIn } = createStaff({
    ...{ limits, outbox, inTransaction, clock: clock.now, randomness: randomBytes },
    ...{ store: createStaffStore(connection), sessionStore: createSessionStore(connection) },
    ...{ factorStore: createFactorStore(connection), keptStore: createKeptStore(connection) },
    ...{ hash: createKeyedHash(key), seal: createSeal(key, randomBytes), siteUrl: config.siteUrl },
    render: createMailRenderer(templates, content.organisation, config.siteUrl),
    organisationName: () => 'Sociale Alliantie',
    writeLog: services.accessLog.write,
    derive: async (password, salt, { memory, passes, parallelism }) => {
      derivations.push({ password, memory, passes, saltBytes: salt.length });
      const derived = await deriveByArgon2(password, salt, { memory, passes, parallelism });
      meanwhile();
      return derived;
    },
  });
  return { signingIn, derivations };
}
