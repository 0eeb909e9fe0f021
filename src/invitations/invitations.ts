import type { Clock } from '../clock.ts';
import type { Logger } from '../log.ts';
import type { Outbox } from '../mail/outbox.ts';
import type { Meeting } from '../meetings/meeting.ts';
import type { Meetings } from '../meetings/meetings.ts';
import { fullName } from '../participants/name.ts';
import type { Participant } from '../participants/participant.ts';
import type { Participants } from '../participants/participants.ts';
import type { KeyedHash, Randomness } from '../secrets.ts';
import { createAnswering } from './answering.ts';
import { createChoosing } from './choosing.ts';
import { createTheDay } from './day.ts';
import type { FiguresStore } from './figures-store.ts';
import type { Invitation, Invited, ListState } from './invitation.ts';
import type { Keys } from './keys.ts';
import { createMailing } from './mailing.ts';
import type { InvitationMailingStore } from './mailing-store.ts';
import type { InvitationMails } from './mails.ts';
import { createPaperwork } from './paperwork.ts';
import { createRetention } from './retention.ts';
import type { InvitationStore } from './store.ts';

export type { InvitationOfPerson } from './person-store.ts';

export type InvitationDeps = {
  store: InvitationStore;
  mailingStore: InvitationMailingStore;
  figures: FiguresStore;
  meetings: Pick<Meetings, 'byId' | 'all' | 'endedBefore'>;
  participants: Pick<Participants, 'byId' | 'byIds' | 'refuseMail' | 'touch'>;
  outbox: Pick<Outbox, 'enqueue' | 'statesOf'>;
  mails: InvitationMails;
  keys: Keys;
  hash: KeyedHash;
  clock: Clock;
  randomness: Randomness;
  log: Logger;
  inTransaction: <Result>(work: () => Result) => Result;
  /** How many months who was invited and who came is kept after a meeting. */
  attendanceMonths: () => number;
};

/** A group as a line of the list, with the names of who is in it. */
export type ListLine = Invited & {
  names: string[];
  entries: Participant[];
  mail: 'failed' | 'uncertain' | undefined;
};

/** A page of the list: `count` is how many groups there are in all. */
export type ListPart = { lines: ListLine[]; count: number; page: number; pages: number };

const PAGE_SIZE = 50;

/** Inviting people to meetings, their answers, the day itself, and what is left of it afterwards. */
export type Invitations = ReturnType<typeof createInvitations>;

export function createInvitations(deps: InvitationDeps) {
  const { store, mailingStore, figures, participants, clock, inTransaction } = deps;
  const mailing = createMailing(deps);
  return {
    ...{ countsOf: figures.countsOf, tellInvited: mailing.tellInvited, list, spoken },
    ...{ choosing: createChoosing(deps), mailing, answering: createAnswering(deps) },
    ...{ paperwork: createPaperwork(deps), day: createTheDay(deps), retention: createRetention(deps) },
  };

  /** A page of who is on the list of a meeting. */
  function list(meeting: Meeting, state: ListState | undefined, asked: number): ListPart {
    const ids = mailingStore.groupIds(meeting.id, state);
    const pages = Math.max(1, Math.ceil(ids.length / PAGE_SIZE));
    const page = Math.min(asked, pages);
    const shown = ids.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
    const groups = new Map(store.groupsByIds(shown).map((group) => [group.id, group]));
    const lines = shown.flatMap((id) => {
      const group = groups.get(id);
      return group === undefined ? [] : [lineOf({ group, people: store.peopleOf(id) })];
    });
    return { lines, count: ids.length, page, pages };
  }

  /** Somebody of the staff spoke to a group: it is invited by that, and has heard the news. */
  function spoken(groupId: string): void {
    inTransaction(() => {
      store.markInvited(groupId, clock().toISOString());
      store.told(groupId);
    });
  }

  function lineOf(invited: Invited): ListLine {
    const entries = participants.byIds(invited.people.map(({ participantId }) => participantId));
    const names = invited.people.map((person) => nameOf(person, entries));
    return { ...invited, names, entries, mail: mailing.stateOfMail(invited.group) };
  }
}

/** The name of an invited person, also when the entry is gone. */
export function nameOf({ participantId }: Invitation, entries: Participant[]): string {
  const entry = entries.find(({ id }) => id === participantId);
  return entry === undefined ? 'Niet meer in het register' : fullName(entry);
}
