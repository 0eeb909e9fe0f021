import type { Meeting } from '../meetings/meeting.ts';
import { fullName, listName, sortKey } from '../participants/name.ts';
import type { Participant } from '../participants/participant.ts';
import type { Invitation, InvitationGroup } from './invitation.ts';
import type { InvitationDeps } from './invitations.ts';

/** Somebody at the door. Who brings people has the names of these and how many are inside; others have none. */
export type AtDoor = {
  id: string;
  groupId: string;
  participantId: string;
  /** As it is looked up, `Vries, Anna de`, and as one says it. */
  name: string;
  fullName: string;
  firstName: string;
  organisation: string;
  expected: boolean;
  came: boolean;
  guests: string[];
  guestsCame: number;
  /** What was answered, in the order of the meeting's questions. */
  answers: string[];
  needs: string;
};

/** A tick from a tablet: of a person, or of how many guests of a group are inside. `ago` is in milliseconds. */
export type Tick = { ago: number } & ({ person: string; came: boolean } | { group: string; guests: number });

const LONGEST_AGO = 24 * 60 * 60 * 1000;

/** The day itself: who is expected, who is there. */
export type TheDay = ReturnType<typeof createTheDay>;

export function createTheDay({ store, participants, clock, inTransaction }: InvitationDeps) {
  return { atDoor, tick };

  /**
   * Everybody on the list of a meeting, in the Dutch order. Who is not in the register any more, or may
   * not be used, is left out.
   */
  function atDoor(meeting: Meeting): AtDoor[] {
    const invited = store.all(meeting.id);
    const entries = new Map(
      participants.byIds(invited.map(({ participantId }) => participantId)).map((entry) => [entry.id, entry]),
    );
    const groups = new Map(
      store
        .groupsByIds([...new Set(invited.map(({ groupId }) => groupId))])
        .map((group) => [group.id, group]),
    );
    const withGuests = firstComing(invited);
    return invited
      .flatMap((invitation) => {
        const entry = entries.get(invitation.participantId);
        const group = groups.get(invitation.groupId);
        if (entry === undefined || entry.restrictedAt !== '' || group === undefined) return [];
        const brings = withGuests.get(group.id) === invitation.id;
        return [{ key: sortKey(entry), row: rowOf(meeting, invitation, entry, group, brings) }];
      })
      .sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
      .map(({ row }) => row);
  }

  /**
   * Writes ticks down. Each tells how long ago it was made, so that one that was held up by a bad connection
   * does not undo a later one.
   */
  function tick(meetingId: string, ticks: Tick[]): void {
    inTransaction(() => {
      for (const each of ticks) {
        const at = new Date(clock().getTime() - Math.min(Math.max(each.ago, 0), LONGEST_AGO)).toISOString();
        if ('person' in each) store.tick({ id: each.person, meetingId, came: each.came, at });
        else store.setGuestsCame({ id: each.group, meetingId, count: each.guests });
      }
    });
  }
}

/** In each group the first who comes: with them stand whom the group brings. */
function firstComing(invited: Invitation[]): Map<string, string> {
  const first = new Map<string, string>();
  for (const { id, groupId, answer } of invited) {
    if (answer === 'yes' && !first.has(groupId)) first.set(groupId, id);
  }
  return first;
}

function rowOf(
  { questions }: Meeting,
  invitation: Invitation,
  entry: Participant,
  group: InvitationGroup,
  brings: boolean,
): AtDoor {
  const { id, groupId, participantId, came, needs } = invitation;
  return {
    ...{ id, groupId, participantId, came, needs },
    name: listName(entry),
    fullName: fullName({ ...entry, organisation: entry.lastName === '' ? entry.organisation : '' }),
    firstName: entry.firstName,
    organisation: entry.lastName === '' ? '' : entry.organisation,
    expected: invitation.answer === 'yes',
    guests: brings ? group.guests : [],
    guestsCame: brings ? group.guestsCame : 0,
    answers: questions.map(({ id: question }) => invitation.answers[question] ?? '').filter(Boolean),
  };
}
