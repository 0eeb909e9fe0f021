import { expect, it } from 'vitest';
import type { ParticipantDetails } from '../../src/participants/participant.ts';
import { paths } from '../../src/paths.ts';
import { PEOPLE, register } from '../invitations/inviting.ts';
import { linkIn, openSite, type Site, START } from '../support/site.ts';

const DAY = 24 * 60 * 60 * 1000;
const LONG_AGO = '2024-03-04';

/** A site on which there was no contact with these people for two years. */
async function openSilent(people: Partial<ParticipantDetails>[]) {
  const site = await openSite();
  const ids = people.map((person) => register(site, { lastContact: LONG_AGO, ...person }));
  return { site, ids, paula: await site.signIn() };
}

async function askedByMail(site: Site, email: string): Promise<string> {
  await site.settle();
  return linkIn(site.mailTo(email), '/blijven/');
}

it('proposes who there was no contact with for two years, and nobody else', async () => {
  const { paula } = await openSilent([
    PEOPLE.anna,
    { ...PEOPLE.wietske, lastContact: '2024-03-05' },
    // Nothing is known of a contact; added today.
    { ...PEOPLE.quirijn, lastContact: '' },
  ]);
  const { text } = await paula.get(paths.staff.silent());
  expect(text).toContain('Anna de Vries');
  expect(text).not.toContain('Wietske');
  expect(text).not.toContain('Onvindbaar');
  expect((await paula.get(paths.staff.dashboard())).text).toContain('Met 1 persoon');
});

it('does not propose who asked to be kept and nothing else', async () => {
  const { site, paula, ids } = await openSilent([PEOPLE.anna]);
  site.services.connection.exec(`UPDATE participants SET restricted_at = '2026-03-05T10:00:00.000Z'`);
  expect(site.services.staying.counts()['to-ask']).toBe(0);
  expect((await paula.get(paths.staff.silentEntry(String(ids[0])))).status).toBe(404);
});

it('takes nobody out by itself, however long it is', async () => {
  const site = await openSite();
  register(site, { ...PEOPLE.anna, lastContact: LONG_AGO });
  register(site, PEOPLE.quirijn);
  site.clock.advance(5000 * DAY);
  await site.runTask('remove what is past its term');
  expect(site.services.participants.counts()).toEqual({ participant: 2, interested: 0 });
  expect(site.services.staying.counts()['to-ask']).toBe(2);
});

it('mails the question to those who may be mailed, and takes a yes as a contact', async () => {
  const { site, paula, ids } = await openSilent([PEOPLE.anna, PEOPLE.petra]);
  const page = (await paula.get(paths.staff.silent())).text;
  expect(page).toContain('Mail de vraag aan de ene die u mag mailen');
  await paula.post(paths.staff.askSilent());
  const link = await askedByMail(site, PEOPLE.anna.email);
  expect(site.mails.filter(({ recipient }) => recipient === PEOPLE.petra.email)).toEqual([]);
  const question = await site.get(link);
  expect(question.text).toContain('Anna');
  expect(question.text).not.toContain('Vries');
  expect(question.headers['x-robots-tag']).toBe('noindex');
  const answer = await site.post(link, { antwoord: 'blijf' });
  expect(answer.headers.location).toBe(paths.stayAnswered('blijf'));
  expect((await site.get(String(answer.headers.location))).text).toContain('u blijft op de lijst');
  expect(site.services.participants.byId(String(ids[0]))?.lastContact).toBe('2026-03-05');
  const history = (await paula.get(paths.staff.participantHistory(String(ids[0])))).text;
  expect(history).toContain('wil blijven');
  expect((await paula.get(paths.staff.silent())).text).not.toContain('Anna de Vries');
  const again = await site.get(link);
  expect([again.status, again.text.includes('al beantwoord')]).toEqual([404, true]);
});

it('takes nobody out on a no: it stops the mail, and staff confirm', async () => {
  const { site, paula, ids } = await openSilent([PEOPLE.anna]);
  const id = String(ids[0]);
  await paula.post(paths.staff.askSilentEntry(id));
  const link = await askedByMail(site, PEOPLE.anna.email);
  await site.post(link, { antwoord: 'weg' });
  expect(site.services.participants.byId(id)?.noMail).toBe(true);
  expect((await site.get(link)).text).toContain('Een medewerker haalt u eraf');
  site.clock.set(new Date('2026-10-05T10:00:00.000Z'));
  site.services.staying.removeOld();
  expect(site.services.staying.counts()['wants-out']).toBe(1);
  site.clock.set(START);
  const list = (await paula.get(paths.staff.silent())).text;
  expect(list).toContain('hebben gezegd dat zij van de lijst af willen');
  await paula.post(paths.staff.removeSilentEntry(id));
  expect(site.services.participants.byId(id)).toBeUndefined();
  expect((await site.get(link)).status).toBe(404);
  expect((await paula.get(paths.staff.silent())).text).toContain('Met iedereen is er contact geweest');
});

it('lets somebody who said no change their mind', async () => {
  const { site, paula, ids } = await openSilent([PEOPLE.anna]);
  await paula.post(paths.staff.askSilent());
  const link = await askedByMail(site, PEOPLE.anna.email);
  await site.post(link, { antwoord: 'weg' });
  await site.post(link, { antwoord: 'blijf' });
  expect(site.services.participants.byId(String(ids[0]))).toMatchObject({ noMail: false });
  expect(site.services.staying.counts()).toEqual({ 'wants-out': 0, 'no-answer': 0, 'to-ask': 0, asked: 0 });
});

it('changes nothing when a link is only looked at, or something else is sent', async () => {
  const { site, paula, ids } = await openSilent([PEOPLE.anna]);
  await paula.post(paths.staff.askSilent());
  const link = await askedByMail(site, PEOPLE.anna.email);
  const before = site.dump();
  await site.get(link);
  await site.request('head', link);
  expect((await site.post(link, { antwoord: 'alles' })).headers.location).toBe(link);
  expect((await site.post(link)).headers.location).toBe(link);
  expect(site.dump()).toBe(before);
  expect((await site.get(paths.stay('x'.repeat(43)))).status).toBe(404);
  expect((await site.post(paths.stay('niemand'), { antwoord: 'weg' })).status).toBe(404);
  expect(site.dump()).not.toContain(String(link.split('/').at(-1)));
  expect(site.services.participants.byId(String(ids[0]))).toBeDefined();
});

it('says who did not answer for a month, and lets staff ask again: the old link is worth nothing then', async () => {
  const { site, paula, ids } = await openSilent([PEOPLE.anna]);
  const id = String(ids[0]);
  await paula.post(paths.staff.askSilentEntry(id));
  const first = await askedByMail(site, PEOPLE.anna.email);
  expect(site.services.staying.counts()).toMatchObject({ asked: 1, 'no-answer': 0 });
  site.clock.advance(31 * DAY);
  expect(site.services.staying.counts()).toMatchObject({ asked: 0, 'no-answer': 1 });
  const later = await site.signIn();
  await later.post(paths.staff.askSilentEntry(id));
  expect(await askedByMail(site, PEOPLE.anna.email)).not.toBe(first);
  expect((await site.get(first)).status).toBe(404);
});

it('forgets after half a year that somebody was asked, and the link with it', async () => {
  const { site, paula } = await openSilent([PEOPLE.anna]);
  await paula.post(paths.staff.askSilent());
  const link = await askedByMail(site, PEOPLE.anna.email);
  site.clock.set(new Date('2026-09-05T10:00:01.000Z'));
  expect((await site.get(link)).status).toBe(404);
  await site.runTask('remove what is past its term');
  expect(site.services.staying.counts()['to-ask']).toBe(1);
});

it('lets staff write down what they heard by phone', async () => {
  const { site, paula, ids } = await openSilent([PEOPLE.petra, PEOPLE.wietske]);
  const [petra, wietske] = ids.map(String) as [string, string];
  expect((await paula.get(paths.staff.silentEntry(petra))).text).toContain('06-00000002');
  await paula.post(paths.staff.askSilentEntry(petra));
  expect(site.services.staying.counts()['to-ask']).toBe(2);
  await paula.post(paths.staff.noteSilentEntry(petra));
  expect(site.services.staying.counts().asked).toBe(1);
  await paula.post(paths.staff.keepSilentEntry(petra));
  await paula.post(paths.staff.keepSilentEntry(wietske));
  expect(site.services.staying.counts()).toEqual({ 'wants-out': 0, 'no-answer': 0, 'to-ask': 0, asked: 0 });
  expect(site.services.participants.byId(petra)?.lastContact).toBe('2026-03-05');
  // Somebody there was contact with can't be taken out here.
  expect((await paula.post(paths.staff.removeSilentEntry(petra))).status).toBe(404);
});
