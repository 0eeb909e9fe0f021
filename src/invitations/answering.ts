import { after, DAY } from '../clock.ts';
import type { Meeting } from '../meetings/meeting.ts';
import type { Participant } from '../participants/participant.ts';
import { amsterdamClock, amsterdamMoment } from '../templates/local-time.ts';
import { type AnswerWay, type Invitation, type Invited, LINK_TERM } from './invitation.ts';
import type { InvitationDeps } from './invitations.ts';

/**
 * What an invitation is worth now. `open`: it can be answered. `late`: the day to answer is past. `begun`: the
 * meeting has begun or is over. `cancelled`: it is off.
 */
export type Standing = 'open' | 'late' | 'begun' | 'cancelled';

/** What an invitation opens: the meeting, who is asked, and who they are as far as they are in the register. */
export type OpenInvitation = Invited & { meeting: Meeting; standing: Standing; entries: Participant[] };

/** What one person says. `needs` undefined leaves what was said before; '' takes it away. */
export type Said = {
  id: string;
  answer: 'yes' | 'no';
  answers: Record<string, string>;
  needs: string | undefined;
};

/** What a group says: each person, and the names of whom they bring. */
export type GroupSaid = { people: Said[]; guests: string[] };

/** Who wrote an answer down: the people themselves, or a member of staff. */
export type AnsweredBy = { way: AnswerWay; staffId: string };

/** How answering ended. `full`: there are `left` places, fewer than it takes. */
export type AnswerOutcome =
  | { outcome: 'saved' | 'unknown' }
  | { outcome: 'full'; left: number }
  | { outcome: Exclude<Standing, 'open'> };

/** Answering an invitation. */
export type Answering = ReturnType<typeof createAnswering>;

export function createAnswering({ store, figures, meetings, participants, keys, ...deps }: InvitationDeps) {
  const { clock, inTransaction } = deps;
  return { open, openGroup, tokenByCode, peopleBehind, answer, refuse };

  /** What the token of a link opens, until a week after the meeting. Changes nothing. */
  function open(token: string): OpenInvitation | 'expired' | 'unknown' {
    const group = store.groupByToken(keys.hashOfToken(token));
    const opened = group && openGroup(group.id);
    if (opened === undefined || opened.meeting.state === 'draft') return 'unknown';
    const works = opened.meeting.endsAt > after(clock(), -LINK_TERM);
    return works ? opened : 'expired';
  }

  /** A group of the list, as staff open it. */
  function openGroup(groupId: string): OpenInvitation | undefined {
    const group = store.groupById(groupId);
    const meeting = group && meetings.byId(group.meetingId);
    if (group === undefined || meeting === undefined) return undefined;
    const people = store.peopleOf(groupId);
    const entries = participants.byIds(people.map(({ participantId }) => participantId));
    return { group, people, meeting, entries, standing: standingOf(meeting, clock()) };
  }

  /** The token that a typed code stands for, where there is such an invitation. */
  function tokenByCode(typed: string): string | undefined {
    const code = keys.readCode(typed);
    const group = code && store.groupByCode(keys.hashOfCode(code));
    return group ? keys.tokenOf(group.id) : undefined;
  }

  /** Writes down what a group says. Staff can do so after the day to answer, too. The last place is given once. */
  function answer(groupId: string, said: GroupSaid, by: AnsweredBy): AnswerOutcome {
    return inTransaction(() => {
      const opened = openGroup(groupId);
      if (opened === undefined) return { outcome: 'unknown' };
      const { meeting, people, standing } = opened;
      if (standing === 'cancelled') return { outcome: standing };
      if (standing !== 'open' && by.way === 'link') return { outcome: standing };
      const left = placesLeftFor(opened);
      const wanted = placesFor(said);
      if (wanted > left && wanted > placesNow(opened)) return { outcome: 'full', left: Math.max(0, left) };
      write(groupId, people, said, by);
      touch(people, meeting);
      return { outcome: 'saved' };
    });
  }

  function write(groupId: string, people: Invitation[], said: GroupSaid, { way, staffId }: AnsweredBy): void {
    const now = clock().toISOString();
    const guests = said.people.some((person) => person.answer === 'yes') ? said.guests : [];
    store.answerGroup({ id: groupId, guests, answeredBy: way, staffId, now });
    for (const person of people) {
      const heard = said.people.find(({ id }) => id === person.id);
      if (heard !== undefined) store.answerPerson(answered(person, heard, now));
    }
  }

  /** Hearing from somebody is a contact. */
  function touch(people: Invitation[], { endsAt }: Meeting): void {
    const today = amsterdamClock(clock()).slice(0, 10);
    if (endsAt > clock().toISOString())
      participants.touch(
        people.map(({ participantId }) => participantId),
        today,
      );
  }

  /** How many places there are for a group, its own among them. */
  function placesLeftFor(opened: OpenInvitation): number {
    const { capacity, id } = opened.meeting;
    if (capacity === null) return Number.POSITIVE_INFINITY;
    return capacity - figures.countsOf(id).people + placesNow(opened);
  }

  /** Whose entries a link is about, however old it is. */
  function peopleBehind(token: string): string[] | undefined {
    const group = store.groupByToken(keys.hashOfToken(token));
    return group && store.peopleOf(group.id).map(({ participantId }) => participantId);
  }

  /** 'No invitations any more': everybody whom this mail was for gets none from now on. Works for ever. */
  function refuse(token: string): 'refused' | 'unknown' {
    return inTransaction(() => {
      const group = store.groupByToken(keys.hashOfToken(token));
      if (group === undefined) return 'unknown';
      const title = meetings.byId(group.meetingId)?.title ?? '';
      for (const { participantId } of store.peopleOf(group.id)) {
        participants.refuseMail(participantId, `link in de uitnodiging voor ‘${title}’`);
      }
      return 'refused';
    });
  }
}

/** Whether an invitation to a meeting can be answered at this moment. */
export function standingOf(meeting: Meeting, now: Date): Standing {
  if (meeting.state === 'cancelled') return 'cancelled';
  if (meeting.startsAt <= now.toISOString()) return 'begun';
  return answerableUntil(meeting) <= now.toISOString() ? 'late' : 'open';
}

/** Until when a meeting can be answered: the end of the last day to do so, or its start. */
export function answerableUntil({ replyBy, startsAt }: Pick<Meeting, 'replyBy' | 'startsAt'>): string {
  if (replyBy === '') return startsAt;
  const nextDay = new Date(Date.parse(`${replyBy}T12:00:00Z`) + DAY).toISOString().slice(0, 10);
  return amsterdamMoment(`${nextDay}T00:00`)?.toISOString() ?? startsAt;
}

function answered(before: Invitation, said: Said, now: string) {
  const comes = said.answer === 'yes';
  const needs = comes ? (said.needs ?? before.needs) : '';
  const keepsConsent = said.needs === undefined && needs !== '';
  return {
    ...{ id: before.id, answer: said.answer, needs },
    answers: comes ? said.answers : {},
    needsConsentAt: needs === '' ? null : keepsConsent ? before.needsConsentAt : now,
  };
}

function placesFor({ people, guests }: GroupSaid): number {
  const coming = people.filter(({ answer }) => answer === 'yes').length;
  return coming === 0 ? 0 : coming + guests.length;
}

function placesNow({ group, people }: Invited): number {
  const coming = people.filter(({ answer }) => answer === 'yes').length;
  return coming === 0 ? 0 : coming + group.guests.length;
}
