import { describe, expect, it } from 'vitest';
import { createMarkdown } from '../../src/articles/markdown.ts';
import type { InvitationCounts, Meeting } from '../../src/meetings/meeting.ts';
import { createMeetings } from '../../src/meetings/meetings.ts';
import { createMeetingStore } from '../../src/meetings/store.ts';
import { paths } from '../../src/paths.ts';
import { openSite, type Site } from '../support/site.ts';
import { make, makePublished, meetingOf, RAAD, save } from './meetings.ts';

/** The meetings of a site, with other invitations than it has. */
function meetingsWith(site: Site, tellInvited: (meeting: Meeting) => number, people = 0) {
  const { clock, connection, inTransaction, randomness } = site.services;
  const counts: InvitationCounts = { invited: 3, yes: 2, no: 1, silent: 0, came: 0, people };
  return createMeetings({
    ...{ clock, randomness, inTransaction, store: createMeetingStore(connection), tellInvited },
    ...{ domain: 'example.org', siteUrl: site.url, markdown: createMarkdown(() => undefined) },
    organiser: () => ({ name: 'Sociale Alliantie', email: 'post@alliantie.example' }),
    countsOf: () => counts,
  });
}

describe('Calling a meeting off', () => {
  it('says so everywhere, with the reason, and leaves it where people look for it', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const id = await makePublished(paula);
    await paula.post(paths.staff.cancelMeeting(id), { reden: 'De zaal is <dicht>.\nSorry!' });
    expect(meetingOf(site, id)).toMatchObject({ state: 'cancelled', sequence: 1 });
    const page = (await site.get(paths.meeting(meetingOf(site, id).slug))).text;
    expect(page).toContain('Deze bijeenkomst gaat niet door');
    expect(page).toContain('De zaal is &lt;dicht&gt;.\nSorry!');
    expect(page).toContain('EventCancelled');
    expect(page).not.toContain('Zet in mijn agenda');
    expect((await site.get(paths.agenda())).text).toContain('Gaat niet door');
    expect(site.services.meetings.coming()).toEqual([]);
    site.clock.set(new Date('2026-05-22T10:00:00Z'));
    expect((await site.get(paths.agenda())).text).not.toContain('AlliantieRaad voorjaar');
  });

  it('needs a reason', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const id = await makePublished(paula);
    const answer = await paula.post(paths.staff.cancelMeeting(id), { reden: ' ' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('href="#veld-reden"');
    expect(meetingOf(site, id).state).toBe('published');
  });

  it('is for what is still to come: not for a draft, nor for what has been, and only once', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const draft = await make(paula);
    expect((await paula.post(paths.staff.cancelMeeting(draft), { reden: 'x' })).status).toBe(404);
    const id = await makePublished(paula);
    site.clock.set(new Date('2026-05-21T14:00:00Z'));
    const again = await site.signIn();
    await again.post(paths.staff.cancelMeeting(id), { reden: 'x' });
    expect(meetingOf(site, id).state).toBe('published');
    expect((await again.get(paths.staff.meeting(id))).text).toContain('deze bijeenkomst is al geweest');
  });

  it('leaves it as it was: nothing can change in it any more', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const id = await makePublished(paula);
    await paula.post(paths.staff.cancelMeeting(id), { reden: 'Regen' });
    expect((await paula.get(paths.staff.changeMeeting(id))).status).toBe(303);
    const answer = await paula.post(paths.staff.changeMeeting(id), { ...RAAD, titel: 'Toch', versie: '3' });
    expect(answer.headers.location).toBe(paths.staff.meeting(id));
    expect((await paula.get(paths.staff.meeting(id))).text).toContain('Uw wijziging is niet bewaard.');
    expect(meetingOf(site, id).title).toBe(RAAD.titel);
  });

  it('tells the invited once, in one transaction: what fails there undoes it', async () => {
    const site = await openSite();
    const id = await makePublished(await site.signIn());
    const told: string[] = [];
    const failing = meetingsWith(site, () => {
      throw new Error('The disk is full');
    });
    expect(() => failing.cancel(id, 'Regen')).toThrow('The disk is full');
    expect(meetingOf(site, id).state).toBe('published');
    const meetings = meetingsWith(site, (meeting) => {
      expect(site.services.connection.inTransaction).toBe(true);
      return told.push(`${meeting.state}: ${meeting.cancelReason}`);
    });
    expect(meetings.cancel(id, 'Regen')).toEqual({ outcome: 'cancelled', told: 1 });
    expect(meetings.cancel(id, 'Nog een keer')).toEqual({ outcome: 'cancelled', told: 0 });
    expect(told).toEqual(['cancelled: Regen']);
  });
});

describe('A meeting that moves', () => {
  it('is told to the invited when staff ask for it, and only when day, time or place change', async () => {
    const site = await openSite();
    const id = await makePublished(await site.signIn());
    const told: string[] = [];
    const meetings = meetingsWith(site, (meeting) => told.push(meeting.placeName));
    const change = (fields: Partial<Meeting>, tell: boolean) => {
      const { version, ...meeting } = meetingOf(site, id);
      return meetings.change(id, version, { ...meeting, ...fields }, tell);
    };
    expect(change({ placeName: 'De Brug' }, false)).toMatchObject({ told: 0 });
    expect(change({ programme: 'Anders' }, true)).toMatchObject({ told: 0 });
    expect(change({ placeName: 'Het Anker' }, true)).toMatchObject({ told: 1 });
    expect(told).toEqual(['Het Anker']);
  });

  it('offers no mail where nobody was invited', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const id = await makePublished(paula);
    expect((await paula.get(paths.staff.changeMeeting(id))).text).not.toContain('name="vertel"');
    expect((await save(paula, id, { locatie: 'Het Anker', vertel: 'ja' })).status).toBe(303);
    expect(site.mails).toEqual([]);
  });
});

describe('The room of a meeting', () => {
  it('is full when the last place is taken, whoever they bring', async () => {
    const site = await openSite();
    const id = await makePublished(await site.signIn(), { plaatsen: '3' });
    const roomWith = (people: number) => meetingsWith(site, () => 0, people).roomOf(meetingOf(site, id));
    expect([0, 2, 3, 4].map(roomWith)).toEqual(['open', 'open', 'full', 'full']);
    const endless = await makePublished(await site.signIn());
    expect(meetingsWith(site, () => 0, 100_000).roomOf(meetingOf(site, endless))).toBe('open');
  });
});
