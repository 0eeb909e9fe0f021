import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { countsOf, linkOf, openRaad, PEOPLE, sendMails } from './inviting.ts';

const CLEANING = 'remove what is past its term';

/** Anna came and told what she can't eat; Bilal did not answer. */
async function openPast() {
  const raad = await openRaad(['anna', 'bilal'], { behoeften: 'ja' });
  const { site, paula, meeting } = raad;
  await sendMails(site, paula, meeting);
  await site.post(linkOf(site, PEOPLE.anna.email), {
    ...{ komt_1: 'ja', zorg_1: 'geen noten', zorg_akkoord_1: 'ja', gasten: 'Piet Gast' },
  });
  const [anna] = site.services.invitations.day.atDoor(site.services.meetings.byId(meeting) as never);
  await paula.post(paths.staff.door(meeting), { persoon: anna?.id ?? '', kwam: 'ja' });
  return raad;
}

it('forgets diet and access needs 14 days after the meeting by itself, and leaves a receipt', async () => {
  const { site, meeting } = await openPast();
  site.clock.set(new Date('2026-06-04T14:00:00Z'));
  await site.runTask(CLEANING);
  expect(site.dump()).toContain('geen noten');
  site.clock.set(new Date('2026-06-04T14:00:01Z'));
  await site.runTask(CLEANING);
  await site.runTask(CLEANING);
  expect(site.dump()).not.toContain('geen noten');
  const page = (await (await site.signIn()).get(paths.staff.invitations(meeting))).text;
  expect(page.match(/over eten en toegang, van 1 persoon/g)).toHaveLength(1);
  expect(site.logged.join('')).toMatch(/"kind":"needs","cleared":1/);
  expect(countsOf(site, meeting)).toMatchObject({ yes: 1, came: 1 });
});

it('forgets who was invited and who came after the term that staff set, and keeps the figures', async () => {
  const { site, paula, meeting, ids } = await openPast();
  await paula.post(paths.staff.settings(), { bewaartermijn: '24', aanwezigheid: '6' });
  const before = countsOf(site, meeting);
  expect(before).toMatchObject({ invited: 2, yes: 1, no: 0, silent: 1, came: 1, people: 2 });
  site.clock.set(new Date('2026-11-21T13:59:00Z'));
  await site.runTask(CLEANING);
  expect(site.dump()).toContain('Piet Gast');
  site.clock.set(new Date('2026-11-21T14:01:00Z'));
  await site.runTask(CLEANING);
  expect(site.dump()).not.toContain('Piet Gast');
  expect(site.services.invitations.choosing.chosen(meeting)).toEqual([]);
  expect(countsOf(site, meeting)).toEqual(before);
  const page = (await (await site.signIn()).get(paths.staff.invitations(meeting))).text;
  expect(page).toContain('wie er was uitgenodigd en wie er kwam, van 2 mensen');
  expect(page).not.toContain('Anna de Vries');
  expect(site.logged.join('')).not.toContain(ids.anna);
});
