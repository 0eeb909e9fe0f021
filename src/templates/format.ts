const ZONE = 'Europe/Amsterdam';
const DAY_LONG = dutch({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const DAY_SHORT = dutch({ day: 'numeric', month: 'long', year: 'numeric' });
const MONTH = dutch({ month: 'long', year: 'numeric' });
const TIME = dutch({ hour: '2-digit', minute: '2-digit' });
const CHARACTERS = new Intl.Segmenter('nl');
const NUMBER = new Intl.NumberFormat('nl-NL', { maximumFractionDigits: 1 });

/** A stored moment as people read it: `donderdag 5 maart 2026`. */
export function longDate(moment: string): string {
  return DAY_LONG.format(new Date(moment));
}

/** A stored moment, short: `5 maart 2026`. */
export function shortDate(moment: string): string {
  return DAY_SHORT.format(new Date(moment));
}

/** A stored moment with its time: `5 maart 2026, 14:05 uur`. */
export function dateTime(moment: string): string {
  return `${shortDate(moment)}, ${TIME.format(new Date(moment))} uur`;
}

/** The time of a stored moment: `14.05`. */
export function time(moment: string): string {
  return TIME.format(new Date(moment)).replace(':', '.');
}

/** A date as far as it is known (`YYYY`, `YYYY-MM` or `YYYY-MM-DD`): `2018`, `februari 2018`, `5 maart 2026`. */
export function knownDate(date: string): string {
  const [year = '', month, day] = date.split('-');
  if (month === undefined) return year;
  const moment = new Date(`${year}-${month}-${day ?? '15'}T12:00:00Z`);
  return (day === undefined ? MONTH : DAY_SHORT).format(moment);
}

/** `1.234,5` */
export function number(value: number): string {
  return NUMBER.format(value);
}

/** So many of something: `1 brief`, `1.200 brieven`. */
export function counted(count: number, one: string, more: string): string {
  return `${number(count)} ${count === 1 ? one : more}`;
}

/** How large a file is: `240 KB`, `1,5 MB`. */
export function fileSize(bytes: number): string {
  const kilobytes = Math.max(1, Math.ceil(bytes / 1024));
  return kilobytes < 1000 ? `${kilobytes} KB` : `${NUMBER.format(bytes / (1024 * 1024))} MB`;
}

/** A text of at most so many characters as people count them: whole, or cut with an ellipsis. */
export function cutAt(text: string, most: number): string {
  const characters = Array.from(CHARACTERS.segment(text), ({ segment }) => segment);
  if (characters.length <= most) return text;
  const kept = characters.slice(0, most - 1).join('');
  return `${kept.trimEnd()}…`;
}

/** A waiting time in words: `10 seconden`, `1 minuut`, `2 uur`. Rounded up, so that nobody comes back too early. */
export function waitingTime(seconds: number): string {
  if (seconds < 60) return seconds === 1 ? '1 seconde' : `${seconds} seconden`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return minutes === 1 ? '1 minuut' : `${minutes} minuten`;
  return `${Math.ceil(minutes / 60)} uur`;
}

function dutch(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('nl-NL', { timeZone: ZONE, ...options });
}
