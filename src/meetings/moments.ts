import { readDay } from '../templates/day.ts';
import { amsterdamClock, amsterdamMoment } from '../templates/local-time.ts';

/** A day of this century, as a date field sends it or as people type it; undefined when there is no such day. */
export function readMeetingDay(typed: string): string | undefined {
  const day = readDay(typed.trim());
  return day?.startsWith('20') ? day : undefined;
}

/** A time as a time field sends it (`09:30`) or as people type it (`9.30`, `9 uur`); undefined when it is none. */
export function readTime(typed: string): string | undefined {
  const [, hours = '', minutes = '00'] =
    /^(\d{1,2})(?:[:.](\d\d)(?::00)?)?(?: ?uur)?$/.exec(typed.trim().toLowerCase()) ?? [];
  if (hours === '' || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return `${hours.padStart(2, '0')}:${minutes}`;
}

/** The moment of a day and a time on a Dutch clock, as stored; undefined in the hour that summer time leaves out. */
export function momentOn(day: string, time: string): string | undefined {
  const local = `${day}T${time}`;
  const moment = amsterdamMoment(local);
  return moment !== undefined && amsterdamClock(moment) === local ? moment.toISOString() : undefined;
}

/** The day and the time that a Dutch clock shows at a stored moment. */
export function clockAt(moment: string): { day: string; time: string } {
  const [day = '', time = ''] = amsterdamClock(new Date(moment)).split('T');
  return { day, time };
}
