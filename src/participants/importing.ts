import type { Changing, RegisterDeps } from './changing.ts';
import type { By } from './history.ts';
import type { RegisterImportSource } from './import-store.ts';
import { sortKey } from './name.ts';
import type { KnownBy, Participant, ParticipantDetails } from './participant.ts';

/** By which list something is done, and by whom: `batchId` is the list's id. */
export type ByList = { by: By; batchId: string };

export type ImportingDeps = { importSource: RegisterImportSource };

/** What bringing a list in needs: finding who is there already, adding, changing; each in the history. */
export type Importing = ReturnType<typeof createImporting>;

/** The part of the register that some rows of a list may be about, as it is and as those rows make it. */
export type Excerpt = ReturnType<Importing['excerptFor']>;

export function createImporting(
  { store, importSource }: RegisterDeps & ImportingDeps,
  { newEntry, withDetails, write }: Changing,
) {
  return { excerptFor, withDetails };

  /**
   * Reads everybody who may be meant by one of `asked`, in one go, for use within the same transaction. Who is
   * added or changed through it is found by it from then on.
   */
  function excerptFor(asked: KnownBy[]) {
    const entries = new Map<string, Participant>();
    const idsBy = new Map<string, string[]>();
    for (const entry of store.byIds(importSource.like(asked))) keep(entry);
    return { byId: (id: string) => entries.get(id), like, add, change };

    function keep(entry: Participant): void {
      entries.set(entry.id, entry);
      for (const mark of marksOf({ ...entry, sortKey: sortKey(entry) })) {
        const ids = idsBy.get(mark);
        if (ids === undefined) idsBy.set(mark, [entry.id]);
        else ids.push(entry.id);
      }
    }

    /** Those with this e-mail address, at this post address, or with exactly this name. */
    function like(known: KnownBy): Participant[] {
      const ids = new Set(marksOf(known).flatMap((mark) => idsBy.get(mark) ?? []));
      return [...ids].flatMap((id) => entries.get(id) ?? []);
    }

    /** Adds an entry. Returns its id. */
    function add(details: ParticipantDetails, { by, batchId }: ByList): string {
      const after = newEntry(details);
      write({ kind: 'added', before: undefined, after, by, batchId });
      keep(after);
      return after.id;
    }

    /** Changes an entry to `after`, which `withDetails` made of it. */
    function change(before: Participant, after: Participant, { by, batchId }: ByList): void {
      write({ kind: 'changed', before, after, by, batchId });
      keep(after);
    }
  }
}

/** What an entry is found by, each with a letter that says what it is. What it was found by before it was changed stays. */
function marksOf({ emailKey, postcode, houseNumber, country, sortKey }: Omit<KnownBy, 'id'>): string[] {
  return [
    ...(emailKey === '' ? [] : [`e${emailKey}`]),
    ...(postcode === '' ? [] : [`a${postcode} ${houseNumber} ${country}`]),
    `n${sortKey}`,
  ];
}
