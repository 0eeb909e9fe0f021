import { DAY } from '../clock.ts';
import { dayAfter } from './days.ts';
import type { Span } from './store.ts';

/** What the figures are put together by. A week begins on Monday (ISO 8601). */
export const STEPS = ['day', 'week', 'month'] as const;
export type Step = (typeof STEPS)[number];

/** So many of them are shown at once. */
const SHOWN: Record<Step, number> = { day: 30, week: 26, month: 12 };

/** The days, weeks or months up to the one that this day is in, the oldest first. */
export function periodsUntil(day: string, step: Step): Span[] {
  const periods: Span[] = [];
  let period = periodOf(day, step);
  while (periods.length < SHOWN[step]) {
    periods.unshift(period);
    period = periodOf(dayAfter(period.first, -1), step);
  }
  return periods;
}

/** The last day of what is shown after this, which ends on that day. */
export function laterThan(day: string, step: Step): string {
  let later = periodOf(day, step);
  for (let count = 0; count < SHOWN[step]; count += 1) later = periodOf(dayAfter(later.last, 1), step);
  return later.last;
}

function periodOf(day: string, step: Step): Span {
  if (step === 'day') return { first: day, last: day };
  return step === 'week' ? weekOf(day) : monthOf(day);
}

function weekOf(day: string): Span {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
  const first = dayAfter(day, -((weekday + 6) % 7));
  return { first, last: dayAfter(first, 6) };
}

function monthOf(day: string): Span {
  const [year = 0, month = 0] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month, 1) - DAY).toISOString().slice(0, 10);
  return { first: `${day.slice(0, 7)}-01`, last };
}
