import { expect, it } from 'vitest';
import { DAY } from '../../src/clock.ts';
import { paths } from '../../src/paths.ts';
import { choose, countsOf, linkOf, openRaad, PEOPLE, register, sendMails } from './inviting.ts';

const CLEANING = 'remove what is past its term';

it('is forgotten here too 30 days later, with whom they bring, and still counts', async () => {
  const { site, paula, meeting, ids } = await openRaad(['anna', 'bilal']);
  await sendMails(site, paula, meeting);
  await site.post(linkOf(site, PEOPLE.anna.email), { komt_1: 'ja', gasten: 'Piet Gast' });
  site.services.participants.remove(ids.anna, 'staff');
  expect((await paula.get(paths.staff.invitations(meeting))).text).toContain('Niet meer in het register');
  await site.runTask(CLEANING);
  site.clock.advance(30 * DAY);
  await site.runTask(CLEANING);
  expect(site.dump()).toContain('Piet Gast');
  site.clock.advance(1000);
  await site.runTask(CLEANING);
  expect(site.dump()).not.toContain('Piet Gast');
  expect(site.services.invitations.choosing.chosen(meeting)).not.toContain(ids.anna);
  expect(countsOf(site, meeting)).toMatchObject({ invited: 2, yes: 1, people: 2 });
});

it('keeps the answer when the removal is undone', async () => {
  const { site, paula, meeting, ids } = await openRaad(['anna']);
  await sendMails(site, paula, meeting);
  await site.post(linkOf(site, PEOPLE.anna.email), { komt_1: 'ja' });
  const removed = site.services.participants.remove(ids.anna, 'staff');
  await site.runTask(CLEANING);
  site.clock.advance(29 * DAY);
  if (removed.outcome !== 'done') throw new Error('not removed');
  site.services.participants.undo(removed.changeId, 'staff');
  site.clock.advance(3 * DAY);
  await site.runTask(CLEANING);
  expect(site.services.invitations.choosing.chosen(meeting)).toEqual([ids.anna]);
  expect((await (await site.signIn()).get(paths.staff.invitations(meeting))).text).toContain('Anna de Vries');
});

it('or is merged with another entry: one invitation is left, and it is the one that was answered', async () => {
  const { site, paula, meeting, ids } = await openRaad(['anna']);
  const double = register(site, { ...PEOPLE.anna, email: 'anna@oud.example' });
  await choose(paula, meeting, [double]);
  await sendMails(site, paula, meeting);
  await site.post(linkOf(site, 'anna@oud.example'), { komt_1: 'ja' });
  site.services.invitations.choosing.merged(double, ids.anna);
  expect(site.services.invitations.choosing.chosen(meeting)).toEqual([ids.anna]);
  expect(countsOf(site, meeting)).toMatchObject({ invited: 1, yes: 1, silent: 0 });
});
