import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { amsterdamMoment } from '../../src/templates/local-time.ts';
import { openSite } from '../support/site.ts';
import { addReaders, DAY, MINUTE, openSending } from './sending.ts';

it('asks once more before it sends, with the number of readers', async () => {
  const { paula, page, site } = await openSending(3);
  const asked = await paula.get(page);
  expect(asked.text).toContain('Versturen aan 3 lezers?');
  expect(asked.text).toContain('Ja, versturen');
  await site.settle();
  expect(site.mails).toEqual([]);
});

it('lets nothing leave for ten minutes, in which Stop takes it all back', async () => {
  const { site, paula, page, issue, decide, state, arrived } = await openSending(3);
  expect((await decide()).headers.location).toBe(page);
  site.clock.advance(10 * MINUTE - 1);
  await site.settle();
  expect(arrived()).toEqual([]);
  const waiting = await paula.get(page);
  expect(waiting.text).toContain('>Stop</button>');
  expect(waiting.text).toContain('data-countdown="2026-03-05T10:10:00.000Z"');

  const stopped = await paula.post(paths.staff.stopIssue(issue.id));
  expect(stopped.headers.location).toBe(paths.staff.issue(issue.id));
  site.clock.advance(DAY);
  await site.settle();
  expect(state()).toBe('draft');
  expect(arrived()).toEqual([]);
});

it('can be decided again after it was stopped, and then leaves once', async () => {
  const { paula, issue, decide, send, state, arrived } = await openSending(3);
  await decide();
  await paula.post(paths.staff.stopIssue(issue.id));
  await send();
  expect(state()).toBe('sent');
  expect(arrived()).toHaveLength(3);
});

it('says that stopping is too late once the first mail has left', async () => {
  const { paula, page, issue, send, state } = await openSending(2);
  await send();
  expect((await paula.post(paths.staff.stopIssue(issue.id))).headers.location).toBe(page);
  expect((await paula.get(page)).text).toContain('Stoppen kon niet meer');
  expect(state()).toBe('sent');
});

it('takes the list back that was being made when somebody stopped', async () => {
  const { site, paula, issue, decide, state, arrived, send } = await openSending(900);
  await decide();
  site.clock.advance(10 * MINUTE);
  await site.services.sending.freezing.step();
  expect(state()).toBe('freezing');
  await paula.post(paths.staff.stopIssue(issue.id));
  expect(state()).toBe('draft');
  expect((await decide()).text).toContain('wordt nog teruggedraaid');
  await site.settle();
  expect(site.services.connection.prepare('SELECT count(*) FROM deliveries').pluck().get()).toBe(0);
  await send();
  expect(arrived()).toHaveLength(900);
});

it('leaves at the time that was set, which is a time in the Netherlands', async () => {
  const { site, decide, state, arrived } = await openSending(1);
  expect((await decide({ wanneer: 'later', moment: '2026-03-29T09:30' })).status).toBe(303);
  site.clock.set(new Date('2026-03-29T07:29:59Z'));
  await site.settle();
  expect(state()).toBe('planned');
  site.clock.set(new Date('2026-03-29T07:30:00Z'));
  await site.settle();
  expect(arrived()).toHaveLength(1);
});

it.each([
  ['2026-03-29T01:59', '2026-03-29T00:59:00.000Z'],
  ['2026-03-29T03:00', '2026-03-29T01:00:00.000Z'],
  ['2026-10-25T01:30', '2026-10-24T23:30:00.000Z'],
  ['2026-10-25T03:00', '2026-10-25T02:00:00.000Z'],
  ['2026-07-01T12:00', '2026-07-01T10:00:00.000Z'],
])('reads %s on a Dutch clock as %s', (local, utc) => {
  expect(amsterdamMoment(local)?.toISOString()).toBe(utc);
});

it.each([
  ['nothing', ''],
  ['no time', 'morgen'],
  ['a day that is none', '2026-13-45T10:00'],
  ['a time that is too soon to take it back', '2026-03-05T11:05'],
  ['a time that is over', '2020-01-01T10:00'],
])('refuses %s as the time, at its field, with what was typed', async (_what, moment) => {
  const { decide, state } = await openSending(1);
  const answer = await decide({ wanneer: 'later', moment });
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('href="#veld-moment"');
  if (moment !== '') expect(answer.text).toContain(`value="${moment}"`);
  expect(state()).toBe('draft');
});

it('refuses what the check before sending says must not go out, and says what', async () => {
  const site = await openSite();
  addReaders(site, 1);
  const issue = site.services.issues.createFrom({
    subject: '',
    preheader: '',
    introduction: 'x',
    blocks: [],
  });
  const paula = await site.signIn();
  const page = paths.staff.sendIssue(issue.id);
  const asked = await paula.get(page);
  expect(asked.text).toContain('Nog niet versturen');
  expect(asked.text).not.toContain('Ja, versturen');
  const forced = await paula.post(page, { wanneer: 'nu', versie: String(issue.version) });
  expect(forced.status).toBe(422);
  expect(site.services.sending.stateOf(issue.id)).toBe('draft');
});

it('refuses what a colleague has changed since it was looked at', async () => {
  const { site, issue, decide, state } = await openSending(1);
  site.services.issues.change(
    issue.id,
    { version: issue.version, page: '' },
    { ...issue, subject: 'Anders' },
  );
  const answer = await decide({ versie: String(issue.version) });
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('intussen veranderd');
  expect(state()).toBe('draft');
});

it('refuses to send to nobody', async () => {
  const { decide, state } = await openSending(0);
  expect((await decide()).text).toContain('Er zijn nog geen lezers');
  expect(state()).toBe('draft');
});

it('decides once, however often the button is pressed', async () => {
  const { decide, send, arrived } = await openSending(3);
  await decide();
  await send();
  await decide();
  expect(arrived()).toHaveLength(3);
});

it('sends what was looked at, also when an article changes in between', async () => {
  const { site, issue, decide, newsletterTo } = await openSending(1);
  const article = { kind: 'article' as const, slug: 'samen-voor-beter' };
  const origin = { version: issue.version, page: '' };
  site.services.issues.change(issue.id, origin, { ...issue, blocks: [article] });
  await decide();
  site.services.connection.prepare(`UPDATE articles SET title = 'Iets heel anders'`).run();
  site.clock.advance(10 * MINUTE);
  await site.settle();
  expect(newsletterTo('lezer1@lezers.example').text).not.toContain('Iets heel anders');
});

it('tells nobody who is not signed in, and has no page for an issue that is not there', async () => {
  const { site, paula, page } = await openSending(1);
  expect((await site.get(page)).status).toBe(303);
  expect((await paula.get(paths.staff.sendIssue('geen'))).status).toBe(404);
  expect((await paula.post(paths.staff.pauseIssue('geen'))).status).toBe(404);
});
