import { z } from 'zod';
import { DAY } from '../clock.ts';
import type { Randomness } from '../secrets.ts';
import { readTime } from '../templates/day.ts';
import type { FormBody } from '../web/body.ts';
import { line, lines, readAs, requiredLine, requiredTime } from '../web/field-types.ts';
import { type Form, type Refused, readForm } from '../web/form.ts';
import { DOCUMENT_KINDS } from './document.ts';
import type { Meeting, MeetingContent, Question } from './meeting.ts';
import { clockAt, momentOn, readMeetingDay } from './moments.ts';
import { questionUp, questionValues, readQuestions } from './question-forms.ts';

const LONGEST_TEXT = 20_000;
const LONGEST = 31 * DAY;
const NO_DAY = 'Deze dag bestaat niet. Typ de dag als dag-maand-jaar, zoals 21-5-2027.';
const NO_TIME = 'Vul een tijd in, zoals 10:00.';
const LEFT_OUT = 'Deze tijd bestaat op die dag niet: de klok gaat dan een uur vooruit. Kies een andere tijd.';

const LATE = { antwoordvoor: 'Deze dag is na de bijeenkomst. Kies een dag ervoor.' };

const fields = z.object({
  titel: requiredLine(150, 'Geef de bijeenkomst een titel.'),
  samenvatting: lines(400),
  datum: day('Kies de dag.'),
  van: requiredTime(NO_TIME),
  tot: requiredTime(NO_TIME),
  laatstedag: optionalDay(),
  locatie: line(150),
  straat: line(100),
  huisnummer: line(20),
  postcode: line(20).transform(tidyPostcode),
  plaats: line(100),
  route: lines(LONGEST_TEXT),
  programma: lines(LONGEST_TEXT),
  openbaar: z.enum(['ja', 'nee'], 'Kies wie van de bijeenkomst mag weten.'),
  plaatsen: capacity(),
  antwoordvoor: optionalDay(),
  behoeften: z.enum(['ja', 'nee']).catch('nee'),
});

type Typed = z.output<typeof fields>;

/** Reads the form of a meeting. `before` are the questions that it has now. */
export function readMeeting(
  body: FormBody,
  before: Question[],
  randomness: Randomness,
): { ok: true; value: MeetingContent } | Refused {
  const read = readForm(fields, body);
  const asked = readQuestions(body, before, randomness);
  const times = timesIn(body);
  const errors = { ...times.errors, ...(read.ok ? {} : read.form.errors), ...asked.errors };
  if (!read.ok || Object.keys(errors).length > 0) {
    return { ok: false, form: { values: body, errors: inOrder(errors) } };
  }
  const { startsAt, endsAt } = times;
  const questions = moved(asked.questions, questionUp(body));
  return { ok: true, value: { ...detailsOf(read.value), startsAt, endsAt, questions } };
}

/** What stands in the form of a meeting. The version tells which one the person looked at. */
export function valuesOf(meeting: Meeting): Record<string, string> {
  const [start, end] = [clockAt(meeting.startsAt), clockAt(meeting.endsAt)];
  return {
    ...{ titel: meeting.title, samenvatting: meeting.summary },
    ...{ datum: start.day, van: start.time, tot: end.time },
    laatstedag: start.day === end.day ? '' : end.day,
    ...{ locatie: meeting.placeName, straat: meeting.street, huisnummer: meeting.houseNumber },
    ...{ postcode: meeting.postcode, plaats: meeting.town },
    ...{ route: meeting.directions, programma: meeting.programme },
    openbaar: meeting.isPublic ? 'ja' : 'nee',
    plaatsen: meeting.capacity === null ? '' : String(meeting.capacity),
    antwoordvoor: meeting.replyBy,
    behoeften: meeting.asksNeeds ? 'ja' : 'nee',
    ...questionValues(meeting.questions),
    versie: String(meeting.version),
  };
}

/** A new meeting's form, before anything was typed. */
export function valuesOfNew(): Record<string, string> {
  return { behoeften: 'nee' };
}

/** The version that a form was made of; 0, which no meeting has, when it says none. */
export function versionOf(body: FormBody): number {
  return /^\d{1,9}$/.test(body.versie ?? '') ? Number(body.versie) : 0;
}

/** The form again as it was typed, on top of the version that is there now, with what is the matter. */
export function formAgain(body: FormBody, version: number, message: string): Form {
  return { values: { ...body, versie: String(version) }, errors: { '': message } };
}

/** The fields that hold something else than what was typed, with what they hold. */
export function differences(meeting: Meeting, body: FormBody): { name: string; value: string }[] {
  const { versie: _, ...values } = valuesOf(meeting);
  return Object.entries(values)
    .filter(([name]) => !name.endsWith('id'))
    .filter(([name, value]) => value !== (body[name] ?? '').trim().replaceAll('\r\n', '\n'))
    .map(([name, value]) => ({ name, value }));
}

/** Why a meeting is off. People read it, so that it may not be left out. */
export const cancelForm = z.object({
  reden: lines(1000).pipe(z.string().min(1, 'Schrijf op waarom de bijeenkomst niet doorgaat.')),
});

export const documentForm = z.object({
  soort: z.enum(DOCUMENT_KINDS, 'Kies wat voor stuk dit is.'),
  naam: line(150),
});

/** The moments that the fields together make, and what is wrong with them together. */
function timesIn(body: FormBody): { startsAt: string; endsAt: string; errors: Record<string, string> } {
  const [first, from, to] = [
    readMeetingDay(body.datum ?? ''),
    readTime(body.van ?? ''),
    readTime(body.tot ?? ''),
  ];
  const last = (body.laatstedag ?? '').trim() === '' ? first : readMeetingDay(body.laatstedag ?? '');
  if (first === undefined || from === undefined || to === undefined || last === undefined) {
    return { startsAt: '', endsAt: '', errors: {} };
  }
  const [startsAt, endsAt] = [momentOn(first, from) ?? '', momentOn(last, to) ?? ''];
  const late = (readMeetingDay(body.antwoordvoor ?? '') ?? '') > first;
  return {
    startsAt,
    endsAt,
    errors: { ...problemWithTimes(startsAt, endsAt, last < first), ...(late && LATE) },
  };
}

function problemWithTimes(startsAt: string, endsAt: string, daysTurned: boolean): Record<string, string> {
  if (startsAt === '') return { van: LEFT_OUT };
  if (endsAt === '') return { tot: LEFT_OUT };
  if (daysTurned) {
    return { laatstedag: 'De laatste dag is vóór de eerste. Kijk of u een typefout hebt gemaakt.' };
  }
  if (endsAt <= startsAt) {
    return {
      tot: 'De bijeenkomst eindigt voordat zij begint. Duurt zij tot na middernacht? Vul dan ook de laatste dag in.',
    };
  }
  const tooLong = Date.parse(endsAt) - Date.parse(startsAt) > LONGEST;
  return tooLong ? { laatstedag: 'Dit duurt meer dan een maand. Kijk of de laatste dag klopt.' } : {};
}

/** By the place of their field in the form, so that the summary reads from top to bottom; questions last. */
function inOrder(errors: Record<string, string>): Record<string, string> {
  const names = Object.keys(fields.shape);
  const placeOf = (name: string) => (names.includes(name) ? names.indexOf(name) : names.length);
  return Object.fromEntries(Object.entries(errors).sort(([one], [other]) => placeOf(one) - placeOf(other)));
}

function detailsOf(typed: Typed): Omit<MeetingContent, 'startsAt' | 'endsAt' | 'questions'> {
  const { titel: title, samenvatting: summary, locatie: placeName, straat: street } = typed;
  const { huisnummer: houseNumber, postcode, plaats: town, route: directions, programma: programme } = typed;
  const { openbaar, plaatsen, antwoordvoor: replyBy, behoeften } = typed;
  return {
    ...{ title, summary, placeName, street, houseNumber, postcode, town, directions, programme },
    ...{ isPublic: openbaar === 'ja', capacity: plaatsen, replyBy, asksNeeds: behoeften === 'ja' },
  };
}

function moved(questions: Question[], up: number | undefined): Question[] {
  const [one, other] = [questions[(up ?? 0) - 2], questions[(up ?? 0) - 1]];
  if (up === undefined || one === undefined || other === undefined) return questions;
  return questions.with(up - 2, other).with(up - 1, one);
}

/** A Dutch postcode as it is written, `1234 AB`; any other as typed. */
function tidyPostcode(typed: string): string {
  const [, figures, letters] = /^(\d{4}) ?([a-z]{2})$/i.exec(typed) ?? [];
  return figures === undefined ? typed : `${figures} ${letters?.toUpperCase()}`;
}

function day(missing: string) {
  return readAs(readMeetingDay, (typed) => (typed.trim() === '' ? missing : NO_DAY));
}

function optionalDay() {
  return readAs(
    (typed) => (typed.trim() === '' ? '' : readMeetingDay(typed)),
    () => NO_DAY,
  );
}

/** A number of places; empty: no limit. */
function capacity() {
  return z
    .string()
    .default('')
    .transform((typed, context) => {
      const text = typed.trim();
      if (text === '') return null;
      if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
      context.addIssue({
        code: 'custom',
        message: 'Vul een heel getal in, van 1 tot en met 99999. Laat het leeg als er geen grens is.',
      });
      return z.NEVER;
    });
}
