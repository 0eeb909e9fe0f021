import { z } from 'zod';
import { amsterdamClock } from '../templates/local-time.ts';
import type { FormBody } from '../web/body.ts';
import { line, lines, requiredLine } from '../web/field-types.ts';
import { type Refused, readForm } from '../web/form.ts';
import type { GroupSaid, OpenInvitation, Said } from './answering.ts';
import type { AnswerWay } from './invitation.ts';

/** The names of one person's fields; persons count from 1. */
export const fieldsOf = (number: number) => ({
  answer: `komt_${number}`,
  question: (id: string) => `vraag_${number}_${id}`,
  needs: `zorg_${number}`,
  consent: `zorg_akkoord_${number}`,
  clear: `zorg_wissen_${number}`,
});

export const MOST_GUESTS = 5;
const LONGEST_NAME = 100;
const LONGEST_ANSWER = 300;
const LONGEST_NEEDS = 500;

export const codeForm = z.object({ code: requiredLine(40, 'Typ de code die in uw brief staat.') });

export const UNKNOWN_CODE =
  'Deze code kennen wij niet. Kijk of u een letter of cijfer hebt overgeslagen. De code heeft 10 tekens.';

export const textForm = z.object({
  onderwerp: requiredLine(150, 'Vul een onderwerp in.'),
  tekst: lines(5000).pipe(z.string().min(1, 'Schrijf hier wat u wilt zeggen.')),
});

const WAYS: Record<string, AnswerWay> = { telefoon: 'phone', papier: 'paper' };

/** The form of an answer as the people themselves send it. */
export function readAnswer(body: FormBody, opened: OpenInvitation): { ok: true; value: GroupSaid } | Refused {
  const errors: Record<string, string> = {};
  const people = opened.people.map((person, index) => readPerson(body, opened, person.id, index + 1, errors));
  const guests = readGuests(body.gasten ?? '', errors);
  if (Object.keys(errors).length > 0) return { ok: false, form: { values: body, errors } };
  return { ok: true, value: { people, guests } };
}

/** The same, as staff write it down: also how they heard it. */
export function readHeard(
  body: FormBody,
  opened: OpenInvitation,
): { ok: true; value: GroupSaid & { way: AnswerWay } } | Refused {
  const way = WAYS[body.hoe ?? ''];
  const read = readAnswer(body, opened);
  if (read.ok && way !== undefined) return { ok: true, value: { ...read.value, way } };
  const errors = read.ok ? {} : read.form.errors;
  const missing = { hoe: 'Kies hoe u het antwoord kreeg: per telefoon of op papier.' };
  return { ok: false, form: { values: body, errors: { ...errors, ...(way === undefined && missing) } } };
}

function readPerson(
  body: FormBody,
  { meeting, people }: OpenInvitation,
  id: string,
  number: number,
  errors: Record<string, string>,
): Said {
  const fields = fieldsOf(number);
  const comes = { ja: 'yes', nee: 'no' }[body[fields.answer] ?? ''] as Said['answer'] | undefined;
  if (comes === undefined)
    errors[fields.answer] = people.length > 1 ? 'Kies voor deze persoon ja of nee.' : 'Kies ja of nee.';
  if (comes !== 'yes') return { id, answer: comes ?? 'no', answers: {}, needs: undefined };
  const answers: Record<string, string> = {};
  for (const question of meeting.questions) {
    const name = fields.question(question.id);
    const typed = readField(body, name, line(LONGEST_ANSWER), errors);
    const fits = question.kind === 'text' || typed === '' || question.options.includes(typed);
    if (!fits || (typed === '' && !question.optional)) {
      errors[name] ??= question.kind === 'choice' ? 'Kies een van de antwoorden.' : 'Vul hier iets in.';
    }
    if (typed !== '') answers[question.id] = typed;
  }
  return {
    id,
    answer: 'yes',
    answers,
    needs: meeting.asksNeeds ? readNeeds(body, number, errors) : undefined,
  };
}

/** Left empty, what was said before stays. Without the consent for just this nothing is kept. */
function readNeeds(body: FormBody, number: number, errors: Record<string, string>): string | undefined {
  const fields = fieldsOf(number);
  const typed = readField(body, fields.needs, lines(LONGEST_NEEDS), errors);
  if (typed === '') return body[fields.clear] === 'ja' ? '' : undefined;
  if (body[fields.consent] !== 'ja') {
    errors[fields.consent] =
      'Wij mogen dit alleen bewaren als u daar ja op zegt. Zet een vinkje, of maak het vak leeg.';
  }
  return typed;
}

function readGuests(typed: string, errors: Record<string, string>): string[] {
  const names = typed
    .split('\n')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const read = z.array(line(LONGEST_NAME)).max(MOST_GUESTS, TOO_MANY_GUESTS).safeParse(names);
  if (read.success) return read.data;
  errors.gasten = read.error.issues[0]?.message ?? TOO_MANY_GUESTS;
  return [];
}

const TOO_MANY_GUESTS = `U kunt ten hoogste ${MOST_GUESTS} mensen meenemen. Zet iedere naam op een eigen regel.`;

function readField(
  body: FormBody,
  name: string,
  schema: z.ZodType<string>,
  errors: Record<string, string>,
): string {
  const read = readForm(z.object({ typed: schema }), { typed: body[name] ?? '' });
  if (read.ok) return read.value.typed;
  errors[name] = read.form.errors.typed ?? '';
  return '';
}

/** What stands in the form before anything is typed. Needs are not shown again: a stranger may have found the letter. */
export function valuesOf({ people, group, meeting }: OpenInvitation): Record<string, string> {
  const values: Record<string, string> = { gasten: group.guests.join('\n') };
  for (const [index, person] of people.entries()) {
    const fields = fieldsOf(index + 1);
    if (person.answer !== '') values[fields.answer] = person.answer === 'yes' ? 'ja' : 'nee';
    for (const { id } of meeting.questions) values[fields.question(id)] = person.answers[id] ?? '';
  }
  if (group.answeredBy === 'phone' || group.answeredBy === 'paper') {
    values.hoe = group.answeredBy === 'phone' ? 'telefoon' : 'papier';
  }
  return values;
}

/** There are fewer places than it takes. */
export function fullMessage(left: number): string {
  if (left === 0) return 'Het is vol: alle plaatsen zijn bezet. Uw antwoord is niet bewaard.';
  const places = left === 1 ? 'is nog 1 plaats' : `zijn nog ${left} plaatsen`;
  return `Er ${places}. Kom met minder mensen, of laat weten dat u niet komt. Uw antwoord is niet bewaard.`;
}

const TOO_FAR = 'Kies een getal van -20 tot 20 millimeter.';

const millimetres = z
  .string()
  .default('')
  .transform((typed) => typed.trim().replace(',', '.'))
  .pipe(
    z
      .string()
      .regex(
        /^(?:[+-]?\d{1,2}(?:\.\d)?)?$/,
        'Vul een aantal millimeters in, zoals 1,5 of -2. Of laat het leeg.',
      ),
  )
  .transform(Number)
  .pipe(z.number().min(-20, TOO_FAR).max(20, TOO_FAR));

/** How letters are printed. */
export const letterPrintForm = z.object({
  envelop: z.string().default(''),
  voor: z.enum(['nieuw', 'alle']).default('nieuw').catch('nieuw'),
  rechts: millimetres,
  omlaag: millimetres,
});

/** How labels are printed. Letters are asked for on the same page: no field of theirs has the same name. */
export const labelPrintForm = z.object({
  vel: z.string().default(''),
  etiketvoor: z.enum(['nieuw', 'alle']).default('nieuw').catch('nieuw'),
  vanaf: z
    .string()
    .default('1')
    .transform((typed) => typed.trim() || '1')
    .pipe(z.string().regex(/^[1-9]\d?$/, 'Vul het nummer in van het eerste etiket dat nog op het vel zit.'))
    .transform(Number),
  etiketrechts: millimetres,
  etiketomlaag: millimetres,
});

const tick = z.union([
  z.object({ persoon: z.string().max(40), kwam: z.boolean(), geleden: z.number().int() }),
  z.object({
    groep: z.string().max(40),
    gasten: z.number().int().min(0).max(MOST_GUESTS),
    geleden: z.number().int(),
  }),
]);

/** Ticks as the page at the door sends them, in JSON; undefined for anything else. */
export function readTicks(body: FormBody): z.infer<typeof tick>[] | undefined {
  try {
    return z
      .array(tick)
      .max(500)
      .parse(JSON.parse(body.vinkjes ?? ''));
  } catch {
    return undefined;
  }
}

/** The day it is in the Netherlands, for the name of a file. */
export function dayOf(moment: Date): string {
  return amsterdamClock(moment).slice(0, 10);
}
