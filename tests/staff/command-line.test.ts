import { expect, it, vi } from 'vitest';
import { staffInvite } from '../../src/cli/staff-invite.ts';
import { staffList } from '../../src/cli/staff-list.ts';
import { staffReset } from '../../src/cli/staff-reset.ts';
import { paths } from '../../src/paths.ts';
import { Paula, Quinten } from '../support/people.ts';
import { openSite, type Site } from '../support/site.ts';
import { openBrowser, PASSWORD_ALONE } from './browser.ts';

it('prints a link with which a colleague makes an account', async () => {
  const site = await openSite();
  const printed = await run(site, staffInvite, { name: ' Quinten Testman ', email: Quinten.email });
  expect(printed.done).toBe('done');
  expect(printed.text).toContain('makes the account of Quinten Testman <quinten@kantoor.example>');
  const link = new URL(/https?:\S+/.exec(printed.text)?.[0] ?? '');
  expect(link.origin).toBe(site.url);
  const { password } = Quinten;
  expect((await openBrowser(site).post(link.pathname, { password })).status).toBe(303);
});

it('says so when the link sets the password of an account that is there', async () => {
  const site = await openSite();
  await site.signIn(Paula);
  const printed = await run(site, staffInvite, { name: Paula.name, email: 'PAULA@kantoor.example' });
  expect(printed.text).toContain('sets a new password, and ends the sessions, of');
});

it('warns when more than two people would have access', async () => {
  const site = await openSite();
  await site.signIn(Paula);
  expect((await run(site, staffInvite, Quinten)).text).not.toContain('more than');
  await site.signIn(Quinten);
  const rosa = { name: 'Rosa Voorbeeld', email: 'rosa@kantoor.example' };
  expect((await run(site, staffInvite, rosa)).text).toContain('3 people have access, more than the usual 2');
});

it('resets an account as the last resort: signed out at once, logged, and everybody hears of it', async () => {
  const site = await openSite();
  const paula = await site.signIn(Paula);
  await site.signIn(Quinten);
  const printed = await run(site, staffReset, { email: 'PAULA@kantoor.example' });
  expect(printed.done).toBe('done');
  expect((await paula.get(paths.staff.dashboard())).status).toBe(303);
  const [row] = site.services.accessLog.newest(1);
  const member = site.services.accounts.list().find(({ email }) => email === Paula.email);
  expect(row).toMatchObject({ staffId: 'command-line', action: 'staff.reset', persons: [member?.id] });
  expect(site.logged.join('')).toContain('an account was reset');
  await site.settle();
  for (const { email } of [Paula, Quinten]) {
    expect(site.mailTo(email).text).toContain('degene die de site technisch beheert');
    expect(site.mailTo(email).text).not.toContain('/beheer/welkom/');
  }
  const link = new URL(/https?:\S+/.exec(printed.text)?.[0] ?? '').pathname;
  const browser = openBrowser(site);
  expect((await browser.get(link)).text).toContain('uw app met codes');
  await browser.post(link, { password: Paula.password });
  expect((await browser.get(paths.staff.dashboard())).text).toContain('Zet de tweede stap aan');
});

it('resets nobody who is not there', async () => {
  const site = await openSite();
  const printed = await run(site, staffReset, { email: 'niemand@kantoor.example' });
  expect([printed.done, printed.text]).toEqual(['failed', expect.stringContaining('nobody of the staff')]);
});

it.each([
  [{ name: '', email: Quinten.email }, '--name'],
  [{ name: 'x'.repeat(101), email: Quinten.email }, '--name'],
  [{ name: 'Quinten\r\nBcc: x@evil.example', email: Quinten.email }, '--name'],
  [{ name: Quinten.name, email: 'geen adres' }, '--email'],
])('refuses %j', async (values, option) => {
  const site = await openSite();
  const printed = await run(site, staffInvite, values);
  expect(printed.done).toBe('failed');
  expect(printed.text).toContain(option);
});

it('lists the staff with their last use', async () => {
  const site = await openSite();
  expect((await run(site, staffList)).text).toContain('Nobody yet');
  await site.signIn(Paula);
  expect((await run(site, staffList)).text).toBe(
    'Paula de Proef <paula@kantoor.example>, last use: 2026-03-05 10:00',
  );
  await site.signIn(Paula, PASSWORD_ALONE);
  expect((await run(site, staffList)).text).toContain(', no second factor');
});

async function run(site: Site, command: typeof staffInvite, values: Record<string, string> = {}) {
  const lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  const spies = [vi.spyOn(console, 'info'), vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')].map(
    (spy) => spy.mockImplementation(print),
  );
  const done = await command.run(site.services, { values, positionals: [] });
  for (const spy of spies) spy.mockRestore();
  return { done, text: lines.join('\n') };
}
