import { describe, expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { textIn } from '../support/pdf.ts';
import { hasProgram } from '../support/programs.ts';
import { countsOf, groupOf, linkOf, openRaad, PEOPLE, sendMails } from './inviting.ts';

const readable = hasProgram('pdftotext', '-v');

/** Anna comes with two others, Bilal comes, Petra has not answered. */
async function openDoor() {
  const raad = await openRaad(['anna', 'bilal', 'petra']);
  const { site, paula, meeting, ids } = raad;
  await sendMails(site, paula, meeting);
  await site.post(linkOf(site, PEOPLE.anna.email), { komt_1: 'ja', gasten: 'Piet Gast\nKlaas Mee' });
  await site.post(linkOf(site, PEOPLE.bilal.email), { komt_1: 'ja' });
  const people = site.services.invitations.day.atDoor(site.services.meetings.byId(meeting) as never);
  const idOf = (name: keyof typeof ids) => people.find((each) => each.participantId === ids[name])?.id ?? '';
  const ticks = (sent: object[]) =>
    paula.post(paths.staff.doorTicks(meeting), { vinkjes: JSON.stringify(sent) });
  return { ...raad, idOf, ticks };
}

describe('The list at the door', () => {
  it('shows who is expected, in the Dutch order, and everybody when asked', async () => {
    const { paula, meeting } = await openDoor();
    const names = (html: string) => Array.from(html.matchAll(/data-name="([^"]*)"/g), ([, name]) => name);
    expect(names((await paula.get(paths.staff.door(meeting))).text)).toEqual([
      'Vries, Anna de',
      'Yıldız, Bilal',
    ]);
    const everybody = (await paula.get(`${paths.staff.door(meeting)}?wie=iedereen`)).text;
    expect(names(everybody)).toEqual(['Vries, Anna de', 'Yıldız, Bilal', 'Zwijger, Petra']);
  });

  it('is ticked with a button a person, without scripts', async () => {
    const { site, paula, meeting, ids, idOf } = await openDoor();
    const answer = await paula.post(paths.staff.door(meeting), { persoon: idOf('anna'), kwam: 'ja' });
    expect(answer.headers.location).toBe(`${paths.staff.door(meeting)}#p-${idOf('anna')}`);
    await paula.post(paths.staff.door(meeting), { groep: groupOf(site, meeting, ids.anna), gasten: '2' });
    expect(countsOf(site, meeting)).toMatchObject({ came: 3 });
    expect((await paula.get(paths.staff.door(meeting))).text).toMatch(/aria-pressed="true"/);
    await paula.post(paths.staff.door(meeting), { persoon: idOf('anna'), kwam: 'nee' });
    expect(countsOf(site, meeting)).toMatchObject({ came: 2 });
    expect(site.services.accessLog.newest(1)).toMatchObject([
      { action: 'participant.tick', persons: [ids.anna] },
    ]);
  });

  it('takes ticks that were held up, and lets none of them undo a later one', async () => {
    const { site, meeting, idOf, ticks } = await openDoor();
    await ticks([{ persoon: idOf('anna'), kwam: true, geleden: 0 }]);
    const held = await ticks([
      { persoon: idOf('anna'), kwam: false, geleden: 60_000 },
      { persoon: idOf('bilal'), kwam: true, geleden: 3_600_000 },
    ]);
    expect(JSON.parse(held.text).binnen.sort()).toEqual([idOf('anna'), idOf('bilal')].sort());
    await ticks([{ persoon: idOf('bilal'), kwam: true, geleden: 3_600_000 }]);
    expect(countsOf(site, meeting)).toMatchObject({ came: 2 });
  });

  it('refuses what is no tick, and ticks of another meeting', async () => {
    const { site, meeting, paula, idOf, ticks } = await openDoor();
    expect((await paula.post(paths.staff.doorTicks(meeting), { vinkjes: '{' })).status).toBe(404);
    expect((await ticks([{ persoon: idOf('anna') }])).status).toBe(404);
    const other = await openRaad([]);
    site.services.invitations.day.tick('elders', [{ person: idOf('anna'), came: true, ago: 0 }]);
    expect(countsOf(site, meeting).came).toBe(0);
    expect(other.meeting).not.toBe(meeting);
  });
});

describe.skipIf(!readable)('On paper for the day', () => {
  it('there is a list of who comes with whom, and a badge for each', async () => {
    const { site, paula, meeting, ids } = await openDoor();
    const list = textIn((await paula.get(paths.staff.doorList(meeting)).responseType('blob')).body);
    expect(list).toMatch(/Vries, Anna de[\s\S]*Piet Gast[\s\S]*Klaas Mee[\s\S]*Yıldız, Bilal/);
    expect(list).not.toContain('Zwijger');
    expect(list).not.toContain(PEOPLE.anna.email);
    expect(site.services.accessLog.newest(1)).toMatchObject([
      { action: 'participant.door-list', persons: [ids.anna, ids.bilal] },
    ]);
    const badges = textIn((await paula.get(paths.staff.badges(meeting)).responseType('blob')).body);
    const kinds = site.services.ledger.page(1).map(({ kind, count }) => [kind, count]);
    expect(kinds.sort()).toEqual([
      ['badges', 2],
      ['door-list', 2],
    ]);
    for (const name of ['Anna', 'de Vries', 'Bilal', 'Yıldız', 'Piet', 'Klaas'])
      expect(badges).toContain(name);
  });
});
