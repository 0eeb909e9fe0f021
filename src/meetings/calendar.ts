import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { type Meeting, placeLines } from './meeting.ts';

/** Who holds the meetings, as calendars name it: RFC 5546 §3.2.1 wants an organizer with an address. */
export type Organiser = { name: string; email: string };

/** What an `.ics` says besides the meeting itself. `link` is where to read more: an absolute address. */
export type CalendarDetails = { organiser: Organiser; link: string | undefined; directions: string };

/**
 * A meeting as an iCalendar file (RFC 5545), in UTC, which every calendar shows in its own time. The UID stays,
 * and SEQUENCE goes up, so that a later file takes the place of an earlier one; that of a cancelled meeting
 * takes it out (METHOD:CANCEL, RFC 5546 §3.2.5).
 */
export function calendarFile(meeting: Meeting, { organiser, link, directions }: CalendarDetails): string {
  const cancelled = meeting.state === 'cancelled';
  const calendar = ical({
    prodId: { company: 'Sociale Alliantie', product: 'Agenda', language: 'NL' },
    method: cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
    scale: 'GREGORIAN',
  });
  calendar.createEvent({
    id: meeting.uid,
    sequence: meeting.sequence,
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    start: new Date(meeting.startsAt),
    end: new Date(meeting.endsAt),
    stamp: new Date(meeting.updatedAt),
    created: new Date(meeting.createdAt),
    lastModified: new Date(meeting.updatedAt),
    summary: cancelled ? `Gaat niet door: ${meeting.title}` : meeting.title,
    description: wordsFor(meeting, directions, link),
    location: placeLines(meeting).join(', ') || null,
    organizer: organiser,
    url: link ?? null,
  });
  return withLineEnds(calendar.toString());
}

/** What of a meeting a calendar keeps: when one of these changes, SEQUENCE goes up. */
export function calendarFacts(meeting: Meeting): string {
  const { title, startsAt, endsAt, summary, directions } = meeting;
  return JSON.stringify([title, startsAt, endsAt, summary, directions, placeLines(meeting)]);
}

function wordsFor(meeting: Meeting, directions: string, link: string | undefined): string {
  const reason = meeting.state === 'cancelled' ? meeting.cancelReason : '';
  const parts = [reason, meeting.summary, directions, link === undefined ? '' : `Meer weten: ${link}`];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Every line ends in CR and LF, the last one too (RFC 5545 §3.1). */
function withLineEnds(text: string): string {
  return `${text.replaceAll(/\r?\n/g, '\r\n').trimEnd()}\r\n`;
}
