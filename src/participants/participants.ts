import { type Clock, DAY, after as later } from '../clock.ts';
import { newId, type Randomness } from '../secrets.ts';
import { createParticipantList } from './list.ts';
import { sortKey } from './name.ts';
import type { ChangeKind, Participant, ParticipantChange, ParticipantDetails } from './participant.ts';
import { participantDetails } from './participant.ts';
import { searchText } from './search.ts';
import type { ParticipantStore, StoredParticipant } from './store.ts';

/** How long a change can be undone, and so how long a removed entry is still kept. */
const KEEP_CHANGES = 30 * DAY;

const ROWS_IN_A_BATCH = 500;

type Deps = {
  store: ParticipantStore;
  clock: Clock;
  randomness: Randomness;
  inTransaction: <Result>(work: () => Result) => Result;
};

/** An entry that was saved or removed, and the change by which that is undone. */
export type Done = { outcome: 'done'; entry: Participant; changeId: string };

/**
 * How changing ended. `stale`: somebody else changed it since; `entry` is what is there now. `removed`:
 * somebody else removed it.
 */
export type ChangeOutcome =
  | Done
  | { outcome: 'unchanged' | 'stale'; entry: Participant }
  | { outcome: 'removed' | 'unknown' };

/**
 * How undoing ended. `entry` is how it stands now, undefined where it is not in the register (any more).
 * `impossible`: it was changed since, so that undoing would lose somebody's work.
 */
export type UndoOutcome =
  | { outcome: 'unknown' }
  | { outcome: 'undone'; participantId: string; entry: Participant | undefined; changeId: string }
  | { outcome: 'undone-before' | 'impossible'; participantId: string; entry: Participant | undefined };

/** The register of participants and interested people. Each change can be undone for 30 days. */
export type Participants = ReturnType<typeof createParticipants>;

export function createParticipants({ store, clock, randomness, inTransaction }: Deps) {
  return {
    ...{ list: createParticipantList(store), byId: store.byId, counts: store.counts },
    ...{ add, change, remove, undo, addMany, removeOld },
  };

  /** Adds an entry. */
  function add(details: ParticipantDetails, staffId: string): Done {
    return inTransaction(() => {
      const entry = newEntry(details);
      return { outcome: 'done', entry, changeId: put('added', undefined, entry, staffId) };
    });
  }

  /** Changes an entry, as long as it is still the version that the person looked at. */
  function change(id: string, version: number, details: ParticipantDetails, staffId: string): ChangeOutcome {
    return inTransaction(() => {
      const before = store.byId(id);
      if (before === undefined) return { outcome: store.hasChange(id) ? 'removed' : 'unknown' };
      if (before.version !== version) return { outcome: 'stale', entry: before };
      if (isSame(before, details)) return { outcome: 'unchanged', entry: before };
      const entry = nextVersion({ ...before, ...details }, before);
      return { outcome: 'done', entry, changeId: put('changed', before, entry, staffId) };
    });
  }

  /** Removes an entry: it stands in the change alone, for as long as that can be undone. */
  function remove(id: string, staffId: string): Done | { outcome: 'unknown' } {
    return inTransaction(() => {
      const entry = store.byId(id);
      if (entry === undefined) return { outcome: 'unknown' };
      return { outcome: 'done', entry, changeId: put('removed', entry, undefined, staffId) };
    });
  }

  /** Puts an entry back to how it was before a change. That is a change too, and can be undone in turn. */
  function undo(changeId: string, staffId: string): UndoOutcome {
    return inTransaction(() => {
      const done = store.changeById(changeId);
      if (done === undefined) return { outcome: 'unknown' };
      const { participantId } = done;
      const present = store.byId(participantId);
      if (done.undoneAt !== null) return { outcome: 'undone-before', participantId, entry: present };
      if (present?.version !== done.after?.version) {
        return { outcome: 'impossible', participantId, entry: present };
      }
      store.markUndone(changeId, clock().toISOString());
      const entry = done.before && nextVersion(done.before, present ?? done.before);
      const kind = entry === undefined ? 'removed' : 'restored';
      return { outcome: 'undone', participantId, entry, changeId: put(kind, present, entry, staffId) };
    });
  }

  /**
   * Adds many entries in short transactions, so that others can write in between. They can't be undone.
   * `progress` hears how many there are so far. Returns how many were added.
   */
  function addMany(
    people: Iterable<ParticipantDetails>,
    progress: (added: number) => void = () => {},
  ): number {
    let added = 0;
    for (const batch of batches(people)) {
      inTransaction(() => {
        for (const details of batch) store.insert(asStored(newEntry(details)));
      });
      added += batch.length;
      progress(added);
    }
    return added;
  }

  /** Forgets the changes of more than 30 days ago, and with them what was removed. */
  function removeOld(): void {
    store.removeChanges(later(clock(), -KEEP_CHANGES));
  }

  /** Brings an entry from how it was to how it is to be (undefined: not there). Returns the change's id. */
  function put(
    kind: ChangeKind,
    before: Participant | undefined,
    after: Participant | undefined,
    staffId: string,
  ): string {
    const participantId = (after ?? before)?.id ?? '';
    if (after === undefined) store.remove(participantId);
    else if (before === undefined) store.insert(asStored(after));
    else store.update(asStored(after));
    const made: Omit<ParticipantChange, 'undoneAt'> = {
      ...{ id: newId(randomness), participantId, kind, before, after, staffId },
      at: clock().toISOString(),
    };
    store.addChange(made);
    return made.id;
  }

  function newEntry(details: ParticipantDetails): Participant {
    const now = clock().toISOString();
    return { ...details, id: newId(randomness), createdAt: now, updatedAt: now, version: 1 };
  }

  function nextVersion(entry: Participant, before: Participant): Participant {
    return { ...entry, updatedAt: clock().toISOString(), version: before.version + 1 };
  }
}

function asStored(entry: Participant): StoredParticipant {
  return { ...entry, sortKey: sortKey(entry), search: searchText(entry) };
}

function isSame(entry: Participant, details: ParticipantDetails): boolean {
  return (
    JSON.stringify(participantDetails.parse(entry)) === JSON.stringify(participantDetails.parse(details))
  );
}

function* batches<Item>(items: Iterable<Item>): Generator<Item[]> {
  let batch: Item[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < ROWS_IN_A_BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
