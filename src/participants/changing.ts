import type { Clock } from '../clock.ts';
import { newId, type Randomness } from '../secrets.ts';
import { type By, type ChangeKind, changedFields, only } from './history.ts';
import type { HistoryStore } from './history-store.ts';
import { sortKey } from './name.ts';
import type { Participant, ParticipantDetails } from './participant.ts';
import { searchText } from './search.ts';
import type { ParticipantStore, StoredParticipant } from './store.ts';
import { readTags, tagKey } from './tags.ts';

/** What all verbs of the register stand on. */
export type RegisterDeps = {
  store: ParticipantStore;
  history: HistoryStore;
  clock: Clock;
  randomness: Randomness;
  inTransaction: <Result>(work: () => Result) => Result;
};

/** What is written: how an entry was and how it is to be (undefined: not there), and by whom. */
export type Writing = {
  kind: ChangeKind;
  before: Participant | undefined;
  after: Participant | undefined;
  by: By;
  batchId?: string | undefined;
};

/** The one way in which the register is changed: the entry and its history together. */
export type Changing = ReturnType<typeof createChanging>;

export function createChanging({ store, history, clock, randomness }: RegisterDeps) {
  return { newEntry, withDetails, nextVersion, insert, write };

  /** An entry that is not there yet. */
  function newEntry(details: ParticipantDetails, random: Randomness = randomness): Participant {
    const now = clock().toISOString();
    return {
      ...spelled(details),
      id: newId(random),
      restrictedAt: '',
      objectedAt: '',
      createdAt: now,
      updatedAt: now,
      version: 1,
    };
  }

  /** The same entry with other details, or itself where nothing is different. */
  function withDetails(entry: Participant, details: Partial<ParticipantDetails>): Participant {
    const next = spelled({ ...entry, ...details });
    return changedFields(entry, next).length === 0 ? entry : nextVersion(next, entry);
  }

  /** Each label in the spelling that it already has. */
  function spelled<Details extends ParticipantDetails>(details: Details): Details {
    const tags = readTags(details.tags).map((name) => store.spelled(tagKey(name)) ?? name);
    return { ...details, tags };
  }

  function nextVersion(entry: Participant, before: Participant): Participant {
    return { ...entry, updatedAt: clock().toISOString(), version: before.version + 1 };
  }

  /** Adds an entry without a history, such as one of very many. */
  function insert(entry: Participant): void {
    store.insert(asStored(entry));
  }

  /** Brings an entry from how it was to how it is to be. Returns the change's id. */
  function write({ kind, before, after, by, batchId = undefined }: Writing): string {
    const participantId = (after ?? before)?.id ?? '';
    if (after === undefined) store.remove(participantId);
    else if (before === undefined) store.insert(asStored(after));
    else store.update(asStored(after));
    const id = newId(randomness);
    const fields = before && after && changedFields(before, after);
    history.add({
      ...{ id, participantId, kind, ...by, batchId: batchId ?? null, at: clock().toISOString() },
      before: before && fields ? only(before, fields) : before,
      after: after && fields ? only(after, fields) : after,
    });
    return id;
  }
}

function asStored(entry: Participant): StoredParticipant {
  const tags = entry.tags.map((name) => ({ name, key: tagKey(name) }));
  return { ...entry, tags, sortKey: sortKey(entry), search: searchText(entry) };
}
