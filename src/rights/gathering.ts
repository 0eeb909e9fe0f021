import type { AccessLog } from '../access-log/access-log.ts';
import type { Clock } from '../clock.ts';
import type { InvitationOfPerson } from '../invitations/invitations.ts';
import type { FileWithPerson } from '../ledger/ledger.ts';
import type { MailOfPerson } from '../mail/outbox.ts';
import type { OwnData } from '../own-data/own-data.ts';
import type { ParticipantChange } from '../participants/history.ts';
import type { Participant } from '../participants/participant.ts';
import type { Participants } from '../participants/participants.ts';
import type { Person } from '../person.ts';
import type { Subscribers } from '../subscribers/subscribers.ts';
import type { ListRowOfPerson } from '../tables/list-person-store.ts';
import type { Finding } from './finding.ts';
import type { Listed, RightsRequest } from './request.ts';
import type { Requests } from './requests.ts';

/** What each feature keeps of one person, beside readers and entries themselves. */
export type Held = {
  readerLists: (person: Person) => ListRowOfPerson[];
  registerLists: (person: Person) => ListRowOfPerson[];
  unrecognised: (person: Person) => { at: string; sender: string; subject: string; text: string }[];
  mails: (person: Person) => MailOfPerson[];
  files: (person: Person) => FileWithPerson[];
  invitations: (person: Person) => InvitationOfPerson[];
  ownData: (person: Person) => { moves: OwnData['moves']; links: { expiresAt: string }[] };
  stayQuestion: (id: string) => { askedAt: string; wantsOutAt: string | null } | undefined;
};

export type GatheringDeps = {
  subscribers: Subscribers;
  participants: Participants;
  accessLog: Pick<AccessLog, 'page'>;
  finding: Finding;
  requests: Pick<Requests, 'ofPerson'>;
  held: Held;
  proofMonths: () => number;
  clock: Clock;
};

/** What is held of a reader, and the restriction of its use. */
export type ReaderHeld = { own: OwnData; restrictedAt: string | undefined };

/** What is held of an entry: as it is, or as it was when it went, with all that was done to it. */
export type EntryHeld = {
  entry: Participant;
  removedAt: string | undefined;
  history: ParticipantChange[];
  stayQuestion: ReturnType<Held['stayQuestion']>;
  /** How many others it looks like. Not who: that is theirs. */
  doubles: number;
};

/** A row of the access log about one person. */
export type LogRow = { at: string; action: string };

/** Everything that is held of one person. */
export type Inspection = {
  madeAt: string;
  readers: ReaderHeld[];
  entries: EntryHeld[];
  newsletter: ReturnType<Subscribers['persons']['held']>;
  readerLists: ListRowOfPerson[];
  registerLists: ListRowOfPerson[];
  unrecognised: ReturnType<Held['unrecognised']>;
  mails: MailOfPerson[];
  files: FileWithPerson[];
  invitations: InvitationOfPerson[];
  links: { expiresAt: string }[];
  asked: RightsRequest[];
  log: LogRow[];
};

const MOST_CHANGES = 5000;
const LOG_AT_ONCE = 500;
const MOST_LOG_ROWS = 5000;

/** Gathers all that is held of one person, whichever list it is in (GDPR articles 15 and 20). */
export type Gathering = ReturnType<typeof createGathering>;

export function createGathering(deps: GatheringDeps) {
  const { subscribers, participants, accessLog, finding, requests, held, clock } = deps;
  return { gather };

  /** Everything about these people, who are one. */
  function gather(people: Listed[]): Inspection {
    const person = finding.personOf(people);
    const { moves, links } = held.ownData(person);
    const together: Listed[] = [
      ...person.subscribers.map((id): Listed => ({ list: 'subscriber', id })),
      ...person.participants.map((id): Listed => ({ list: 'participant', id })),
    ];
    const asked = new Map(together.flatMap(requests.ofPerson).map((request) => [request.id, request]));
    return {
      madeAt: clock().toISOString(),
      readers: person.subscribers.flatMap((id) => readerHeld(id, moves) ?? []),
      entries: person.participants.flatMap((id) => entryHeld(id) ?? []),
      newsletter: subscribers.persons.held(person),
      readerLists: held.readerLists(person),
      registerLists: held.registerLists(person),
      unrecognised: held.unrecognised(person),
      mails: held.mails(person),
      files: held.files(person),
      invitations: held.invitations(person),
      links,
      asked: [...asked.values()],
      log: together.flatMap(logOf).sort((one, other) => (one.at < other.at ? -1 : 1)),
    };
  }

  function readerHeld(id: string, moves: OwnData['moves']): ReaderHeld | undefined {
    const reader = subscribers.byId(id);
    if (reader === undefined) return undefined;
    const own: OwnData = {
      ...{ reader, story: subscribers.story(id), proofMonths: deps.proofMonths(), expiresAt: '' },
      moves: moves.filter(({ subscriberId }) => subscriberId === id),
      keptUntil: subscribers.retention.keptUntil(reader),
    };
    return { own, restrictedAt: subscribers.persons.restrictedAt(id) };
  }

  function entryHeld(id: string): EntryHeld | undefined {
    const history = participants.historyOf(id, MOST_CHANGES).reverse();
    const present = participants.byId(id);
    const last = history.findLast(({ after }) => after === undefined);
    const entry = present ?? (last?.before as Participant | undefined);
    if (entry === undefined) return undefined;
    return {
      ...{ entry, history, stayQuestion: held.stayQuestion(id) },
      removedAt: present === undefined ? last?.at : undefined,
      doubles: present === undefined ? 0 : participants.doubles.similarTo(present).length,
    };
  }

  function logOf({ list, id }: Listed): LogRow[] {
    const rows: LogRow[] = [];
    let olderThan: number | undefined;
    for (let more = true; more && rows.length < MOST_LOG_ROWS; ) {
      const page = accessLog.page({ person: { subject: list, id } }, { olderThan }, LOG_AT_ONCE);
      rows.push(...page.entries);
      olderThan = page.entries.at(-1)?.id;
      more = page.hasOlder;
    }
    return rows.map(({ at, action }) => ({ at, action }));
  }
}
