import type { Changing, RegisterDeps } from './changing.ts';
import type { By } from './history.ts';
import type { KnownBy, RegisterImportSource } from './import-store.ts';
import type { Participant, ParticipantDetails } from './participant.ts';

/** By which list something is done, and by whom: `batchId` is the list's id. */
export type ByList = { by: By; batchId: string };

export type ImportingDeps = { importSource: RegisterImportSource };

/** What bringing a list in needs: finding who is there already, adding, changing; each in the history. */
export type Importing = ReturnType<typeof createImporting>;

export function createImporting(
  { store, importSource }: RegisterDeps & ImportingDeps,
  { newEntry, withDetails, write }: Changing,
) {
  return { byId: store.byId, like, add, change, withDetails };

  /** Those with this e-mail address, at this post address, or with exactly this name. */
  function like(known: KnownBy): Participant[] {
    const ids = importSource.like(known);
    return ids.length === 0 ? [] : store.byIds(ids);
  }

  /** Adds an entry, within a transaction. Returns its id. */
  function add(details: ParticipantDetails, { by, batchId }: ByList): string {
    const after = newEntry(details);
    write({ kind: 'added', before: undefined, after, by, batchId });
    return after.id;
  }

  /** Changes an entry to `after`, which `withDetails` made of it, within a transaction. */
  function change(before: Participant, after: Participant, { by, batchId }: ByList): void {
    write({ kind: 'changed', before, after, by, batchId });
  }
}
