import type { Changing, RegisterDeps } from './changing.ts';
import type { By } from './history.ts';
import type { Candidate, RegisterImportSource } from './import-store.ts';
import { sortKey } from './name.ts';
import type { KnownBy, Participant, ParticipantDetails } from './participant.ts';

/** By which list something is done, and by whom: `batchId` is the list's id. */
export type ByList = { by: By; batchId: string };

export type ImportingDeps = { importSource: RegisterImportSource };

/** What bringing a list in needs: finding who is there already, adding, changing; each in the history. */
export type Importing = ReturnType<typeof createImporting>;

export type { Candidate } from './import-store.ts';

/** The part of the register that some rows of a list may be about, as it is and as those rows make it. */
export type Excerpt = ReturnType<Importing['excerptFor']>;

export function createImporting(
  { store, importSource }: RegisterDeps & ImportingDeps,
  { newEntry, withDetails, write }: Changing,
) {
  return { excerptFor, add, change, withDetails, byId: store.byId, revision: store.revision };

  /** Adds an entry. Returns it. */
  function add(details: ParticipantDetails, { by, batchId }: ByList): Participant {
    const after = newEntry(details);
    write({ kind: 'added', before: undefined, after, by, batchId });
    return after;
  }

  /** Changes an entry to `after`, which `withDetails` made of it. */
  function change(before: Participant, after: Participant, { by, batchId }: ByList): void {
    write({ kind: 'changed', before, after, by, batchId });
  }

  /**
   * Reads who may be meant by one of `asked`, in one go. Who is added or changed in the same transaction is found
   * by it too, once it is told.
   */
  function excerptFor(asked: KnownBy[]) {
    const candidates = new Map<string, Candidate>();
    const idsBy = new Map<string, string[]>();
    for (const candidate of importSource.like(asked)) keep(candidate);
    return { byId: store.byId, like, tell };

    function keep(candidate: Candidate): void {
      const { id } = candidate;
      candidates.set(id, candidate);
      for (const mark of marksOf(candidate)) {
        const ids = idsBy.get(mark);
        if (ids === undefined) idsBy.set(mark, [id]);
        else ids.push(id);
      }
    }

    /** Those with this e-mail address, at this post address, or with exactly this name. */
    function like(known: KnownBy): Candidate[] {
      const ids = new Set(marksOf(known).flatMap((mark) => idsBy.get(mark) ?? []));
      return [...ids].flatMap((id) => candidates.get(id) ?? []);
    }

    /** An entry was added, or is now as it says here. */
    function tell(entry: Participant): void {
      keep({ ...entry, sortKey: sortKey(entry) });
    }
  }
}

/** What an entry is found by, each with a letter that says what it is. What it was found by before it was changed stays. */
function marksOf({ emailKey, postcode, houseNumber, country, sortKey }: KnownBy): string[] {
  return [
    ...(emailKey === '' ? [] : [`e${emailKey}`]),
    ...(postcode === '' ? [] : [`a${postcode} ${houseNumber} ${country}`]),
    `n${sortKey}`,
  ];
}
