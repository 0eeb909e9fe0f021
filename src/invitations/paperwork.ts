import type { Meeting } from '../meetings/meeting.ts';
import type { Badge } from '../paper/badges.ts';
import type { DoorRow } from '../paper/door-list.ts';
import type { Letter } from '../paper/letters.ts';
import { hasPostAddress, isLeftAlone } from '../participants/channel.ts';
import type { Participant } from '../participants/participant.ts';
import type { AtDoor } from './day.ts';
import type { InvitationDeps } from './invitations.ts';
import { envelopeLines, salutation } from './words.ts';

/** Which groups a run of letters or labels is for: who still has to get a letter, or all who get one. */
export type LetterChoice = 'new' | 'all';

/** A group that gets a letter: who they are, and the lines of their address. */
export type Addressed = { groupId: string; people: Participant[]; lines: string[] };

/** What goes on paper. */
export type Paperwork = ReturnType<typeof createPaperwork>;

export function createPaperwork({
  store,
  mailingStore,
  participants,
  keys,
  clock,
  inTransaction,
}: InvitationDeps) {
  return { addressed, letter, markSent };

  /** The groups that get a letter, in order; without who wants no post, is left alone or left the register. */
  function addressed(meeting: Meeting, choice: LetterChoice): Addressed[] {
    const ids = mailingStore.groupIds(meeting.id, choice === 'new' ? 'letter' : 'letters');
    return ids.flatMap((groupId) => {
      const people = participants
        .byIds(store.peopleOf(groupId).map(({ participantId }) => participantId))
        .filter((person) => !person.noPost && !isLeftAlone(person) && hasPostAddress(person));
      return people.length === 0 ? [] : [{ groupId, people, lines: envelopeLines(people) }];
    });
  }

  /** What is different from letter to letter. `link` turns a token into an absolute address. */
  function letter({ groupId, people, lines }: Addressed, link: (token: string) => string): Letter {
    return {
      address: lines,
      salutation: salutation(people),
      link: link(keys.tokenOf(groupId)),
      code: keys.printed(keys.codeOf(groupId)),
    };
  }

  /** These letters are in the post. Returns how many were not before. */
  function markSent(meeting: Meeting): number {
    return inTransaction(() => {
      const ids = addressed(meeting, 'new').map(({ groupId }) => groupId);
      return mailingStore.markLetters(meeting.id, ids, clock().toISOString());
    });
  }
}

/** The rows of the list for the door: who is expected. */
export function doorRows(people: AtDoor[]): DoorRow[] {
  return people
    .filter(({ expected }) => expected)
    .map(({ name, organisation, answers, guests }) => ({
      name,
      about: [organisation, ...answers].filter(Boolean).join(' · '),
      guests,
    }));
}

/** A badge for everybody who is expected, and for whom they bring. */
export function badgesOf(people: AtDoor[]): Badge[] {
  return people
    .filter(({ expected }) => expected)
    .flatMap((person) => [badgeOf(person), ...person.guests.map((guest) => guestBadge(guest))]);
}

function badgeOf({ firstName, fullName, organisation }: AtDoor): Badge {
  const rest =
    firstName !== '' && fullName.startsWith(firstName) ? fullName.slice(firstName.length).trim() : '';
  return rest === '' ? { first: fullName, rest: '', organisation } : { first: firstName, rest, organisation };
}

function guestBadge(name: string): Badge {
  const [first = '', ...rest] = name.split(' ');
  return { first, rest: rest.join(' '), organisation: '' };
}
