import { expect, it } from 'vitest';
import { DAY } from '../../src/clock.ts';
import { paths } from '../../src/paths.ts';
import { make } from '../meetings/meetings.ts';
import { choose, countsOf, linkOf, openRaad, PEOPLE, register, sendMails, TEXT } from './inviting.ts';

it('mails who has an address and a ground to be mailed, once, and nobody else', async () => {
  const { site, paula, meeting } = await openRaad(['anna', 'bilal', 'wietske', 'petra']);
  await sendMails(site, paula, meeting);
  await sendMails(site, paula, meeting);
  expect(site.mails.map(({ recipient }) => recipient).sort()).toEqual([
    PEOPLE.anna.email,
    PEOPLE.bilal.email,
  ]);
  expect(countsOf(site, meeting)).toMatchObject({ invited: 2, silent: 2 });
});

it('says what staff wrote, when and where it is, how to answer, and how to get no more', async () => {
  const { site, paula, meeting } = await openRaad(['anna']);
  await sendMails(site, paula, meeting);
  const mail = site.mailTo(PEOPLE.anna.email);
  expect(mail.subject).toBe(TEXT.onderwerp);
  for (const body of [mail.text ?? '', mail.html ?? '']) {
    for (const said of [
      ...['Beste Anna,', 'Er is soep.', 'AlliantieRaad voorjaar 2026', 'Dorpsstraat 12', '14 mei 2026'],
      'donderdag 21 mei 2026, van 10.00 tot 16.00 uur',
      `${site.url}${linkOf(site, PEOPLE.anna.email)}`,
      `${site.url}${linkOf(site, PEOPLE.anna.email)}/geen-uitnodigingen`,
    ]) {
      expect(body).toContain(said);
    }
  }
  expect(mail.headers.find(({ key }) => key === 'list-unsubscribe-post')?.value).toBe(
    'List-Unsubscribe=One-Click',
  );
});

it('brings the meeting along for the calendar, with the link of one’s own', async () => {
  const { site, paula, meeting } = await openRaad(['anna'], { openbaar: 'nee' });
  await sendMails(site, paula, meeting);
  const [file, ...others] = site.mailTo(PEOPLE.anna.email).attachments;
  expect(others).toEqual([]);
  expect(file?.mimeType).toBe('text/calendar');
  const calendar = Buffer.from(file?.content as ArrayBuffer)
    .toString()
    .replaceAll(/\r?\n /g, '');
  expect(calendar).toContain('METHOD:PUBLISH');
  expect(calendar).toContain('DTSTART:20260521T080000Z');
  expect(calendar).toContain(linkOf(site, PEOPLE.anna.email));
});

it('holds only hashes of the links and codes', async () => {
  const { site, paula, meeting } = await openRaad(['anna']);
  await sendMails(site, paula, meeting);
  const token = String(linkOf(site, PEOPLE.anna.email).split('/').at(-1));
  expect(token).toHaveLength(43);
  expect(site.dump()).not.toContain(token);
});

it('keeps the text without sending, and shows the mail as it will be', async () => {
  const { site, paula, meeting } = await openRaad(['anna']);
  const path = paths.staff.invitationMail(meeting, 'uitnodiging');
  const refused = await paula.post(path, { onderwerp: '', tekst: 'Kom' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('>\nKom</textarea>');
  await paula.post(path, TEXT);
  expect((await paula.get(path)).text).toContain('Er is soep.');
  const frame = await paula.get(paths.staff.invitationMailHtml(meeting, 'uitnodiging'));
  expect(frame.text).toContain('Er is soep.');
  expect(frame.headers['content-security-policy']).toContain('sandbox');
  await site.settle();
  expect(site.mails).toEqual([]);
});

it('sends nothing for a draft, and nothing when it is too late to answer', async () => {
  const { site, paula, meeting, ids } = await openRaad(['anna']);
  const draft = await make(paula, { titel: 'Een ontwerp' });
  await choose(paula, draft, [ids.anna]);
  await sendMails(site, paula, draft);
  site.clock.advance(75 * DAY);
  const quinten = await site.signIn();
  await sendMails(site, quinten, meeting);
  expect(site.mails).toEqual([]);
});

it('looks once more before each mail: who refused, left or moved to paper since gets none', async () => {
  const { site, paula, meeting, ids } = await openRaad(['anna', 'bilal']);
  await paula.post(paths.staff.sendInvitationMail(meeting, 'uitnodiging'), TEXT);
  site.services.participants.refuseMail(ids.anna, 'een proef');
  site.services.participants.remove(ids.bilal, 'staff');
  await site.settle();
  expect(site.mails).toEqual([]);
  expect(countsOf(site, meeting)).toMatchObject({ invited: 0 });
  expect((await paula.get(paths.staff.invitations(meeting))).text).toMatch(/Anna de Vries[\s\S]*?>Telefoon</);
});

it('stops at once by the link or by the button of a mail program, for good', async () => {
  const { site, paula, meeting, ids } = await openRaad(['anna', 'bilal']);
  await sendMails(site, paula, meeting);
  const stop = `${linkOf(site, PEOPLE.anna.email)}/geen-uitnodigingen`;
  const before = site.dump();
  expect((await site.get(stop)).text).toContain('Stuur mij geen uitnodigingen meer');
  expect(site.dump()).toBe(before);
  const answer = await site.post(stop);
  expect([answer.status, answer.headers.location]).toEqual([303, stop]);
  expect((await site.get(stop)).text).toContain('U krijgt geen uitnodigingen meer per mail');
  const oneClick = await site.post(`${linkOf(site, PEOPLE.bilal.email)}/geen-uitnodigingen`, {
    'List-Unsubscribe': 'One-Click',
  });
  expect(oneClick.status).toBe(200);
  for (const id of [ids.anna, ids.bilal]) expect(site.services.participants.byId(id)?.noMail).toBe(true);
  site.clock.advance(DAY + 1000);
  await sendMails(site, await site.signIn(), meeting, 'herinnering');
  expect(site.mails).toHaveLength(2);
});

it('reminds by mail who has not answered, at most once a day', async () => {
  const { site, paula, meeting } = await openRaad(['anna', 'bilal']);
  await sendMails(site, paula, meeting);
  await site.post(linkOf(site, PEOPLE.bilal.email), { komt_1: 'nee' });
  await sendMails(site, paula, meeting, 'herinnering');
  expect(site.mails).toHaveLength(2);
  site.clock.advance(DAY + 1000);
  const staff = await site.signIn();
  const link = linkOf(site, PEOPLE.anna.email);
  await sendMails(site, staff, meeting, 'herinnering');
  await sendMails(site, staff, meeting, 'herinnering');
  expect(site.mails).toHaveLength(3);
  expect(linkOf(site, PEOPLE.anna.email)).toBe(link);
});

it('tells everybody who did not say no that it is off, and staff whom they have to tell', async () => {
  const { site, paula, meeting, ids } = await openRaad(['anna', 'bilal', 'wietske']);
  await sendMails(site, paula, meeting);
  await paula.post(paths.staff.lettersSent(meeting));
  await site.post(linkOf(site, PEOPLE.bilal.email), { komt_1: 'nee' });
  await paula.post(paths.staff.cancelMeeting(meeting), { reden: 'De zaal heeft lekkage.' });
  await site.settle();
  expect(site.mails).toHaveLength(3);
  const news = site.mailTo(PEOPLE.anna.email);
  expect(news.subject).toBe('Gaat niet door: AlliantieRaad voorjaar 2026');
  expect(news.text).toContain('De zaal heeft lekkage.');
  const calendar = Buffer.from(news.attachments[0]?.content as ArrayBuffer).toString();
  expect(calendar).toContain('METHOD:CANCEL');
  const told = (await paula.get(`${paths.staff.invitations(meeting)}?stand=tell`)).text;
  expect(told).toContain('Wietske van der Meer');
  expect(told).not.toContain('Anna de Vries');
  const group = /groep\/([\w-]+)"/.exec(told)?.[1] ?? '';
  await paula.post(paths.staff.calledInvited(meeting, group));
  expect((await paula.get(`${paths.staff.invitations(meeting)}?stand=tell`)).text).not.toContain('Wietske');
  expect(ids.wietske).toBeDefined();
});

it('takes back what was planned and not sent when a meeting is called off', async () => {
  const { site, paula, meeting } = await openRaad(['anna']);
  await paula.post(paths.staff.sendInvitationMail(meeting, 'uitnodiging'), TEXT);
  await paula.post(paths.staff.cancelMeeting(meeting), { reden: 'Ziek.' });
  await site.settle();
  expect(site.mails).toEqual([]);
});

it('writes a long list in parts, each mail once', async () => {
  const { site, paula, meeting } = await openRaad([]);
  const ids = Array.from({ length: 60 }, (_, number) =>
    register(site, { ...PEOPLE.anna, email: `lezer${number}@raad.example` }),
  );
  await choose(paula, meeting, ids);
  await paula.post(paths.staff.sendInvitationMail(meeting, 'uitnodiging'), TEXT);
  expect((await paula.get(paths.staff.invitations(meeting))).text).toContain('Nog 60 mails te gaan');
  await site.runTask('write the mails of meetings');
  expect((await paula.get(paths.staff.invitations(meeting))).text).toContain('Nog 35 mails te gaan');
  await site.settle();
  expect(new Set(site.mails.map(({ recipient }) => recipient)).size).toBe(60);
  expect(site.mails).toHaveLength(60);
});
