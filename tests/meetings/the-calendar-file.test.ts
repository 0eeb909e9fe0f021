import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarFile } from '../../src/meetings/calendar.ts';
import { paths } from '../../src/paths.ts';
import { hasProgram } from '../support/programs.ts';
import { openSite, type Site } from '../support/site.ts';
import { makePublished, meetingOf, save } from './meetings.ts';

const icalendarHere = hasProgram('icalendar', '--help');
/** Runs a script with the Python that the program icalendar is made for, which has its library. */
const WITH_ICALENDAR = 'exec $(head -n 1 "$(command -v icalendar)" | cut -c 3-) -c "$1"';

/** The calendar file of a meeting as a visitor downloads it. */
async function download(site: Site, id: string) {
  return site.get(paths.meetingCalendar(meetingOf(site, id).slug));
}

/** The content lines of an iCalendar text, unfolded (RFC 5545 §3.1), by the name of their property. */
function linesOf(text: string): Map<string, string> {
  const lines = text.replaceAll(/\r\n[ \t]/g, '').split('\r\n');
  return new Map(lines.map((line) => [/^[A-Z-]+/.exec(line)?.[0] ?? '', line.slice(line.indexOf(':') + 1)]));
}

function unescaped(text: string): string {
  return text.replaceAll(/\\([\\;,nN])/g, (_, character) => (/n/i.test(character) ? '\n' : character));
}

describe('The calendar file of a meeting', () => {
  it('says when and where in UTC, for a phone to open at once', async () => {
    const site = await openSite();
    const id = await makePublished(await site.signIn());
    const answer = await download(site, id);
    expect(answer.headers['content-type']).toBe('text/calendar; charset=utf-8; method=PUBLISH');
    expect(answer.headers['content-disposition']).toBe(
      'inline; filename="alliantieraad-voorjaar-2026-2026-05-21.ics"',
    );
    const lines = linesOf(answer.text);
    expect(Object.fromEntries(lines)).toMatchObject({
      ...{ METHOD: 'PUBLISH', STATUS: 'CONFIRMED', SEQUENCE: '0', DTSTART: '20260521T080000Z' },
      ...{ DTEND: '20260521T140000Z', SUMMARY: 'AlliantieRaad voorjaar 2026' },
      LOCATION: 'Buurthuis De Brug\\, Dorpsstraat 12\\, 1234 AB Utrecht',
      URL: `${site.url}${paths.meeting('alliantieraad-voorjaar-2026-2026-05-21')}`,
    });
    expect(unescaped(String(lines.get('DESCRIPTION')))).toContain('Bus 3 stopt voor de deur.');
    expect(answer.text).toMatch(/^ORGANIZER;CN="?Sociale Alliantie"?:mailto:nieuwsbrief@example\.org\r$/m);
    expect((await download(site, id)).text).toBe(answer.text);
  });

  it('keeps its UID, and has a higher number when something changes that a calendar keeps', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const id = await makePublished(paula);
    const first = linesOf((await download(site, id)).text);
    site.clock.advance(60_000);
    await save(paula, id, { programma: 'Anders', plaatsen: '10' });
    expect(linesOf((await download(site, id)).text).get('SEQUENCE')).toBe('0');
    await save(paula, id, { van: '11:00' });
    const moved = linesOf((await download(site, id)).text);
    expect(moved.get('UID')).toBe(first.get('UID'));
    expect([moved.get('SEQUENCE'), moved.get('DTSTART')]).toEqual(['1', '20260521T090000Z']);
    expect(String(moved.get('DTSTAMP')) > String(first.get('DTSTAMP'))).toBe(true);
    await paula.post(paths.staff.cancelMeeting(id), { reden: 'De zaal is dicht.' });
    const off = linesOf((await download(site, id)).text);
    expect(Object.fromEntries(off)).toMatchObject({
      ...{ METHOD: 'CANCEL', STATUS: 'CANCELLED', SEQUENCE: '2' },
      SUMMARY: 'Gaat niet door: AlliantieRaad voorjaar 2026',
    });
    expect(off.get('UID')).toBe(first.get('UID'));
    expect(off.get('DESCRIPTION')).toContain('De zaal is dicht.');
  });

  it('of winter and summer time has the same hour on the clock', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const starts = [];
    for (const datum of ['2026-03-28', '2026-03-29', '2026-10-24', '2026-10-25']) {
      const id = await makePublished(paula, { datum, antwoordvoor: '' });
      starts.push(linesOf((await download(site, id)).text).get('DTSTART'));
    }
    expect(starts).toEqual(['20260328T090000Z', '20260329T080000Z', '20261024T080000Z', '20261025T090000Z']);
  });

  it('has lines of at most 75 bytes, and gives back any words that were put in', async () => {
    const site = await openSite();
    const meeting = meetingOf(site, await makePublished(await site.signIn()));
    const organiser = { name: 'Sociale Alliantie', email: 'post@alliantie.example' };
    const text = fc
      .array(
        fc.oneof(fc.constantFrom('é', 'ł', '会', '😀', ';', ',', '\\', '\\n', '"', ':', '\n'), fc.string()),
        { maxLength: 60 },
      )
      .map((parts) =>
        parts
          .join('')
          .replaceAll(/[^\P{Cc}\n]/gu, '')
          .trim(),
      );
    fc.assert(
      fc.property(text, text, (title, summary) => {
        const file = calendarFile(
          { ...meeting, title: title.replaceAll('\n', ' '), summary },
          { organiser, link: undefined, directions: '' },
        );
        for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        const lines = linesOf(file);
        expect(unescaped(lines.get('SUMMARY') ?? '')).toBe(title.replaceAll('\n', ' '));
        expect(unescaped(lines.get('DESCRIPTION') ?? '')).toBe(summary);
      }),
    );
  });

  it.skipIf(!icalendarHere)('is read by another program just so', async () => {
    const site = await openSite();
    const id = await makePublished(await site.signIn(), {
      titel: 'Raad; “wij”, Łódź & 会',
      samenvatting: `${'Samen eten, samen praten; en dan naar huis. '.repeat(5)}\nTot dan!`,
    });
    const { text } = await download(site, id);
    const script = `
import sys, json
from icalendar import Calendar
c = Calendar.from_ical(sys.stdin.buffer.read())
e = [x for x in c.walk('VEVENT')]
print(json.dumps({'events': len(e), 'method': str(c['METHOD']), 'summary': str(e[0]['SUMMARY']), 'start': e[0].decoded('DTSTART').isoformat(), 'end': e[0].decoded('DTEND').isoformat(), 'uid': str(e[0]['UID']), 'sequence': int(e[0]['SEQUENCE']), 'description': str(e[0]['DESCRIPTION']), 'organizer': str(e[0]['ORGANIZER']), 'errors': [str(x) for x in e[0].errors]}))`;
    const { stdout, stderr } = spawnSync('sh', ['-c', WITH_ICALENDAR, 'sh', script], { input: text });
    expect(String(stderr)).toBe('');
    const read = JSON.parse(String(stdout)) as { description: string };
    expect(read).toMatchObject({
      ...{ events: 1, method: 'PUBLISH', sequence: 0, errors: [], uid: meetingOf(site, id).uid },
      ...{ summary: 'Raad; “wij”, Łódź & 会', organizer: 'mailto:nieuwsbrief@example.org' },
      ...{ start: '2026-05-21T08:00:00+00:00', end: '2026-05-21T14:00:00+00:00' },
    });
    expect(read.description).toContain('Samen eten, samen praten; en dan naar huis. \nTot dan!');
  });
});
