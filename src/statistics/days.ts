import { DAY } from '../clock.ts';
import { amsterdamClock, amsterdamMoment } from '../templates/local-time.ts';

/** The date in the Netherlands at a moment: `2026-03-05`. */
export function dayAt(moment: Date): string {
  return amsterdamClock(moment).slice(0, 10);
}

/** The date so many days after this one, or before it. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** How many days there are from the first to the last, both included; 0 when the last comes first. */
export function daysFrom(first: string, last: string): number {
  return Math.max(0, Math.round((Date.parse(last) - Date.parse(first)) / DAY) + 1);
}

/** When a day begins in the Netherlands, in milliseconds: 23 to 25 hours after the one before. */
export function beginOf(day: string): number {
  const moment = amsterdamMoment(`${day}T00:00`);
  if (moment === undefined) throw new Error(`${day} is no day`);
  return moment.getTime();
}
