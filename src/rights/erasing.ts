import type { Clock } from '../clock.ts';
import type { Logger } from '../log.ts';
import type { ParticipantDetails } from '../participants/participant.ts';
import type { Participants } from '../participants/participants.ts';
import { homeOf, homeOfEntry } from '../participants/person.ts';
import type { Person } from '../person.ts';
import { type KeyedHash, newId, type Randomness } from '../secrets.ts';
import type { Subscribers } from '../subscribers/subscribers.ts';
import { pastTerm, TERMS } from '../terms.ts';
import type { ErasureFile, ErasureFiles } from './erasure-files.ts';
import type { ErasureStore } from './erasure-store.ts';
import type { Finding } from './finding.ts';
import type { Listed } from './request.ts';

/** What each feature forgets of one person, beside readers and entries themselves. */
export type Forget = (person: Person) => void;

export type ErasingDeps = {
  subscribers: Pick<Subscribers, 'byId' | 'persons'>;
  participants: Pick<Participants, 'byId' | 'persons'>;
  finding: Finding;
  forget: Forget[];
  /** Requests stay, and nothing of whom. */
  forgetAsker: (person: Listed) => void;
  store: ErasureStore;
  files: ErasureFiles;
  hash: KeyedHash;
  clock: Clock;
  randomness: Randomness;
  log: Logger;
  inTransaction: <Result>(work: () => Result) => Result;
};

export type { AppliedErasure } from './erasure-store.ts';

/** How many there were. */
export type Erased = { subscribers: number; participants: number };

/** Erasing somebody everywhere, also from a backup that is put back later (GDPR article 17). */
export type Erasing = ReturnType<typeof createErasing>;

export function createErasing(deps: ErasingDeps) {
  const { subscribers, participants, finding, store, files, hash, clock, randomness, log, inTransaction } =
    deps;
  return { erase, apply, recogniser, receipts: store.newest, removeOld };

  /**
   * Erases these people, who are one, from every list and everything that hangs on it. The list outside the database
   * is on disk before it counts: broken off in between, the next start does it again.
   */
  function erase(people: Listed[]): Erased {
    return inTransaction(() => {
      const person = finding.personOf(people);
      const at = clock().toISOString();
      const name = `${at.slice(0, 10)}-${newId(randomness)}.json`;
      const marks = marksOf(person);
      const erased = forgetEverywhere(person);
      store.add({ name, erasedAt: at, appliedAt: at, ...erased });
      if (marks.length > 0) files.write({ name, at, marks });
      return erased;
    });
  }

  function forgetEverywhere(person: Person): Erased {
    for (const forget of deps.forget) forget(person);
    for (const id of person.subscribers) deps.forgetAsker({ list: 'subscriber', id });
    for (const id of person.participants) deps.forgetAsker({ list: 'participant', id });
    return {
      subscribers: subscribers.persons.forget(person),
      participants: participants.persons.forget(person),
    };
  }

  /** What finds the person again, as keyed hashes. A name at an address only where nobody else there has it. */
  function marksOf(person: Person): string[] {
    const readers = person.subscribers.flatMap((id) => {
      const reader = subscribers.byId(id);
      return [mark('subscriber', id), ...(reader ? [mark('address', reader.addressKey)] : [])];
    });
    const entries = person.participants.flatMap((id) => {
      const entry = participants.byId(id) ?? participants.persons.removedById(id)?.entry;
      const home = entry && homeOfEntry(entry);
      const isAlone = entry !== undefined && participants.persons.isAlone(entry, person.participants);
      return [mark('participant', id), ...(home !== undefined && isAlone ? [mark('home', home)] : [])];
    });
    return [...new Set([...readers, ...entries])];
  }

  /**
   * Tells whether somebody with this name at this address was erased, for as long as a backup of before it may be left:
   * an old list would bring the person back.
   */
  function recogniser(): (entry: ParticipantDetails) => boolean {
    const marks = new Set(files.all().flatMap((file) => file.marks));
    if (marks.size === 0) return () => false;
    return (entry) => {
      const home = homeOfEntry(entry);
      return home !== undefined && marks.has(mark('home', home));
    };
  }

  function mark(of: 'subscriber' | 'address' | 'participant' | 'home', value: string): string {
    return hash(`erasure ${of}`, value);
  }

  /**
   * Applies what was erased and is not erased from this database: one that was put back from a backup. Before anything
   * listens. Returns how many erasures there were to apply.
   */
  function apply(): { erasures: number } & Erased {
    const applied = store.names();
    const open = files.all().filter(({ name }) => !applied.has(name));
    const total = { erasures: open.length, subscribers: 0, participants: 0 };
    if (open.length === 0) return total;
    for (const [file, people] of findAgain(open)) {
      const { subscribers: readers, participants: entries } = applyOne(file, people);
      total.subscribers += readers;
      total.participants += entries;
    }
    log.warn(total, 'erasures were applied again: this database is of before them');
    return total;
  }

  function applyOne({ name, at }: ErasureFile, people: Listed[]): Erased {
    return inTransaction(() => {
      const erased = forgetEverywhere(finding.personOf(people));
      store.add({ name, erasedAt: at, appliedAt: clock().toISOString(), ...erased });
      return erased;
    });
  }

  /** Who is meant by each of them, of those who were in a list before it. One look through the lists for all. */
  function findAgain(open: ErasureFile[]): Map<ErasureFile, Listed[]> {
    const meant = new Map(open.map((file) => [file, [] as Listed[]]));
    const byMark = new Map(open.flatMap((file) => file.marks.map((one) => [one, file] as const)));
    const note = (marks: string[], person: Listed, since: string) => {
      const file = marks.map((one) => byMark.get(one)).find((one) => one !== undefined && since <= one.at);
      if (file !== undefined) meant.get(file)?.push(person);
    };
    for (const { id, addressKey, createdAt } of subscribers.persons.all()) {
      note([mark('subscriber', id), mark('address', addressKey)], { list: 'subscriber', id }, createdAt);
    }
    for (const { id, createdAt, ...entry } of participants.persons.all()) {
      const marks = [mark('participant', id), mark('home', homeOf(entry))];
      note(marks, { list: 'participant', id }, createdAt);
    }
    for (const { id } of participants.persons.gone()) {
      note([mark('participant', id)], { list: 'participant', id }, '');
    }
    return meant;
  }

  /** Forgets erasures of so long ago that no backup of before them is left. */
  function removeOld(): void {
    const moment = pastTerm(TERMS.erasure, clock());
    files.removeOld(moment);
    store.removeOld(moment);
  }
}
