import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { choose, sendMails } from '../invitations/inviting.ts';
import { makePublished } from '../meetings/meetings.ts';
import { openSite } from '../support/site.ts';
import { ask, idIn, NOOR_ENTRY, Noor, readerId, register } from './people.ts';

const STAFF = { id: 's', name: 'Paula' };

/** Noor in both lists, and somebody else who goes on as always. */
async function siteWithNoor() {
  const site = await openSite();
  await site.subscribe(Noor);
  await site.subscribe({ email: 'ander@lijsten.example' });
  const [reader, entry] = [readerId(site, Noor.email), register(site, NOOR_ENTRY)];
  const other = register(site, { lastName: 'Ander', email: 'ander@raad.example', mailGround: 'participant' });
  const paula = await site.signIn();
  const request = idIn(await ask(paula, 'restriction', [`lezer.${reader}`, `persoon.${entry}`]));
  return { site, paula, reader, entry, other, request };
}

it('sends no newsletter to a reader whose data may not be used, not even one that was decided on before', async () => {
  const { site, paula, reader, request } = await siteWithNoor();
  const { mailing } = site.services.subscribers;
  expect(mailing.isSubscribed(reader)).toBe(true);
  await paula.post(paths.staff.restrict(request));
  expect(mailing.forSending(undefined, 10).map(({ address }) => address)).toEqual(['ander@lijsten.example']);
  expect(mailing.isSubscribed(reader)).toBe(false);
  expect((await paula.get(paths.staff.subscriber(reader))).text).toContain('Bewaren, maar niet gebruiken');
  await paula.post(paths.staff.liftRestriction(request));
  expect(mailing.isSubscribed(reader)).toBe(true);
});

it('leaves the reader out of every file', async () => {
  const { paula, request } = await siteWithNoor();
  const save = () => paula.post(paths.staff.exportSubscribers(), { soort: 'csv', stand: '' });
  expect((await save()).text).toContain(Noor.email);
  await paula.post(paths.staff.restrict(request));
  const { text } = await save();
  expect(text).not.toContain(Noor.email);
  expect(text).toContain('ander@lijsten.example');
});

it('does not choose an entry for a meeting, and sends nothing to one that was chosen before', async () => {
  const { site, paula, entry, other, request } = await siteWithNoor();
  const [before, after] = [
    await makePublished(paula),
    await makePublished(paula, { titel: 'Een andere raad' }),
  ];
  await choose(paula, before, [entry, other]);
  await paula.post(paths.staff.restrict(request));
  await choose(paula, after, [entry, other]);
  expect(site.services.invitations.choosing.chosen(after)).toEqual([other]);
  await sendMails(site, paula, before);
  expect(
    site.mails.filter(({ subject }) => subject === 'Komt u naar de raad?').map(({ recipient }) => recipient),
  ).toEqual(['ander@raad.example']);
});

it('makes no letter, label, list for the door or export with the entry', async () => {
  const { site, paula, entry, other, request } = await siteWithNoor();
  const { invitations, meetings, participants, registerExports, connection } = site.services;
  const meeting = await makePublished(paula);
  const details = {
    street: 'Kerkpad',
    houseNumber: '9',
    postcode: '1234 AB',
    town: 'Ljouwert',
    noMail: true,
  };
  for (const id of [entry, other]) {
    const known = participants.byId(id);
    if (known) participants.change(id, known.version, { ...known, ...details }, 'staff');
  }
  await choose(paula, meeting, [entry, other]);
  connection.exec(`UPDATE invitations SET answer = 'yes'`);
  await paula.post(paths.staff.restrict(request));
  const found = meetings.byId(meeting);
  if (found === undefined) throw new Error('No meeting');
  expect(
    invitations.paperwork.addressed(found, 'all').flatMap(({ people }) => people.map(({ id }) => id)),
  ).toEqual([other]);
  expect(invitations.day.atDoor(found).map(({ participantId }) => participantId)).toEqual([other]);
  const saved = registerExports.save({
    ...{
      ids: [entry, other],
      extent: 'everything',
      format: 'csv',
      activity: { title: 'Raad' },
      staff: STAFF,
    },
  });
  expect(saved).toMatchObject({ outcome: 'file', count: 1, persons: [other] });
});

it('shows it on the page of the entry and in the filter, and keeps it when two are made one', async () => {
  const { site, paula, entry, request } = await siteWithNoor();
  const { participants } = site.services;
  await paula.post(paths.staff.restrict(request));
  expect((await paula.get(paths.staff.participant(entry))).text).toContain('Bewaren, maar niet gebruiken');
  expect(participants.idsOf({ channel: 'none' })).toEqual([entry]);
  const double = register(site, { ...NOOR_ENTRY, firstName: 'Nora' });
  const version = participants.byId(entry)?.version ?? 0;
  const merged = participants.merge(
    { one: { id: double, version: 1 }, other: { id: entry, version }, choices: {} },
    'staff',
  );
  expect(merged).toMatchObject({ outcome: 'done', entry: { restrictedAt: expect.stringMatching(/^2026/) } });
});

it('stops newsletter and invitations at once on an objection, and says so in the history', async () => {
  const { site, paula, reader, entry, other } = await siteWithNoor();
  const request = idIn(await ask(paula, 'objection', [`lezer.${reader}`, `persoon.${entry}`]));
  const meeting = await makePublished(paula);
  await choose(paula, meeting, [entry, other]);
  await paula.post(paths.staff.sendInvitationMail(meeting, 'uitnodiging'), {
    onderwerp: 'Komt u?',
    tekst: 'Graag.',
  });
  await paula.post(paths.staff.object(request));
  await site.settle();
  expect(site.services.subscribers.byId(reader)?.state).toBe('left');
  expect(site.mails.filter(({ subject }) => subject === 'Komt u?').map(({ recipient }) => recipient)).toEqual(
    ['ander@raad.example'],
  );
  const history = await paula.get(paths.staff.participantHistory(entry));
  expect(history.text).toContain('wil geen uitnodigingen meer (bezwaar)');
  await paula.post(paths.staff.withdrawObjection(request));
  expect(site.services.participants.byId(entry)?.objectedAt).toBe('');
  expect(site.services.subscribers.byId(reader)?.state).toBe('left');
});
