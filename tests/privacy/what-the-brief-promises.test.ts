import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { paths } from '../../src/paths.ts';
import { createOwnPages, withCookie, withOthers, withoutHttps } from '../../src/privacy/own-pages.ts';
import { openRaad } from '../invitations/inviting.ts';
import { openSending } from '../newsletter/sending.ts';
import { Anna, Quinten } from '../support/people.ts';
import { openSite } from '../support/site.ts';
import { look } from './looking.ts';

/** Another program in the place of the site, that answers every address like this. */
async function impostor(headers: Record<string, string>, html: string) {
  const server = createServer((_request, response) => response.writeHead(200, headers).end(html));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return createOwnPages({ host: '127.0.0.1', port, siteUrl: 'https://www.example.org' })();
}

it('uses the newsletter’s list for the newsletter alone: nobody is on it without their own consent', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  expect((await look(site, 'double-opt-in')).kept).toBe(true);
  site.services.connection.exec(`
    DROP TRIGGER consent_events_stay_with_the_person;
    DELETE FROM consent_events WHERE kind = 'confirmed'`);
  expect((await look(site, 'double-opt-in')).kept).toBe(false);
  expect((await site.get(paths.privacy())).text).toContain('Klopt nu niet');
});

it('offers the way out at the bottom of every newsletter, and on the page at any time', async () => {
  const { site, send } = await openSending(1);
  await send();
  expect((await look(site, 'leave-link')).kept).toBe(true);
  expect((await site.get(paths.newsletter())).text).toContain(paths.askToLeave());
  site.services.connection.exec(`UPDATE sending_prints SET text = replace(text, leave_marker, '')`);
  expect((await look(site, 'leave-link')).kept).toBe(false);
});

it('leaves alone who has left', async () => {
  const { site, send } = await openSending(2);
  await send();
  expect((await look(site, 'left-alone')).kept).toBe(true);
  site.services.connection.exec(
    `UPDATE subscribers SET state = 'left', changed_at = '2026-03-01T00:00:00.000Z' WHERE address = 'lezer1@lezers.example'`,
  );
  expect((await look(site, 'left-alone')).kept).toBe(false);
});

it('names the company that delivers the mail', async () => {
  const named = await openSite({ env: { MAIL_PROVIDER: 'Postduif B.V.' } });
  expect((await look(named, 'mail-provider')).kept).toBe(true);
  expect((await named.get(paths.privacy())).text).toContain('Postduif B.V.');
  const nameless = await openSite({ env: { MAIL_PROVIDER: '' } });
  expect((await look(nameless, 'mail-provider')).kept).toBe(false);
});

it('tells the true number of people with access', async () => {
  const site = await openSite();
  await site.signIn();
  await site.signIn(Quinten);
  expect((await site.get(paths.privacy())).text).toContain('Alleen 2 medewerkers');
});

it('uses the register for invitations alone: every list names the activity that it is for', async () => {
  const { site } = await openRaad(['anna']);
  const file = { kind: 'labels' as const, staff: { id: 'paula', name: 'Paula' }, participantIds: ['a'] };
  expect(site.services.ledger.record({ ...file, activity: { title: ' ' } })).toBe('no-activity');
  site.services.ledger.record({ ...file, activity: { title: 'AlliantieRaad' } });
  expect((await look(site, 'register-purpose')).kept).toBe(true);
  site.services.connection.exec(`PRAGMA ignore_check_constraints = ON; UPDATE ledger SET activity = ' '`);
  expect((await look(site, 'register-purpose')).kept).toBe(false);
});

it('protects what is sent through its forms: every page tells browsers to keep to https', async () => {
  const secure = {
    SITE_URL: 'https://www.example.org',
    MAIL_FROM: 'post@example.org',
    MAIL_PROVIDER: 'Postduif B.V.',
  };
  const site = await openSite({ env: secure });
  expect((await look(site, 'https')).kept).toBe(true);
  const pages = await impostor({ 'Content-Type': 'text/html' }, '<p>Hallo</p>');
  expect(withoutHttps(pages)).toContain('/');
});

it('sets no cookie: a page that does is found', async () => {
  const site = await openSite();
  expect((await look(site, 'cookies')).kept).toBe(true);
  const pages = await impostor({ 'Set-Cookie': 'volg=1' }, '<p>Hallo</p>');
  expect(withCookie(pages)).toContain(paths.newsletter());
});

it('loads nothing from elsewhere: a page that does, or that may, is found', async () => {
  const site = await openSite();
  expect((await look(site, 'third-parties')).kept).toBe(true);
  const closed = { 'Content-Security-Policy': "default-src 'none'; img-src 'self'" };
  const pixel = await impostor(closed, '<img src="https://teller.example/p.gif" alt="">');
  expect(withOthers(pixel, 'https://www.example.org')).toContain('/');
  const own = await impostor(
    closed,
    '<img src="https://www.example.org/p.gif" alt=""><img src="/q.gif" alt="">',
  );
  expect(withOthers(own, 'https://www.example.org')).toEqual([]);
  const open = await impostor({ 'Content-Security-Policy': "default-src 'none'; img-src *" }, '');
  expect(withOthers(open, 'https://www.example.org')).toContain('/');
  const lax = await impostor({ 'Content-Security-Policy': "img-src 'self'" }, '');
  expect(withOthers(lax, 'https://www.example.org')).toContain('/');
  const naked = await impostor({}, '');
  expect(withOthers(naked, 'https://www.example.org')).toContain('/');
});
