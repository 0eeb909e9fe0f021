import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMeetingDay } from '../../src/meetings/moments.ts';
import { paths } from '../../src/paths.ts';
import { readTime } from '../../src/templates/day.ts';
import { openSite } from '../support/site.ts';
import { fieldsOn, make, makePublished, meetingOf, RAAD } from './meetings.ts';

describe('A meeting', () => {
  it.each([
    ['ends before it begins', { tot: '09:59' }, 'tot', 'eindigt voordat zij begint'],
    ['ends when it begins', { tot: '10:00' }, 'tot', 'eindigt voordat zij begint'],
    ['ends on an earlier day', { laatstedag: '2026-05-20' }, 'laatstedag', 'vóór de eerste'],
    ['lasts for more than a month', { laatstedag: '2027-05-21' }, 'laatstedag', 'meer dan een maand'],
    ['has no title', { titel: '  ' }, 'titel', 'Geef de bijeenkomst een titel.'],
    ['has a title of 151 letters', { titel: 'x'.repeat(151) }, 'titel', 'ten hoogste 150'],
    ['has a line break in its title', { titel: 'Raad\nBcc: x' }, 'titel', 'niet te lezen'],
    ['has no day', { datum: '' }, 'datum', 'Kies de dag.'],
    ['is on a day that does not exist', { datum: '2026-02-30' }, 'datum', 'bestaat niet'],
    ['begins at no time', { van: '25:00' }, 'van', 'Vul een tijd in'],
    [
      'begins in the hour that summer time leaves out',
      { datum: '2026-03-29', van: '02:30', antwoordvoor: '' },
      'van',
      'bestaat op die dag niet',
    ],
    [
      'ends in the hour that summer time leaves out',
      { datum: '2026-03-28', van: '22:00', tot: '02:30', laatstedag: '2026-03-29', antwoordvoor: '' },
      'tot',
      'bestaat op die dag niet',
    ],
    [
      'asks for answers after it has been',
      { antwoordvoor: '2026-05-22' },
      'antwoordvoor',
      'na de bijeenkomst',
    ],
    ['has room for nobody', { plaatsen: '0' }, 'plaatsen', 'heel getal'],
    ['has room for half a person', { plaatsen: '12,5' }, 'plaatsen', 'heel getal'],
    ['is for nobody knows whom', { openbaar: 'misschien' }, 'openbaar', 'Kies wie'],
  ])('is refused when it %s, with what was typed', async (_, fields, name, message) => {
    const site = await openSite();
    const paula = await site.signIn();
    const answer = await paula.post(paths.staff.newMeeting(), { ...RAAD, ...fields });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(`href="#veld-${name}"`);
    expect(answer.text).toContain(message);
    if (name !== 'openbaar') {
      const typed = (fields as Record<string, string>)[name] ?? '';
      expect(fieldsOn(answer.text)[name]).toBe(typed);
    }
    expect(site.services.meetings.all()).toEqual([]);
  });

  it('is told everything that is wrong with it at once, from top to bottom', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const wrong = { titel: '', tot: '09:00', antwoordvoor: '2026-06-01', plaatsen: 'x', openbaar: '' };
    const { text } = await paula.post(paths.staff.newMeeting(), { ...RAAD, ...wrong });
    const links = Array.from(text.matchAll(/<li><a href="#veld-(\w+)">/g), ([, name]) => name);
    expect(links).toEqual(['titel', 'tot', 'openbaar', 'plaatsen', 'antwoordvoor']);
  });

  it('may last until after midnight, and through the night that the clock changes', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const night = { van: '22:00', tot: '04:00', antwoordvoor: '' };
    const ids = [
      await make(paula, { ...night, datum: '2026-03-28', laatstedag: '2026-03-29' }),
      await make(paula, { ...night, datum: '2026-10-24', laatstedag: '2026-10-25' }),
      await make(paula, { ...night, datum: '2026-10-25', van: '01:30', tot: '02:30' }),
    ];
    const times = ids.map((id) => meetingOf(site, id)).map(({ startsAt, endsAt }) => [startsAt, endsAt]);
    expect(times).toEqual([
      ['2026-03-28T21:00:00.000Z', '2026-03-29T02:00:00.000Z'],
      ['2026-10-24T20:00:00.000Z', '2026-10-25T03:00:00.000Z'],
      ['2026-10-24T23:30:00.000Z', '2026-10-25T01:30:00.000Z'],
    ]);
  });

  it('may have any words: markup, Arabic, formulas', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const id = await makePublished(paula, {
      titel: '=1+1 <b>&amp; "مجلس',
      ...{ programma: '<script>alert(1)</script>\n\n[x](javascript:alert(1))', locatie: "'t Hof </dl>" },
      samenvatting: '</script><img src=x>',
    });
    const { text } = await site.get(paths.meeting(meetingOf(site, id).slug));
    expect(text).not.toMatch(/<script>alert|<img src=x|href="javascript|<\/dl><br>/);
    expect(text).toContain('=1+1 &lt;b&gt;&amp;amp; &#34;مجلس');
    expect(text).toContain('\\u003c/script>');
  });

  it('takes days and times as people type them, where the browser has no field for them', () => {
    expect(['21-5-2026', '21/05/2026', '2026-05-21', ' 21.5.2026 '].map(readMeetingDay)).toEqual(
      Array(4).fill('2026-05-21'),
    );
    expect(['9:30', '09:30', '9.30', '9.30 uur', '09:30:00'].map(readTime)).toEqual(Array(5).fill('09:30'));
    expect(readTime('9 uur')).toBe('09:00');
    expect(['31-4-2026', '21-5-26', '0-0-2026', 'morgen', ''].map(readMeetingDay)).toEqual(
      Array(5).fill(undefined),
    );
  });

  it('reads any day and time without failing', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const day of [readMeetingDay(text)]) if (day) expect(Date.parse(day)).not.toBeNaN();
        for (const time of [readTime(text)]) if (time) expect(time).toMatch(/^([01]\d|2[0-3]):[0-5]\d$/);
      }),
    );
  });
});

describe('The questions of a meeting', () => {
  const ASKED = {
    ...{
      vraag1: 'Welke werkgroep?',
      vraag1soort: 'keuze',
      vraag1keuzes: 'Schulden\r\n\r\nBijstand\r\nSchulden',
    },
    ...{ vraag1nodig: 'ja', vraag2: 'Wat wilt u vertellen?', vraag2soort: 'tekst', vraag2nodig: 'nee' },
  };

  it('are kept with an id that stays, whatever else changes', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const id = await make(paula, ASKED);
    const [one, other] = meetingOf(site, id).questions;
    expect([one, other]).toMatchObject([
      { label: 'Welke werkgroep?', kind: 'choice', options: ['Schulden', 'Bijstand'], optional: false },
      { label: 'Wat wilt u vertellen?', kind: 'text', options: [], optional: true },
    ]);
    const form = fieldsOn((await paula.get(paths.staff.changeMeeting(id))).text);
    await paula.post(paths.staff.changeMeeting(id), { ...form, vraag1: 'Werkgroep?', doe: 'vraag-omhoog-2' });
    expect(meetingOf(site, id).questions.map((question) => [question.id, question.label])).toEqual([
      [other?.id, 'Wat wilt u vertellen?'],
      [one?.id, 'Werkgroep?'],
    ]);
  });

  it('are added one by one, and go when they are emptied', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const id = await make(paula, ASKED);
    const path = paths.staff.changeMeeting(id);
    const answer = await paula.post(path, {
      ...fieldsOn((await paula.get(path)).text),
      ...{ vraag1: '', vraag3: 'Komt u met de trein?', doe: 'vraag' },
    });
    expect(answer.headers.location).toBe(`${path}#vragen`);
    const labels = meetingOf(site, id).questions.map(({ label }) => label);
    expect(labels).toEqual(['Wat wilt u vertellen?', 'Komt u met de trein?']);
    expect((await paula.get(path)).text).toContain('name="vraag3"');
  });

  it.each([
    ['one choice', 'Schulden'],
    ['the same choice twice', 'Schulden\nSchulden'],
    ['21 choices', Array.from({ length: 21 }, (_, index) => `keuze ${index}`).join('\n')],
    ['a choice of 101 letters', `a\n${'x'.repeat(101)}`],
  ])('are refused with %s', async (_, vraag1keuzes) => {
    const site = await openSite();
    const paula = await site.signIn();
    const answer = await paula.post(paths.staff.newMeeting(), { ...RAAD, ...ASKED, vraag1keuzes });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('href="#veld-vraag1keuzes"');
    expect(fieldsOn(answer.text)).toMatchObject({ vraag1: 'Welke werkgroep?', vraag1keuzes });
  });

  it('never take over the id of another question, nor one that was made up', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const id = await make(paula, { ...ASKED, vraag1id: 'verzonnen', vraag2id: 'verzonnen' });
    const [one, other] = meetingOf(site, id).questions;
    expect(one?.id).not.toBe('verzonnen');
    const form = fieldsOn((await paula.get(paths.staff.changeMeeting(id))).text);
    await paula.post(paths.staff.changeMeeting(id), { ...form, vraag2id: String(one?.id) });
    const ids = meetingOf(site, id).questions.map((question) => question.id);
    expect(ids[0]).toBe(one?.id);
    expect(new Set([...ids, other?.id]).size).toBe(3);
  });
});
