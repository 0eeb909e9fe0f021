import { knownDate, shortDate } from '../templates/format.ts';
import { STEPS, type Step } from './periods.ts';
import type { Span } from './store.ts';

type Words = { inAddress: string; tab: string; visitors: string };

export const STEP_WORDS: Record<Step, Words> = {
  day: { inAddress: 'dag', tab: 'Per dag', visitors: 'Bezoekers' },
  week: { inAddress: 'week', tab: 'Per week', visitors: 'Bezoekers per dag, gemiddeld' },
  month: { inAddress: 'maand', tab: 'Per maand', visitors: 'Bezoekers per dag, gemiddeld' },
};

/** The choices, as they stand above the page. */
export const STEP_NAMES = STEPS.map((step) => ({ step, name: STEP_WORDS[step].tab }));

/** What an address asks for; days where it asks for nothing that is there. */
export function stepOf(inAddress: string): Step {
  return STEPS.find((step) => STEP_WORDS[step].inAddress === inAddress) ?? 'day';
}

/** A day, week or month by its name: `5 maart 2026`, `week van 2 maart 2026`, `maart 2026`. */
export function nameOf({ first }: Span, step: Step): string {
  if (step === 'month') return knownDate(first.slice(0, 7));
  return step === 'week' ? `week van ${knownDate(first)}` : knownDate(first);
}

/** `5 maart 2026`, or `4 februari tot en met 5 maart 2026`. */
export function spanInWords({ first, last }: Span): string {
  const [from, to] = [shortDate(`${first}T12:00:00Z`), shortDate(`${last}T12:00:00Z`)];
  if (from === to) return to;
  const sameYear = first.slice(0, 4) === last.slice(0, 4);
  return `${sameYear ? from.replace(/ \d{4}$/, '') : from} tot en met ${to}`;
}
