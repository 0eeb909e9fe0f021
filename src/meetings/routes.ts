import type { Markdown } from '../articles/markdown.ts';
import type { Config } from '../config.ts';
import { paths } from '../paths.ts';
import type { Organisation } from '../templates/organisation.ts';
import { page, text } from '../web/reply.ts';
import type { Routes } from '../web/router.ts';
import { documentReply } from './document-routes.ts';
import type { Documents } from './documents.ts';
import { type Meeting, placeLines } from './meeting.ts';
import type { Meetings } from './meetings.ts';
import * as pages from './pages.ts';
import { meetingData } from './structured-data.ts';
import { textsOf } from './texts.ts';

export type MeetingRoutesDeps = {
  meetings: Meetings;
  documents: Documents;
  markdown: Markdown;
  content: { organisation: () => Organisation };
  config: Pick<Config, 'siteUrl'>;
};

/** The agenda, for everybody. Made anew each time: it depends on the clock, and on who has answered. */
export function meetingRoutes(routes: Routes, deps: MeetingRoutesDeps): void {
  const { meetings, documents, markdown, content, config } = deps;

  routes.get(paths.agenda(), () => {
    const { coming, past } = meetings.agenda();
    return page(pages.agenda({ coming: coming.map(itemOf), past: past.map(itemOf) }));
  });

  routes.get(paths.meetingCalendar(':slug'), (request) => {
    const meeting = meetings.visible(String(request.params.slug));
    return meeting && calendarReply(meeting, meetings.calendarOf(meeting));
  });

  routes.get(paths.meeting(':slug'), (request) => {
    const meeting = meetings.visible(String(request.params.slug));
    if (meeting === undefined) return undefined;
    return page(
      pages.meeting({
        ...{ meeting, place: placeLines(meeting), documents: documents.of(meeting.id) },
        ...textsOf(meeting, markdown),
        ...{ room: meetings.roomOf(meeting), isOver: meetings.isOver(meeting) },
        data: meetingData(meeting, content.organisation().name, config.siteUrl),
      }),
    );
  });

  // Those of a meeting for the invited too: they get the link, and nobody can guess it.
  routes.get(paths.meetingDocument(':slug', ':id'), (request) => {
    const meeting = meetings.bySlug(String(request.params.slug));
    if (meeting === undefined || meeting.state === 'draft') return undefined;
    const found = documents.open(meeting.id, String(request.params.id));
    return found && documentReply(found, meeting.isPublic);
  });

  function itemOf(meeting: Meeting): pages.AgendaItem {
    const hasMinutes = documents.of(meeting.id).some(({ kind }) => kind === 'minutes');
    const place = [meeting.placeName, meeting.town].filter(Boolean).join(', ');
    return { meeting, place, room: meetings.roomOf(meeting), hasMinutes };
  }
}

/**
 * An `.ics` for a phone or Outlook to take over; `calendar` is its text. Inline: an iPhone then opens its calendar
 * at once, and the other browsers keep it as a file anyway.
 */
export function calendarReply({ slug, state }: Meeting, calendar: string) {
  const method = state === 'cancelled' ? 'CANCEL' : 'PUBLISH';
  return text(`text/calendar; charset=utf-8; method=${method}`, calendar, {
    'Content-Disposition': `inline; filename="${slug}.ics"`,
  });
}
