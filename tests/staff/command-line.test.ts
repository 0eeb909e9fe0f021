import { expect, it, vi } from 'vitest';
import { staffInvite } from '../../src/cli/staff-invite.ts';
import { staffList } from '../../src/cli/staff-list.ts';
import { Paula, Quinten } from '../support/people.ts';
import { openSite, type Site } from '../support/site.ts';
import { openBrowser } from './browser.ts';

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
  expect(staffInvite.about).toContain('the last resort');
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
});

async function run(site: Site, command: typeof staffInvite, values: Record<string, string> = {}) {
  const lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  const spies = [vi.spyOn(console, 'info'), vi.spyOn(console, 'error')].map((spy) =>
    spy.mockImplementation(print),
  );
  const done = await command.run(site.services, { values, positionals: [] });
  for (const spy of spies) spy.mockRestore();
  return { done, text: lines.join('\n') };
}
