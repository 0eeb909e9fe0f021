/** Tells the time. Handed in, so that tests own it. */
export type Clock = () => Date;

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The moment `milliseconds` after (or, when negative, before) this one, as stored: UTC, ISO 8601. */
export function after(moment: Date, milliseconds: number): string {
  return new Date(moment.getTime() + milliseconds).toISOString();
}

/** The moment a number of calendar months after this one (31 January and 1 month is 28 or 29 February). */
export function monthsAfter(moment: Date, months: number): string {
  return monthsBefore(moment, -months);
}

/** The moment a number of calendar months before this one (31 March less 1 month is 28 February). */
export function monthsBefore(moment: Date, months: number): string {
  const then = new Date(moment);
  then.setUTCDate(1);
  then.setUTCMonth(then.getUTCMonth() - months);
  const lastDay = new Date(Date.UTC(then.getUTCFullYear(), then.getUTCMonth() + 1, 0)).getUTCDate();
  then.setUTCDate(Math.min(moment.getUTCDate(), lastDay));
  return then.toISOString();
}
