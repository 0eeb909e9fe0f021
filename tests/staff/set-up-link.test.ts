import { expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/clock.ts';
import { paths } from '../../src/paths.ts';
import { Paula, Quinten } from '../support/people.ts';
import { openSite, type Site } from '../support/site.ts';
import { openBrowser, PASSWORD_ALONE } from './browser.ts';

it('lets the first staff member in, with a welcome, and then works no more', async () => {
  const site = await openSite();
  const link = firstLink(site);
  const browser = openBrowser(site);

  const form = await browser.get(link);
  expect(form.status).toBe(200);
  expect(form.text).toContain('autocomplete="new-password"');
  expect(form.text).not.toContain('maxlength');

  const done = await browser.post(link, Paula);
  expect([done.status, done.headers.location]).toEqual([303, paths.staff.dashboard()]);
  const dashboard = await browser.get(paths.staff.dashboard());
  expect(dashboard.text).toContain('Welkom. Uw account is klaar');
  expect(dashboard.text).toContain(Paula.name);
  expect((await browser.get(paths.staff.dashboard())).text).not.toContain('Welkom. Uw account is klaar');

  const again = await openBrowser(site).post(link, Quinten);
  expect(again.status).toBe(404);
  expect(again.text).toContain('npm run site -- staff invite');
  expect(site.services.accounts.list().map(({ email }) => email)).toEqual([Paula.email]);
});

it('is not used up by looking at it', async () => {
  const site = await openSite();
  const link = firstLink(site);
  const browser = openBrowser(site);
  await browser.get(link);
  await site.get(link);
  expect((await browser.post(link, Paula)).status).toBe(303);
});

it('makes one account when two people press the button at once', async () => {
  const site = await openSite();
  const link = firstLink(site);
  const answers = await Promise.all([
    openBrowser(site).post(link, Paula),
    openBrowser(site).post(link, Quinten),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 404]);
  expect(site.services.accounts.list()).toHaveLength(1);
});

it('is a fresh one at every start while there is nobody, and none once there is somebody', async () => {
  const site = await openSite();
  const older = firstLink(site);
  const newer = firstLink(site);
  expect((await openBrowser(site).post(older, Paula)).status).toBe(404);
  expect((await openBrowser(site).post(newer, Paula)).status).toBe(303);
  expect(site.services.accounts.firstInvitation()).toBeUndefined();
});

it('no longer makes a first account once somebody came in by an invitation', async () => {
  const site = await openSite();
  const first = firstLink(site);
  await openBrowser(site).post(invite(site, Quinten), { password: Quinten.password });
  expect((await openBrowser(site).post(first, Paula)).status).toBe(404);
});

it('holds 24 hours, and a clock that is set back does not bring it to life', async () => {
  const site = await openSite();
  const link = firstLink(site);
  site.clock.advance(DAY - MINUTE);
  expect((await site.get(link)).status).toBe(200);
  site.clock.advance(MINUTE);
  expect((await site.get(link)).status).toBe(404);
  site.clock.advance(-HOUR);
  expect((await openBrowser(site).post(link, Paula)).status).toBe(404);
});

it('answers an unknown token with a page that says what to do', async () => {
  const site = await openSite();
  const answer = await site.get(paths.staff.setUp('geen-link-van-ons'));
  expect(answer.status).toBe(404);
  expect(answer.text).toContain('Vraag uw collega');
  expect(answer.headers['cache-control']).toBe('no-store');
});

it('comes back with what was typed, except the password', async () => {
  const site = await openSite();
  const link = firstLink(site);
  const typed = { name: 'Paula de Proef', email: 'paula zonder apenstaartje', password: 'te kort maar' };
  const answer = await openBrowser(site).post(link, { ...typed, password: 'kort' });
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('value="Paula de Proef"');
  expect(answer.text).toContain('value="paula zonder apenstaartje"');
  expect(answer.text).toContain('Dit is geen e-mailadres');
  expect(answer.text).toContain('ten minste 12 tekens');
  expect(answer.text).not.toContain('value="kort"');
  expect((await openBrowser(site).post(link, Paula)).status).toBe(303);
});

it('invites a colleague by name and address, for 7 days', async () => {
  const site = await openSite();
  await site.signIn(Paula, PASSWORD_ALONE);
  const link = invite(site, Quinten);
  site.clock.advance(7 * DAY - MINUTE);
  const browser = openBrowser(site);
  const form = await browser.get(link);
  expect(form.text).toContain(Quinten.name);
  expect(form.text).toContain(Quinten.email);
  const somebodyElse = { name: 'Iemand Anders', email: 'iemand@elders.example' };
  expect((await browser.post(link, { ...somebodyElse, password: Quinten.password })).status).toBe(303);
  const emails = site.services.accounts.list().map(({ email }) => email);
  expect(emails).toEqual([Paula.email, Quinten.email]);

  const late = invite(site, { name: 'Rosa Voorbeeld', email: 'rosa@kantoor.example' });
  site.clock.advance(7 * DAY);
  expect((await site.get(late)).status).toBe(404);
});

it('replaces an earlier invitation for the same address', async () => {
  const site = await openSite();
  const older = invite(site, Quinten);
  const newer = invite(site, { ...Quinten, email: Quinten.email.toUpperCase() });
  expect((await site.get(older)).status).toBe(404);
  expect((await site.get(newer)).status).toBe(200);
});

it('sets a new password for somebody who has an account, and ends their sessions', async () => {
  const site = await openSite();
  const before = await site.signIn(Paula, PASSWORD_ALONE);
  const link = invite(site, Paula);
  expect((await before.get(paths.staff.dashboard())).status).toBe(200);

  const password = 'negen groene ladders naast het huis';
  const browser = openBrowser(site);
  expect((await browser.post(link, { password })).status).toBe(303);
  expect((await browser.get(paths.staff.dashboard())).status).toBe(200);
  expect((await before.get(paths.staff.dashboard())).status).toBe(303);
  expect((await openBrowser(site).signIn(Paula)).status).toBe(422);
  expect((await openBrowser(site).signIn({ ...Paula, password })).status).toBe(303);
  expect(site.services.accounts.list()).toHaveLength(1);
});

it('does not go around the second factor of an account that has one', async () => {
  const site = await openSite();
  await site.signIn(Paula);
  const browser = openBrowser(site);
  const answer = await browser.post(invite(site, Paula), { password: Paula.password });
  expect(answer.headers.location).toBe(`${paths.staff.secondStep()}?naar=%2Fbeheer`);
  expect((await browser.get(paths.staff.dashboard())).status).toBe(303);
});

function firstLink(site: Site): string {
  const token = site.services.accounts.firstInvitation();
  if (token === undefined) throw new Error('There is somebody already');
  return paths.staff.setUp(token);
}

function invite(site: Site, { name, email }: { name: string; email: string }): string {
  const address = { typed: email, key: email.toLowerCase() };
  return paths.staff.setUp(site.services.accounts.invite({ name, address }).token);
}
