import type { Clock } from '../clock.ts';
import type { LedgerKind } from '../ledger/entry.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Meeting } from '../meetings/meeting.ts';
import { placeLines } from '../meetings/meeting.ts';
import type { Meetings } from '../meetings/meetings.ts';
import { badgesFile } from '../paper/badges.ts';
import { doorListFile } from '../paper/door-list.ts';
import { paths } from '../paths.ts';
import type { Sheets } from '../pdf/sheet.ts';
import { dateTime } from '../templates/format.ts';
import type { Organisation } from '../templates/organisation.ts';
import { queryText } from '../web/query.ts';
import { download, page, seeOther, text } from '../web/reply.ts';
import type { StaffRoutes, Visit } from '../web/staff-routes.ts';
import type { AtDoor, Tick } from './day.ts';
import { dayOf, readTicks } from './forms.ts';
import type { Invitations } from './invitations.ts';
import * as pages from './pages.ts';
import { badgesOf, doorRows } from './paperwork.ts';
import { whenInWords } from './words.ts';

export type DoorRoutesDeps = {
  invitations: Invitations;
  meetings: Meetings;
  ledger: Pick<Ledger, 'record'>;
  sheets: Sheets;
  clock: Clock;
  content: { organisation: () => Organisation };
};

const FRESH = { fresh: true };

/** The day itself: the list at the door on a screen and on paper, and the badges. */
export function doorRoutes(staff: StaffRoutes, deps: DoorRoutesDeps): void {
  const { invitations, meetings, ledger, sheets, clock, content } = deps;
  const { day } = invitations;

  staff.get(paths.staff.door(':id'), 'participant.door', (visit) => {
    const meeting = meetingOf(visit);
    if (meeting === undefined) return undefined;
    const everybody = queryText(visit.request, 'wie') === 'iedereen';
    const people = day.atDoor(meeting).filter(({ expected, came }) => everybody || expected || came);
    const counts = meetings.countsOf(meeting.id);
    return { reply: page(pages.door({ meeting, people, everybody, counts })), persons: idsOf(people) };
  });

  // Without scripts: one button a person.
  staff.post(paths.staff.door(':id'), 'participant.tick', (visit) => {
    const meeting = meetingOf(visit);
    if (meeting === undefined) return undefined;
    const { body } = visit;
    const tick = tickOf(body);
    if (tick !== undefined) day.tick(meeting.id, [tick]);
    const everybody = body.wie === 'iedereen' ? '?wie=iedereen' : '';
    const place = /^[\w-]{1,40}$/.test(body.persoon ?? '') ? `#p-${body.persoon}` : '';
    return {
      reply: seeOther(paths.staff.door(meeting.id) + everybody + place),
      persons: personsTicked(meeting, [tick]),
    };
  });

  // From the page itself: what was ticked since the last time, and what others ticked in the meantime.
  staff.post(paths.staff.doorTicks(':id'), 'participant.tick', (visit) => {
    const meeting = meetingOf(visit);
    const sent = meeting && readTicks(visit.body);
    if (meeting === undefined || sent === undefined) return undefined;
    const ticks = sent.map(
      (each): Tick =>
        'persoon' in each
          ? { person: each.persoon, came: each.kwam, ago: each.geleden }
          : { group: each.groep, guests: each.gasten, ago: each.geleden },
    );
    day.tick(meeting.id, ticks);
    const people = day.atDoor(meeting);
    const answer = {
      binnen: people.filter(({ came }) => came).map(({ id }) => id),
      gasten: Object.fromEntries(
        people
          .filter(({ guestsCame }) => guestsCame > 0)
          .map(({ groupId, guestsCame }) => [groupId, guestsCame]),
      ),
    };
    const reply = text('application/json; charset=utf-8', JSON.stringify(answer));
    return { reply, persons: personsTicked(meeting, ticks) };
  });

  staff.get(
    paths.staff.doorList(':id'),
    'participant.door-list',
    (visit) => {
      const meeting = meetingOf(visit);
      if (meeting === undefined) return undefined;
      const people = day.atDoor(meeting);
      const run = {
        ...head(meeting),
        meeting: meeting.title,
        about: [whenInWords(meeting), placeLines(meeting)[0] ?? ''].filter(Boolean).join(', '),
        rows: doorRows(people),
        footer: `${content.organisation().name} · gemaakt op ${dateTime(clock().toISOString())}`,
      };
      const persons = expectedIn(people);
      if (!recorded(visit, 'door-list', meeting, persons)) return undefined;
      return { reply: file('deurlijst', doorListFile(sheets, run)), persons };
    },
    FRESH,
  );

  staff.get(
    paths.staff.badges(':id'),
    'participant.badges',
    (visit) => {
      const meeting = meetingOf(visit);
      if (meeting === undefined) return undefined;
      const people = day.atDoor(meeting);
      const run = { ...head(meeting), meeting: meeting.title, badges: badgesOf(people) };
      const persons = expectedIn(people);
      if (!recorded(visit, 'badges', meeting, persons)) return undefined;
      return { reply: file('badges', badgesFile(sheets, run)), persons };
    },
    FRESH,
  );

  /** No file with people in it is made without its row in the ledger, and none for nothing. */
  function recorded({ staff }: Visit, kind: LedgerKind, { id, title }: Meeting, participantIds: string[]) {
    const activity = { meetingId: id, title };
    return ledger.record({ kind, activity, staff, participantIds }) === 'recorded';
  }

  function meetingOf({ request }: Visit): Meeting | undefined {
    return meetings.byId(String(request.params.id));
  }

  function personsTicked(meeting: Meeting, ticks: (Tick | undefined)[]): string[] {
    const ticked = new Set(
      ticks.map((tick) => (tick === undefined ? '' : 'person' in tick ? tick.person : tick.group)),
    );
    return idsOf(day.atDoor(meeting).filter(({ id, groupId }) => ticked.has(id) || ticked.has(groupId)));
  }

  function head(meeting: Meeting) {
    return {
      title: meeting.title,
      organisation: content.organisation().name,
      madeAt: clock().toISOString(),
    };
  }

  function file(name: string, body: AsyncIterable<Uint8Array>) {
    return download(`${name}-${dayOf(clock())}.pdf`, 'application/pdf', body);
  }
}

function tickOf({ persoon, kwam, groep, gasten }: Record<string, string>): Tick | undefined {
  if (persoon !== undefined) return { person: persoon, came: kwam === 'ja', ago: 0 };
  if (groep !== undefined && /^[0-5]$/.test(gasten ?? ''))
    return { group: groep, guests: Number(gasten), ago: 0 };
  return undefined;
}

function idsOf(people: AtDoor[]): string[] {
  return people.map(({ participantId }) => participantId);
}

function expectedIn(people: AtDoor[]): string[] {
  return idsOf(people.filter(({ expected }) => expected));
}
