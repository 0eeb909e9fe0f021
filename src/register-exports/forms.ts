import { z } from 'zod';
import type { Activity } from '../ledger/entry.ts';
import type { Meeting } from '../meetings/meeting.ts';
import type { FormBody } from '../web/body.ts';
import { line } from '../web/field-types.ts';
import { type Refused, readForm, withError } from '../web/form.ts';
import { EXTENTS, type Extent } from './cells.ts';

/** An activity that is no meeting of the agenda. */
export const OTHER_ACTIVITY = 'anders';

const fields = z.object({
  activiteit: z.string('Kies voor welke activiteit u deze lijst nodig hebt.'),
  naam: line(120),
  inhoud: z.enum(EXTENTS, 'Kies wat er in het bestand moet staan.'),
  soort: z.enum(['csv', 'xlsx'], 'Kies een soort bestand.'),
});

/** What staff ask for in the form of an export. */
export type TypedExport = { activity: Activity; extent: Extent; format: 'csv' | 'xlsx' };

/** Reads the form of an export. It is for one of these meetings, or for another activity that is named. */
export function readExport(body: FormBody, meetings: Meeting[]): { ok: true; value: TypedExport } | Refused {
  const read = readForm(fields, body);
  if (!read.ok) return read;
  const { activiteit, naam, inhoud: extent, soort: format } = read.value;
  const meeting = meetings.find(({ id }) => id === activiteit);
  if (meeting !== undefined) {
    return { ok: true, value: { activity: { meetingId: meeting.id, title: meeting.title }, extent, format } };
  }
  if (activiteit !== OTHER_ACTIVITY) {
    const message = 'Kies voor welke activiteit u deze lijst nodig hebt.';
    return { ok: false, form: withError(body, 'activiteit', message) };
  }
  // A letter at least: a dash or a dot is no name of anything.
  if (!/\p{L}{2}/u.test(naam)) {
    const message = 'Schrijf op welke activiteit het is, zoals: themadag in Tilburg.';
    return { ok: false, form: withError(body, 'naam', message) };
  }
  return { ok: true, value: { activity: { title: naam }, extent, format } };
}
