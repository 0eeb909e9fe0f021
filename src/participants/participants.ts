import { inRuns } from '../secrets.ts';
import { pastTerm, TERMS } from '../terms.ts';
import { createChanging, type RegisterDeps } from './changing.ts';
import { createDoubles } from './doubles.ts';
import type { DoublesStore } from './doubles-store.ts';
import { type By, byStaff } from './history.ts';
import { householdKeyOf } from './household.ts';
import { createImporting, type ImportingDeps } from './importing.ts';
import { createKeptFilters } from './kept.ts';
import type { KeptFilterStore } from './kept-store.ts';
import { createParticipantList, type ListDeps } from './list.ts';
import { createMany } from './many.ts';
import { createMerging, type MergingDeps } from './merging.ts';
import type { Participant, ParticipantDetails } from './participant.ts';
import { createParticipantPersons, type ParticipantPersonDeps } from './person.ts';
import { createUndoing } from './undoing.ts';

const ROWS_IN_A_BATCH = 500;

/** The program, where no person did it. */
const BY_PROGRAM: By = { actor: 'program', staffId: '', reason: '' };

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

export type ParticipantsDeps = RegisterDeps &
  ListDeps &
  MergingDeps &
  ImportingDeps &
  ParticipantPersonDeps & {
    kept: KeptFilterStore;
    doubles: DoublesStore;
    /** Whether somebody with this name at this address was erased at their own request. */
    wasErased: (details: ParticipantDetails) => boolean;
  };

/** The register of participants and interested people. Each change has a history, and a way back. */
export type Participants = ReturnType<typeof createParticipants>;

export function createParticipants(deps: ParticipantsDeps) {
  const { store, history, clock, inTransaction } = deps;
  const changing = createChanging(deps);
  const list = createParticipantList(deps);
  return {
    ...{ list: list.page, idsOf: list.idsOf, countOf: list.countOf, chosen: list.chosen },
    ...{ byId: store.byId, byIds: store.byIds, counts: store.counts, tags: store.tags },
    ...{ add, addUnlessErased, change, remove, refuseMail, correct, touch, addMany, removeOld },
    ...{ historyOf: history.of, removals: history.removals, householdOf, doubles: createDoubles(deps) },
    importing: createImporting(deps, createChanging({ ...deps, randomness: inRuns(deps.randomness) })),
    persons: createParticipantPersons(deps, changing),
    ...createUndoing(deps, changing),
    ...createMany(deps, changing),
    ...createMerging(deps, changing),
    ...createKeptFilters(deps),
  };

  /** Adds an entry. */
  function add(details: ParticipantDetails, staffId: string): Done {
    return inTransaction(() => {
      const entry = changing.newEntry(details);
      const by = byStaff(staffId);
      const changeId = changing.write({ kind: 'added', before: undefined, after: entry, by });
      return { outcome: 'done', entry, changeId };
    });
  }

  /** The same, but for somebody who was erased: whether they want to be here again is asked first. */
  function addUnlessErased(details: ParticipantDetails, staffId: string): Done | { outcome: 'erased' } {
    return deps.wasErased(details) ? { outcome: 'erased' } : add(details, staffId);
  }

  /** Changes an entry, as long as it is still the version that the person looked at. */
  function change(id: string, version: number, details: ParticipantDetails, staffId: string): ChangeOutcome {
    return inTransaction(() => {
      const before = store.byId(id);
      if (before === undefined) return { outcome: history.has(id) ? 'removed' : 'unknown' };
      if (before.version !== version) return { outcome: 'stale', entry: before };
      return written(before, details, byStaff(staffId));
    });
  }

  /** Takes an entry out of the register. */
  function remove(id: string, staffId: string): Done | { outcome: 'unknown' } {
    return inTransaction(() => {
      const entry = store.byId(id);
      if (entry === undefined) return { outcome: 'unknown' };
      const by = byStaff(staffId);
      const changeId = changing.write({ kind: 'removed', before: entry, after: undefined, by });
      return { outcome: 'done', entry, changeId };
    });
  }

  /**
   * Somebody says, by a link of their own, that they want no more mail. `at` says in words by which link, such
   * as `link in de uitnodiging voor de AlliantieRaad`. With `refuses` false they want it after all.
   */
  function refuseMail(id: string, at: string, refuses = true): 'done' | 'done-before' | 'unknown' {
    return inTransaction(() => {
      const before = store.byId(id);
      if (before === undefined) return 'unknown';
      const by: By = { actor: 'person', staffId: '', reason: at };
      return written(before, { noMail: refuses }, by).outcome === 'done' ? 'done' : 'done-before';
    });
  }

  /** Somebody puts their own details right. `at` says in words where. */
  function correct(id: string, details: Partial<ParticipantDetails>, at: string): void {
    inTransaction(() => {
      const before = store.byId(id);
      if (before !== undefined) written(before, details, { actor: 'person', staffId: '', reason: at });
    });
  }

  /**
   * Writes down the day (YYYY-MM-DD) of the last contact with these people, where it is later than the one that
   * is known. Whoever is not in the register any more is left out.
   */
  function touch(ids: string[], day: string, by: By = BY_PROGRAM): void {
    inTransaction(() => {
      for (const entry of store.byIds(ids)) {
        if (entry.lastContact < day) written(entry, { lastContact: day }, by);
      }
    });
  }

  /** The others at the same post address. */
  function householdOf(entry: Participant): Participant[] {
    const key = householdKeyOf(entry);
    if (key === undefined) return [];
    return store.atAddress(entry).filter((other) => other.id !== entry.id && householdKeyOf(other) === key);
  }

  function written(
    before: Participant,
    details: Partial<ParticipantDetails>,
    by: By,
  ): Done | { outcome: 'unchanged'; entry: Participant } {
    const after = changing.withDetails(before, details);
    if (after === before) return { outcome: 'unchanged', entry: before };
    const changeId = changing.write({ kind: 'changed', before, after, by });
    return { outcome: 'done', entry: after, changeId };
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
    const random = inRuns(deps.randomness);
    for (const batch of batches(people)) {
      inTransaction(() => {
        for (const details of batch) changing.insert(changing.newEntry(details, random));
      });
      added += batch.length;
      progress(added);
    }
    return added;
  }

  /** Forgets who was removed 30 days ago, and the history of more than 13 months ago. */
  function removeOld(): void {
    history.removeOfGone(pastTerm(TERMS.removedEntry, clock()));
    history.removeOld(pastTerm(TERMS.history, clock()));
    store.removeUnusedTags();
  }
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
