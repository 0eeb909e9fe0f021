import { readDay } from '../templates/day.ts';
import { amsterdamClock, amsterdamMoment } from '../templates/local-time.ts';

/** A day of this century, as a date field sends it or as people type it; undefined when there is no such day. */
export function readMeetingDay(typed: string): string | undefined {
  const day = readDay(typed.trim());
  return day?.startsWith('20') ? day : undefined;
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
