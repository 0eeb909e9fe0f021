import type { Request } from 'express';
import type { Clock } from '../clock.ts';
import type { Meeting } from '../meetings/meeting.ts';
import type { Meetings } from '../meetings/meetings.ts';
import { fullName } from '../participants/name.ts';
import { CHANNEL_NAMES } from '../participants/words.ts';
import { paths } from '../paths.ts';
import type { Settings } from '../settings/settings.ts';
import { blankForm, type Form, withError } from '../web/form.ts';
import { queryPage, queryText } from '../web/query.ts';
import { invalid, page, seeOther } from '../web/reply.ts';
import type { StaffRoutes } from '../web/staff-routes.ts';
import { type OpenInvitation, standingOf } from './answering.ts';
import { fullMessage, MOST_GUESTS, readHeard, valuesOf } from './forms.ts';
import { type Invited, STATES } from './invitation.ts';
import { type Invitations, type ListLine, nameOf } from './invitations.ts';
import type { Keys } from './keys.ts';
import * as pages from './pages.ts';
import { askedOf } from './routes.ts';
import { listed } from './words.ts';

export type InvitationAdminDeps = {
  invitations: Invitations;
  invitationKeys: Keys;
  meetings: Meetings;
  settings: Settings;
  clock: Clock;
};

/** Who is invited to a meeting, and what they answered. */
export function invitationAdminRoutes(staff: StaffRoutes, deps: InvitationAdminDeps): void {
  const { invitations, invitationKeys, meetings, settings, clock } = deps;
  const { answering, choosing, mailing, day, retention } = invitations;

  staff.get(paths.staff.invitations(':id'), 'participant.invited', ({ request }) => {
    const meeting = meetingOf(request);
    if (meeting === undefined) return undefined;
    const state = STATES.find((candidate) => candidate === queryText(request, 'stand'));
    const part = invitations.list(meeting, state, queryPage(request) ?? 1);
    const needs = day.atDoor(meeting).filter((person) => person.needs !== '');
    const reply = page(
      pages.list({
        ...{ meeting, state, count: part.count, page: part.page, pages: part.pages },
        ...{ counts: meetings.countsOf(meeting.id), isOver: meetings.isOver(meeting) },
        standing: standingOf(meeting, clock()),
        rows: part.lines.map(rowOf),
        isEmpty: choosing.chosen(meeting.id).length === 0,
        waiting: mailing.waiting(meeting.id),
        underway: mailing.underway(meeting.id),
        toRemind: mailing.toRemind(meeting.id),
        toTell: invitations.list(meeting, 'tell', 1).count,
        needs: needs.map(({ fullName: name, needs: text }) => ({ name, needs: text })),
        receipts: retention.receiptsOf(meeting.id),
        attendanceMonths: settings.read().attendanceMonths,
      }),
    );
    const shown = part.lines.flatMap(({ people }) => people.map(({ participantId }) => participantId));
    return { reply, persons: [...new Set([...shown, ...needs.map(({ participantId }) => participantId)])] };
  });

  staff.get(paths.staff.invitedGroup(':id', ':group'), 'participant.invitation', ({ request }) => {
    const opened = openedBy(request);
    return (
      opened && { reply: page(groupPage(opened, blankForm(valuesOf(opened)))), persons: personsOf(opened) }
    );
  });

  staff.post(
    paths.staff.invitedGroup(':id', ':group'),
    'participant.answer',
    ({ request, body, staff: { id: staffId } }) => {
      const opened = openedBy(request);
      if (opened === undefined) return undefined;
      const persons = personsOf(opened);
      const read = readHeard(body, opened);
      if (!read.ok) return { reply: invalid(groupPage(opened, read.form)), persons };
      const { way, ...said } = read.value;
      const done = answering.answer(opened.group.id, said, { way, staffId });
      if (done.outcome === 'full') {
        const form = withError(body, 'komt_1', fullMessage(done.left));
        return { reply: invalid(groupPage(opened, form)), persons };
      }
      const kind = done.outcome === 'saved' ? 'answer-kept' : 'meeting-off';
      return {
        reply: seeOther(paths.staff.invitedGroup(opened.meeting.id, opened.group.id), { kind }),
        persons,
      };
    },
  );

  staff.post(paths.staff.dropInvited(':id', ':group'), 'participant.uninvite', ({ request }) => {
    const opened = openedBy(request);
    if (opened === undefined) return undefined;
    const dropped = choosing.drop(opened.meeting.id, opened.group.id);
    const kind = dropped ? 'invited-dropped' : 'invited-answered';
    return {
      reply: seeOther(paths.staff.invitations(opened.meeting.id), { kind }),
      persons: personsOf(opened),
    };
  });

  staff.post(paths.staff.calledInvited(':id', ':group'), 'participant.called', ({ request }) => {
    const opened = openedBy(request);
    if (opened === undefined) return undefined;
    invitations.spoken(opened.group.id);
    const to = paths.staff.invitedGroup(opened.meeting.id, opened.group.id);
    return { reply: seeOther(to, { kind: 'invited-spoken' }), persons: personsOf(opened) };
  });

  staff.post(paths.staff.mailInvitedAgain(':id', ':group'), 'participant.mail', ({ request }) => {
    const opened = openedBy(request);
    if (opened === undefined) return undefined;
    const planned = mailing.sendAgain(opened);
    const notice =
      planned.outcome === 'planned' ? { kind: 'mails-planned', id: '1' } : { kind: 'nobody-to-mail' };
    const to = paths.staff.invitedGroup(opened.meeting.id, opened.group.id);
    return { reply: seeOther(to, notice), persons: personsOf(opened) };
  });

  function meetingOf(request: Request): Meeting | undefined {
    return meetings.byId(String(request.params.id));
  }

  function openedBy(request: Request): OpenInvitation | undefined {
    const opened = answering.openGroup(String(request.params.group));
    return opened?.meeting.id === request.params.id ? opened : undefined;
  }

  function groupPage(opened: OpenInvitation, form: Form) {
    const { meeting, group, people, entries } = opened;
    return pages.group({
      ...{ meeting, form, toStaff: true, mostGuests: MOST_GUESTS, id: group.id },
      ...{ people: namedByStaff(opened), questions: meeting.questions, asksNeeds: meeting.asksNeeds },
      title: listed(people.map((person) => nameOf(person, entries))),
      entries: entries.map((entry) => ({ ...entry, name: fullName(entry) })),
      channel: CHANNEL_NAMES[group.channel],
      ...{ invitedAt: group.invitedAt, remindedAt: group.remindedAt, toTell: group.toTell },
      ...{ answeredAt: group.answeredAt, answeredBy: group.answeredBy, mail: mailing.stateOfMail(group) },
      needs: people
        .filter((person) => person.needs !== '')
        .map((person) => ({ name: nameOf(person, entries), needs: person.needs })),
      code: invitationKeys.printed(invitationKeys.codeOf(group.id)),
    });
  }
}

/** Staff see the whole name. */
function namedByStaff(opened: OpenInvitation): pages.Asked[] {
  const { people, entries } = opened;
  return askedOf(opened).map((asked, index) => {
    const person = people[index];
    return person === undefined ? asked : { ...asked, name: nameOf(person, entries) };
  });
}

/** The entries of the register that a group shows. */
export function personsOf({ people }: Invited): string[] {
  return people.map(({ participantId }) => participantId);
}

function rowOf({ group, people, names, mail }: ListLine): pages.ListRow {
  const yes = people.filter(({ answer }) => answer === 'yes').length;
  const channel = CHANNEL_NAMES[group.channel];
  const row = { id: group.id, names, channel };
  if (group.toTell !== '') return { ...row, state: 'Moet het nog horen', look: 'blocked' };
  if (group.answeredAt !== null) {
    const guests = yes === 0 ? 0 : group.guests.length;
    const some = people.length > 1 && yes < people.length ? `${yes} van ${people.length} komt` : 'Komt';
    const state = yes === 0 ? 'Komt niet' : some + (guests > 0 ? `, met ${guests} erbij` : '');
    return { ...row, state, look: yes === 0 ? '' : 'subscribed' };
  }
  if (group.due !== '') return { ...row, state: 'Mail gaat zo weg', look: 'waiting' };
  if (mail !== undefined)
    return { ...row, state: mail === 'failed' ? 'Mail niet bezorgd' : 'Mail onzeker', look: 'blocked' };
  if (group.remindedAt !== null) return { ...row, state: 'Herinnerd, geen antwoord', look: 'waiting' };
  return {
    ...row,
    state: group.invitedAt === null ? 'Nog niet uitgenodigd' : 'Geen antwoord',
    look: 'waiting',
  };
}
