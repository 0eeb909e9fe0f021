import { describe, expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { openSite } from '../support/site.ts';
import { make, makePublished, meetingOf, PDF, RAAD, type Staff } from './meetings.ts';

async function copy(paula: Staff, id: string): Promise<string> {
  const answer = await paula.post(paths.staff.copyMeeting(id));
  return String(String(answer.headers.location).split('/')[3]);
}

describe('Repeating a meeting', () => {
  it('makes a draft with everything of it, half a year on, on the same day of the week at the same time', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const fields = { plaatsen: '40', behoeften: 'ja', vraag1: 'Welke werkgroep?', vraag1nodig: 'ja' };
    const id = await makePublished(paula, fields);
    await paula.upload(
      paths.staff.addMeetingDocument(id),
      { soort: 'before', naam: '' },
      { name: 'a.pdf', bytes: PDF },
    );
    const list = (await paula.get(paths.staff.meetings())).text;
    expect(list).toContain(`action="${paths.staff.copyMeeting(id)}"`);
    const copied = meetingOf(site, await copy(paula, id));
    expect(copied).toMatchObject({
      ...{ title: 'AlliantieRaad najaar 2026', state: 'draft', sequence: 0, version: 1, isPublic: true },
      ...{ startsAt: '2026-11-19T09:00:00.000Z', endsAt: '2026-11-19T15:00:00.000Z', replyBy: '2026-11-12' },
      ...{ capacity: 40, asksNeeds: true, slug: 'alliantieraad-najaar-2026-2026-11-19' },
      questions: meetingOf(site, id).questions,
    });
    expect(copied.uid).not.toBe(meetingOf(site, id).uid);
    expect(site.services.documents.of(copied.id)).toEqual([]);
  });

  it.each([
    ['Raad mei 2026', 'Raad november 2026'],
    ['VOORJAAR', 'NAJAAR'],
    ['Voorjaarsraad 2025', 'Voorjaarsraad 2025'],
    ['Zomerborrel 2026, zomer', 'Zomerborrel 2026, winter'],
    ['Meiraad nr. 12026', 'Meiraad nr. 12026'],
    ['Raad 2026/2', 'Raad 2026/2'],
  ])('calls %s then %s', async (titel, title) => {
    const site = await openSite();
    const paula = await site.signIn();
    expect(meetingOf(site, await copy(paula, await make(paula, { titel }))).title).toBe(title);
  });

  it('goes on to the first half year that is still to come', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const id = await make(paula, { datum: '2024-05-23', antwoordvoor: '' });
    const copied = meetingOf(site, await copy(paula, id));
    expect(copied).toMatchObject({
      startsAt: '2026-05-21T08:00:00.000Z',
      title: 'AlliantieRaad voorjaar 2026',
      replyBy: '',
    });
  });

  it('is offered where there is nothing to come, and for no meeting that is off', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const id = await makePublished(paula);
    const off = await makePublished(paula, { ...RAAD, titel: 'Zomerfeest', datum: '2026-06-11' });
    await paula.post(paths.staff.cancelMeeting(off), { reden: 'Regen' });
    site.clock.set(new Date('2026-07-01T10:00:00Z'));
    const again = await site.signIn();
    const { text } = await again.get(paths.staff.meetings());
    expect(text).toContain('Herhaal de vorige');
    expect(text).toContain(`action="${paths.staff.copyMeeting(id)}"`);
    expect(text).not.toContain(paths.staff.copyMeeting(off));
  });
});
