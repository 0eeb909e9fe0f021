import type { Person } from '../person.ts';
import type { Changing, RegisterDeps } from './changing.ts';
import type { By, ParticipantChange } from './history.ts';
import { sortKey } from './name.ts';
import type { Participant, ParticipantDetails } from './participant.ts';
import type { KnownEntry, ParticipantPersonStore } from './person-store.ts';

export type ParticipantPersonDeps = RegisterDeps & { personStore: ParticipantPersonStore };

/** Somebody who was taken out of the register not long ago, and could be put back. */
export type RemovedEntry = { entry: Participant; removedAt: string };

const OBJECTED = 'wil geen uitnodigingen meer (bezwaar)';
const OBJECTS_NO_MORE = 'heeft geen bezwaar meer';
const RESTRICTED = 'gebruik beperkt, op verzoek';
const RESTRICTED_NO_MORE = 'gebruik niet meer beperkt';

/** What somebody in the register may ask of it, beyond putting it right: articles 17, 18 and 21 of the GDPR. */
export type ParticipantPersons = ReturnType<typeof createParticipantPersons>;

export function createParticipantPersons(
  { store, history, clock, inTransaction, personStore }: ParticipantPersonDeps,
  { nextVersion, write }: Changing,
) {
  return {
    ...{ together, removed, removedById, withEmail: store.withEmail, isAlone, forget },
    ...{ restrict, liftRestriction, object, withdrawObjection, mayBeUsed },
    ...{ all: personStore.all, gone: personStore.gone },
  };

  /** These entries, and those that were made one with them. */
  function together(ids: string[]): string[] {
    const found = new Set(ids);
    for (const id of found) for (const merged of personStore.mergedInto(id)) found.add(merged);
    return [...found];
  }

  /** Those whom the register let go of not long ago and who match, at most so many. */
  function removed(matches: (entry: Participant) => boolean, most: number): RemovedEntry[] {
    const found: RemovedEntry[] = [];
    for (const change of history.removed()) {
      const entry = asEntry(change);
      if (matches(entry)) found.push({ entry, removedAt: change.at });
      if (found.length === most) break;
    }
    return found;
  }

  /** One of them. */
  function removedById(id: string): RemovedEntry | undefined {
    const [last] = store.byId(id) === undefined ? history.of(id, 1) : [];
    return last?.kind === 'removed' ? { entry: asEntry(last), removedAt: last.at } : undefined;
  }

  /** Whether nobody else in the register has this name at this post address. */
  function isAlone(entry: Participant, others: string[]): boolean {
    return store
      .atAddress(entry)
      .every((other) => others.includes(other.id) || sortKey(other) !== sortKey(entry));
  }

  /** Forgets these entries and all that was done to them. Returns how many were there. */
  function forget({ participants }: Person): number {
    const count = participants.filter((id) => personStore.forget(id)).length;
    store.removeUnusedTags();
    return count;
  }

  /** Keeps an entry, and does nothing else with it. */
  function restrict(id: string, by: By): 'done' | 'done-before' | 'unknown' {
    const restrictedAt = clock().toISOString();
    return flagged(id, ({ restrictedAt: at }) => at === '', { restrictedAt }, { ...by, reason: RESTRICTED });
  }

  function liftRestriction(id: string, by: By): 'done' | 'done-before' | 'unknown' {
    const why = { ...by, reason: RESTRICTED_NO_MORE };
    return flagged(id, ({ restrictedAt }) => restrictedAt !== '', { restrictedAt: '' }, why);
  }

  /** No invitations from now on, by whatever way. */
  function object(id: string, by: By): 'done' | 'done-before' | 'unknown' {
    const objectedAt = clock().toISOString();
    return flagged(id, ({ objectedAt: at }) => at === '', { objectedAt }, { ...by, reason: OBJECTED });
  }

  function withdrawObjection(id: string, by: By): 'done' | 'done-before' | 'unknown' {
    const why = { ...by, reason: OBJECTS_NO_MORE };
    return flagged(id, ({ objectedAt }) => objectedAt !== '', { objectedAt: '' }, why);
  }

  /** Those of them who are not left alone, in the same order. */
  function mayBeUsed(ids: string[]): string[] {
    const alone = new Set(personStore.leftAlone());
    return alone.size === 0 ? ids : ids.filter((id) => !alone.has(id));
  }

  function flagged(
    id: string,
    isToDo: (entry: Participant) => boolean,
    flag: Partial<Pick<Participant, 'restrictedAt' | 'objectedAt'>>,
    by: By,
  ): 'done' | 'done-before' | 'unknown' {
    return inTransaction(() => {
      const before = store.byId(id);
      if (before === undefined) return 'unknown';
      if (!isToDo(before)) return 'done-before';
      write({ kind: 'changed', before, after: nextVersion({ ...before, ...flag }, before), by });
      return 'done';
    });
  }
}

/** An entry by the name that it is known by in the erasures: name, postcode and number, folded. */
export function homeOf({
  sortKey: name,
  postcode,
  houseNumber,
}: Omit<KnownEntry, 'id' | 'createdAt'>): string {
  return [name, postcode, houseNumber.toUpperCase()].map((part) => part.replaceAll(' ', '')).join('\n');
}

/** The same of a whole entry; undefined where the postcode or the number is not known. */
export function homeOfEntry(entry: ParticipantDetails): string | undefined {
  const { postcode, houseNumber } = entry;
  if (postcode === '' || houseNumber === '') return undefined;
  return homeOf({ sortKey: sortKey(entry), postcode, houseNumber });
}

/** An entry as it was when it went. */
function asEntry({ before }: ParticipantChange): Participant {
  return before as Participant;
}
