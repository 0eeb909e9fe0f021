import { z } from 'zod';
import { newId, type Randomness } from '../secrets.ts';
import type { FormBody } from '../web/body.ts';
import { line, lines } from '../web/field-types.ts';
import { readForm } from '../web/form.ts';
import type { Question } from './meeting.ts';

/** More than this nobody answers. */
export const MOST_QUESTIONS = 8;
const MOST_OPTIONS = 20;
const LONGEST_OPTION = 100;

/** A question in the form, by its number, counted from 1. The last one is empty: there a new one is written. */
export type AskedQuestion = { number: number; isNew: boolean; last: boolean };

/** The questions of a form: those of the meeting, in the order in which they stand in it, and one more to fill in. */
export function questionsIn(values: Record<string, string>): AskedQuestion[] {
  const filled = numbersIn(values).filter((number) => isAsked(values, number));
  const count = filled.at(-1) ?? 0;
  const shown = Math.min(count + 1, MOST_QUESTIONS);
  return Array.from({ length: shown }, (_, index) => ({
    number: index + 1,
    isNew: index + 1 > count,
    last: index + 1 === count,
  }));
}

/** What stands in the fields of the questions. */
export function questionValues(questions: Question[]): Record<string, string> {
  const values = questions.flatMap(({ id, label, kind, options, optional }, index) => {
    const name = `vraag${index + 1}`;
    return [
      [name, label],
      [`${name}id`, id],
      [`${name}soort`, kind === 'choice' ? 'keuze' : 'tekst'],
      [`${name}keuzes`, options.join('\n')],
      [`${name}nodig`, optional ? 'nee' : 'ja'],
    ];
  });
  return Object.fromEntries(values);
}

/** Reads the questions. One that was there keeps its id; one whose words were emptied is gone. */
export function readQuestions(
  body: FormBody,
  before: Question[],
  randomness: Randomness,
): { questions: Question[]; errors: Record<string, string> } {
  const errors: Record<string, string> = {};
  const known = new Set(before.map(({ id }) => id));
  const questions = numbersIn(body)
    .filter((number) => isAsked(body, number))
    .map((number) => readQuestion(body, number, errors));
  const taken = new Set<string>();
  const named = questions.map((question) => {
    const id = known.has(question.id) && !taken.has(question.id) ? question.id : newId(randomness);
    taken.add(id);
    return { ...question, id };
  });
  return { questions: named, errors };
}

/** The question that goes up one place, by its number; undefined when another button was pressed. */
export function questionUp(body: FormBody): number | undefined {
  const [, number] = /^vraag-omhoog-(\d)$/.exec(body.doe ?? '') ?? [];
  return number === undefined ? undefined : Number(number);
}

function readQuestion(body: FormBody, number: number, errors: Record<string, string>): Question {
  const name = `vraag${number}`;
  const kind = body[`${name}soort`] === 'keuze' ? 'choice' : 'text';
  const schema = z.object({ [name]: line(200), [`${name}keuzes`]: lines(MOST_OPTIONS * LONGEST_OPTION) });
  const read = readForm(schema, body);
  if (!read.ok) Object.assign(errors, read.form.errors);
  const options = kind === 'choice' ? optionsIn(body[`${name}keuzes`] ?? '') : [];
  const problem = kind === 'choice' ? problemWith(options) : undefined;
  if (problem !== undefined) errors[`${name}keuzes`] ??= problem;
  return {
    id: body[`${name}id`] ?? '',
    label: (body[name] ?? '').trim().normalize('NFC'),
    ...{ kind, options, optional: body[`${name}nodig`] !== 'ja' },
  };
}

function optionsIn(typed: string): string[] {
  const written = typed.split(/\r?\n/).map((option) => option.trim().normalize('NFC'));
  return [...new Set(written.filter((option) => option !== ''))];
}

function problemWith(options: string[]): string | undefined {
  if (options.length < 2) return 'Schrijf ten minste twee keuzes op, elke keuze op een eigen regel.';
  if (options.length > MOST_OPTIONS) return `Schrijf ten hoogste ${MOST_OPTIONS} keuzes op.`;
  const long = options.some((option) => option.length > LONGEST_OPTION);
  return long ? `Een keuze is te lang. Gebruik ten hoogste ${LONGEST_OPTION} tekens.` : undefined;
}

function isAsked(values: Record<string, string>, number: number): boolean {
  return (values[`vraag${number}`] ?? '').trim() !== '';
}

function numbersIn(values: Record<string, string>): number[] {
  const numbers = Array.from({ length: MOST_QUESTIONS }, (_, index) => index + 1);
  return numbers.filter((number) => values[`vraag${number}`] !== undefined);
}
