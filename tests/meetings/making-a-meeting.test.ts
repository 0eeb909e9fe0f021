import { describe, expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { Quinten } from '../support/people.ts';
import { openSite } from '../support/site.ts';
import { fieldsOn, make, makePublished, meetingOf, RAAD, save } from './meetings.ts';

describe('A meeting', () => {
  it('is made, stands nowhere until it is fixed, and then stands in the agenda', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    expect((await paula.get(paths.staff.meetings())).text).toContain('Er is nog geen bijeenkomst');
    const id = await make(paula);
    expect(meetingOf(site, id)).toMatchObject({
      ...{ title: 'AlliantieRaad voorjaar 2026', state: 'draft', version: 1, sequence: 0 },
      ...{ startsAt: '2026-05-21T08:00:00.000Z', endsAt: '2026-05-21T14:00:00.000Z' },
      ...{ postcode: '1234 AB', replyBy: '2026-05-14', capacity: null, questions: [] },
      slug: 'alliantieraad-voorjaar-2026-2026-05-21',
    });
    const address = paths.meeting(meetingOf(site, id).slug);
    expect((await site.get(address)).status).toBe(404);
    expect((await site.get(paths.agenda())).text).toContain('Er is nu niets gepland');
    expect((await paula.post(paths.staff.publishMeeting(id))).status).toBe(303);
    const page = await site.get(address);
    expect(page.text).toContain('donderdag 21 mei 2026');
    expect(page.text).toContain('10.00 tot 16.00 uur');
    expect(page.text).toContain('Dorpsstraat 12');
    expect(page.text).toContain('<strong>voor de deur</strong>');
    expect((await site.get(paths.agenda())).text).toContain(`href="${address}"`);
  });

  it('comes back in its form as it was saved', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const id = await make(paula, { plaatsen: '40', behoeften: 'ja', openbaar: 'nee' });
    const opened = fieldsOn((await paula.get(paths.staff.changeMeeting(id))).text);
    expect(opened).toMatchObject({
      ...RAAD,
      ...{ postcode: '1234 AB', plaatsen: '40', behoeften: 'ja', openbaar: 'nee' },
    });
    expect((await save(paula, id, {})).status).toBe(303);
    expect(meetingOf(site, id).version).toBe(1);
  });

  it('keeps its address once it is fixed, and follows its title before that', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const id = await make(paula);
    await save(paula, id, { titel: 'Raad & daad' });
    expect(meetingOf(site, id).slug).toBe('raad-daad-2026-05-21');
    await paula.post(paths.staff.publishMeeting(id));
    await save(paula, id, { titel: 'Heel anders', datum: '2026-05-28' });
    expect(meetingOf(site, id).slug).toBe('raad-daad-2026-05-21');
    const slugs = [await make(paula, { titel: 'Raad, daad' }), await make(paula, { titel: '///' })].map(
      (other) => meetingOf(site, other).slug,
    );
    expect(slugs).toEqual(['raad-daad-2026-05-21-2', 'bijeenkomst-2026-05-21']);
  });

  it('for the invited only stands nowhere on the site, its calendar file included', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const id = await makePublished(paula, { openbaar: 'nee' });
    const { slug } = meetingOf(site, id);
    expect((await site.get(paths.meeting(slug))).status).toBe(404);
    expect((await site.get(paths.meetingCalendar(slug))).status).toBe(404);
    expect((await site.get(paths.agenda())).text).not.toContain('AlliantieRaad voorjaar');
    expect((await site.get(paths.sitemap())).text).not.toContain(slug);
    expect(site.services.meetings.calendarOf(meetingOf(site, id))).not.toContain(slug);
  });

  it('goes from what is to come to what has been by itself', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    await makePublished(paula);
    const before = (await site.get(paths.agenda())).text;
    expect(before).not.toContain('id="geweest"');
    site.clock.set(new Date('2026-05-21T14:00:01.000Z'));
    const after = (await site.get(paths.agenda())).text;
    expect(after).toContain('Er is nu niets gepland');
    expect(after).toMatch(/id="geweest"[\s\S]*AlliantieRaad voorjaar 2026/);
  });

  it('is thrown away only as long as it is a draft, and comes back', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const id = await make(paula);
    await paula.post(paths.staff.removeMeeting(id));
    expect(site.services.meetings.byId(id)).toBeUndefined();
    const list = (await paula.get(paths.staff.meetings())).text;
    expect(list).toContain(paths.staff.restoreMeeting(id));
    await paula.post(paths.staff.restoreMeeting(id));
    await paula.post(paths.staff.publishMeeting(id));
    await paula.post(paths.staff.removeMeeting(id));
    expect(meetingOf(site, id).state).toBe('published');
  });

  it('that was thrown away is gone after 30 days', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const id = await make(paula);
    await paula.post(paths.staff.removeMeeting(id));
    site.clock.advance(31 * 24 * 60 * 60 * 1000);
    await site.runTask('remove what is past its term');
    expect(site.services.meetings.restore(id)).toBe('unknown');
  });
});

describe('Two people at once', () => {
  it('never overwrite each other unseen, and see what the other made of it', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const quinten = await site.signIn(Quinten);
    const id = await make(paula);
    const opened = fieldsOn((await quinten.get(paths.staff.changeMeeting(id))).text);
    await save(paula, id, { locatie: 'De Vuurtoren', vraag1: 'Welke werkgroep?' });
    const answer = await quinten.post(paths.staff.changeMeeting(id), {
      ...opened,
      titel: 'Raad van Quinten',
    });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Een collega heeft deze bijeenkomst intussen veranderd');
    expect(answer.text).toContain('De Vuurtoren');
    expect(answer.text).toContain('Welke werkgroep?');
    expect(fieldsOn(answer.text)).toMatchObject({ titel: 'Raad van Quinten', locatie: 'Buurthuis De Brug' });
    const again = await quinten.post(paths.staff.changeMeeting(id), fieldsOn(answer.text));
    expect(again.status).toBe(303);
    expect(meetingOf(site, id).title).toBe('Raad van Quinten');
  });

  it('lose nothing when one throws away what the other was writing', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const quinten = await site.signIn(Quinten);
    const id = await make(paula);
    const opened = fieldsOn((await quinten.get(paths.staff.changeMeeting(id))).text);
    await paula.post(paths.staff.removeMeeting(id));
    const answer = await quinten.post(paths.staff.changeMeeting(id), { ...opened, titel: 'Toch' });
    expect(answer.status).toBe(422);
    expect(fieldsOn(answer.text).titel).toBe('Toch');
    expect(answer.text).toContain(`action="${paths.staff.newMeeting()}"`);
  });
});
