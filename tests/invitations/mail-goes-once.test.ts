import { expect, it } from 'vitest';
import { DAY } from '../../src/clock.ts';
import { paths } from '../../src/paths.ts';
import { countsOf, groupOf, openRaad, PEOPLE, sendMails } from './inviting.ts';

it('is not sent again by itself when the connection is lost after the mail, and staff decide', async () => {
  const { site, paula, meeting, ids } = await openRaad(['anna', 'bilal']);
  site.smtp.mood.dropsAfterData = (recipient) => recipient === PEOPLE.anna.email;
  await sendMails(site, paula, meeting);
  site.smtp.mood.dropsAfterData = undefined;
  site.clock.advance(DAY);
  await site.settle();
  expect(site.mails.map(({ recipient }) => recipient).sort()).toEqual([
    PEOPLE.anna.email,
    PEOPLE.bilal.email,
  ]);
  const staff = await site.signIn();
  expect((await staff.get(paths.staff.invitations(meeting))).text).toMatch(
    /Anna de Vries[\s\S]*?Mail onzeker/,
  );
  const group = groupOf(site, meeting, ids.anna);
  expect((await staff.get(paths.staff.invitedGroup(meeting, group))).text).toContain(
    'Wij weten niet of de mail aankwam',
  );
  await staff.post(paths.staff.mailInvitedAgain(meeting, group));
  await site.settle();
  expect(site.mails.filter(({ recipient }) => recipient === PEOPLE.anna.email)).toHaveLength(2);
  await staff.post(paths.staff.mailInvitedAgain(meeting, group));
  await site.settle();
  expect(site.mails.filter(({ recipient }) => recipient === PEOPLE.anna.email)).toHaveLength(2);
});

it('becomes uncertain, and not a second mail, when the program ends in the middle', async () => {
  const { site, paula, meeting } = await openRaad(['anna']);
  await paula.post(paths.staff.sendInvitationMail(meeting, 'uitnodiging'), {
    onderwerp: 'Kom',
    tekst: 'Graag.',
  });
  await site.runTask('write the mails of meetings');
  site.services.connection.exec("UPDATE outbox SET state = 'sending'");
  site.services.outbox.release();
  await site.settle();
  expect(site.mails).toEqual([]);
  expect((await paula.get(paths.staff.invitations(meeting))).text).toContain('Mail onzeker');
});

it('is tried again when the server was not there, and marked where the server refuses the address', async () => {
  const { site, paula, meeting, ids } = await openRaad(['anna', 'bilal']);
  await site.smtp.goAway();
  await sendMails(site, paula, meeting);
  await site.smtp.comeBack();
  site.smtp.mood.statusFor = (recipient) => (recipient === PEOPLE.bilal.email ? 550 : undefined);
  site.clock.advance(DAY / 2);
  await site.settle();
  expect(site.mails.map(({ recipient }) => recipient)).toEqual([PEOPLE.anna.email]);
  const staff = await site.signIn();
  expect((await staff.get(paths.staff.invitations(meeting))).text).toMatch(/Bilal[\s\S]*?Mail niet bezorgd/);
  const group = paths.staff.invitedGroup(meeting, groupOf(site, meeting, ids.bilal));
  expect((await staff.get(group)).text).toContain('De mail is niet bezorgd');
  expect(countsOf(site, meeting).invited).toBe(2);
});
