import { DAY } from '../clock.ts';
import { amsterdamClock, amsterdamMoment } from '../templates/local-time.ts';
import type { MeetingContent } from './meeting.ts';

/** Half a year that keeps the day of the week: a meeting on a Thursday stays on a Thursday. */
const HALF_A_YEAR = 26 * 7;

const MONTH = new Intl.DateTimeFormat('nl-NL', { timeZone: 'UTC', month: 'long' });
const SEASONS = [
  ['voorjaar', 'najaar'],
  ['voorjaars', 'najaars'],
  ['lente', 'herfst'],
  ['zomer', 'winter'],
] as const;

/**
 * The same meeting half a year on, at the same time on the clock: as often half a year as it takes to be in the
 * future. The year, the month and the season in its title move along.
 */
export function nextMeeting(last: MeetingContent, now: Date): MeetingContent {
  const halves = halvesUntilAhead(last, now);
  const days = halves * HALF_A_YEAR;
  const startsAt = moved(last.startsAt, days);
  return {
    ...last,
    title: movedTitle(last.title, last.startsAt, startsAt, halves),
    startsAt,
    endsAt: moved(last.endsAt, days),
    replyBy: last.replyBy === '' ? '' : movedDay(last.replyBy, days),
  };
}

function halvesUntilAhead({ startsAt }: MeetingContent, now: Date): number {
  const passed = (now.getTime() - Date.parse(startsAt)) / (HALF_A_YEAR * DAY);
  return Math.max(1, Math.ceil(passed));
}

/** So many days later, at the same time on a clock in the Netherlands. */
function moved(moment: string, days: number): string {
  const [day = '', time = ''] = amsterdamClock(new Date(moment)).split('T');
  const local = `${movedDay(day, days)}T${time}`;
  return (amsterdamMoment(local) ?? new Date(Date.parse(moment) + days * DAY)).toISOString();
}

function movedDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

function movedTitle(title: string, before: string, after: string, halves: number): string {
  const [was, is] = [new Date(before), new Date(after)];
  const swapped = halves % 2 === 1 ? swapSeasons(title) : title;
  return swapped
    .replace(words(MONTH.format(was)), (found) => likeBefore(found, MONTH.format(is)))
    .replace(words(String(was.getUTCFullYear())), String(is.getUTCFullYear()));
}

function swapSeasons(title: string): string {
  const pairs = SEASONS.flatMap(([one, other]) => [[one, other] as const, [other, one] as const]);
  const other = new Map<string, string>(pairs);
  const season = new RegExp(`(?<!\\p{L})(?:${[...other.keys()].join('|')})(?!\\p{L})`, 'giu');
  return title.replace(season, (found) => likeBefore(found, other.get(found.toLowerCase()) ?? found));
}

function words(text: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${text}(?![\\p{L}\\p{N}])`, 'iu');
}

function likeBefore(found: string, word: string): string {
  if (found === found.toUpperCase()) return word.toUpperCase();
  return /^\p{Lu}/u.test(found) ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}
