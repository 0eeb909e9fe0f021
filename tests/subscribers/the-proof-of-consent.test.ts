import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { CONSENT_WORDING } from '../../src/subscribers/consent.ts';
import { Anna, Bilal } from '../support/people.ts';
import { linkIn, openSite } from '../support/site.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

it('records the wording, the form, the times, the Message-ID and the leaving', async () => {
  const site = await openSite();
  await site.post(paths.newsletter(), { naam: Anna.name, email: Anna.email });
  site.clock.advance(MINUTE);
  await site.settle();
  const { messageId } = site.mailTo(Anna.email);
  site.clock.advance(MINUTE);
  const { leave } = await site.subscribe(Anna);
  site.clock.advance(MINUTE);
  await site.post(leave);

  const { subscribers } = site.services;
  const [anna] = subscribers.list({ words: Anna.email }).subscribers;
  const { events } = subscribers.story(String(anna?.id));
  expect(events.map(({ kind, at }) => `${kind} ${at.slice(11, 16)}`)).toEqual([
    'requested 10:02',
    'mailed 10:02',
    'confirmed 10:02',
    'left 10:03',
  ]);
  expect(events[0]).toMatchObject({
    wording: CONSENT_WORDING,
    wordingVersion: 1,
    detail: paths.newsletter(),
  });
  expect(events[1]?.detail).toMatch(/^<.+@localhost>$/);
  expect(events[1]?.detail).not.toBe(messageId);
  expect(site.mails.map((mail) => mail.messageId)).toContain(events[1]?.detail);
  expect((await site.get(paths.newsletter())).text).toContain(CONSENT_WORDING);
});

it('names the form that was filled in, on the home page as on the page of the newsletter', async () => {
  const site = await openSite();
  expect((await site.get(paths.home())).text).toContain('name="pagina" value="/"');
  for (const [email, pagina, recorded] of [
    [Anna.email, '/', '/'],
    [Bilal.email, 'https://elsewhere.example', '/nieuwsbrief'],
  ] as const) {
    await site.post(paths.newsletter(), { email, pagina });
    await site.settle();
    await site.post(linkIn(site.mailTo(email), '/nieuwsbrief/bevestigen/'));
    const [reader] = site.services.subscribers.list({ words: email }).subscribers;
    expect(site.services.subscribers.story(String(reader?.id)).events[0]?.detail).toBe(recorded);
  }
});

it('shows the story to staff, with the exact wording', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  const paula = await site.signIn();
  const [anna] = site.services.subscribers.list({ words: 'anna' }).subscribers;
  const page = await paula.get(paths.staff.subscriber(String(anna?.id)));
  expect(page.text).toContain(CONSENT_WORDING);
  expect(page.text).toContain('5 maart 2026, 11:00 uur');
});

it('cannot be changed or removed, but for going with the person', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  const { connection, subscribers } = site.services;
  expect(() => connection.exec(`UPDATE consent_events SET at = '2000'`)).toThrow('append-only');
  expect(() => connection.exec('DELETE FROM consent_events')).toThrow('append-only');
  expect(() => connection.exec('INSERT OR REPLACE INTO consent_events SELECT * FROM consent_events')).toThrow(
    'append-only',
  );
  const [anna] = subscribers.list({ words: '' }).subscribers;
  subscribers.retention.remove(String(anna?.id));
  expect(connection.prepare('SELECT count(*) FROM consent_events').pluck().get()).toBe(0);
});

it('is kept for the term that staff set after the leaving, and then only a keyed hash is', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const { leave } = await site.subscribe(Anna);
  await site.post(leave);
  expect((await paula.post(paths.staff.settings(), { bewaartermijn: '3' })).status).toBe(303);
  site.clock.advance(91 * DAY);
  await site.runTask('remove what is past its term');
  expect(site.dump()).toContain(Anna.email);
  site.clock.advance(2 * DAY);
  await site.runTask('remove what is past its term');
  expect(site.dump()).not.toMatch(/anna|lezers\.example/i);
  expect(site.services.connection.prepare('SELECT reason FROM suppressions').pluck().all()).toEqual(['left']);
});

it('gives changed words a version of their own', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  const { connection } = site.services;
  connection.exec(`INSERT INTO consent_wordings (text, first_used_at) VALUES ('Andere woorden', '2027')`);
  const versions = connection.prepare('SELECT version FROM consent_wordings ORDER BY version').pluck().all();
  expect(versions).toEqual([1, 2]);
});
