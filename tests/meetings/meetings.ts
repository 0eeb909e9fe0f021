import { crc32 } from 'node:zlib';
import { paths } from '../../src/paths.ts';
import type { Site } from '../support/site.ts';

export type Staff = Awaited<ReturnType<Site['signIn']>>;

/** A meeting as staff fill it in: Thursday 21 May 2026, 10.00 to 16.00 in Amsterdam. */
export const RAAD = {
  titel: 'AlliantieRaad voorjaar 2026',
  samenvatting: 'Over rondkomen, en wat gemeenten kunnen doen.',
  ...{ datum: '2026-05-21', van: '10:00', tot: '16:00', laatstedag: '' },
  ...{ locatie: 'Buurthuis De Brug', straat: 'Dorpsstraat', huisnummer: '12' },
  ...{ postcode: '1234ab', plaats: 'Utrecht', route: 'Bus 3 stopt **voor de deur**.' },
  programma: '## Ochtend\n\n- Inloop\n- Gesprek',
  ...{ openbaar: 'ja', plaatsen: '', antwoordvoor: '2026-05-14', behoeften: 'nee' },
};

/** Makes a meeting with these fields and returns its id. */
export async function make(staff: Staff, fields: Record<string, string> = {}): Promise<string> {
  const answer = await staff.post(paths.staff.newMeeting(), { ...RAAD, ...fields });
  if (answer.status !== 303) throw new Error(`Making a meeting answered ${answer.status}`);
  return String(String(answer.headers.location).split('/')[3]?.replace('#vragen', ''));
}

/** Makes one that stands fast. */
export async function makePublished(staff: Staff, fields: Record<string, string> = {}): Promise<string> {
  const id = await make(staff, fields);
  await staff.post(paths.staff.publishMeeting(id));
  return id;
}

/** The meeting as it is now. */
export function meetingOf(site: Site, id: string) {
  const meeting = site.services.meetings.byId(id);
  if (meeting === undefined) throw new Error(`There is no meeting ${id}`);
  return meeting;
}

/** What stands in the fields of the meeting's form, as a browser would send it. */
export function fieldsOn(html: string): Record<string, string> {
  const form = /<form class="panel"[\s\S]*?<\/form>/.exec(html)?.[0] ?? '';
  const fields: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) {
    const isChosen = !/type="(?:radio|checkbox)"/.test(tag) || / checked/.test(tag);
    const name = /name="([^"]*)"/.exec(tag)?.[1];
    if (name && isChosen) fields[name] = unescaped(/value="([^"]*)"/.exec(tag)?.[1] ?? '');
  }
  for (const [, name = '', value = ''] of form.matchAll(
    /<textarea[^>]*name="([^"]*)"[\s\S]*?>\n([\s\S]*?)<\/textarea>/g,
  )) {
    fields[name] = unescaped(value);
  }
  for (const [select, name = ''] of form.matchAll(/<select[^>]* name="([^"]*)"[\s\S]*?<\/select>/g)) {
    const [first] = select.match(/<option value="[^"]*"/) ?? [''];
    const chosen = /<option value="([^"]*)" selected/.exec(select)?.[1];
    fields[name] = chosen ?? /value="([^"]*)"/.exec(first)?.[1] ?? '';
  }
  return fields;
}

/** Opens the form of a meeting, changes these fields in it and saves. */
export async function save(staff: Staff, id: string, fields: Record<string, string>) {
  const path = paths.staff.changeMeeting(id);
  return staff.post(path, { ...fieldsOn((await staff.get(path)).text), ...fields });
}

/** The smallest PDF that is one. */
export const PDF = Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n', 'latin1');

/** A ZIP file with these files in it, all of them empty: what a Word file looks like from outside. */
export function zipOf(...names: string[]): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const name of names) {
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt32LE(crc32(''), 14);
    head.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt32LE(crc32(''), 16);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    local.push(head, Buffer.from(name));
    directory.push(entry, Buffer.from(name));
    offset += 30 + name.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(names.length, 8);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, ...directory, end]);
}

export const DOCX = zipOf('[Content_Types].xml', 'word/document.xml');

function unescaped(text: string): string {
  return text
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
