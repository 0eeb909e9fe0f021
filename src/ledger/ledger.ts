import type { Clock } from '../clock.ts';
import { newId, type Randomness } from '../secrets.ts';
import { pastTerm, TERMS } from '../terms.ts';
import { type Activity, CONTENTS_OF, type Content, type LedgerEntry, type LedgerKind } from './entry.ts';
import type { LedgerStore } from './store.ts';

export type { FileWithPerson } from './person-store.ts';

export const FILES_ON_A_PAGE = 50;

export type LedgerDeps = {
  store: LedgerStore;
  clock: Clock;
  randomness: Randomness;
  inTransaction: <Result>(work: () => Result) => Result;
};

/** A file that is about to be made. `contents`: what of each person stands in it, where that differs by file. */
export type NewFile = {
  kind: LedgerKind;
  activity: Activity;
  /** Who makes it; on the command line the id is ''. */
  staff: { id: string; name: string };
  participantIds: readonly string[];
  contents?: Content[];
};

/** The ledger of files with people of the register in them. No such file is made without its row here. */
export type Ledger = ReturnType<typeof createLedger>;

export function createLedger({ store, clock, randomness, inTransaction }: LedgerDeps) {
  return {
    record,
    merged,
    removeOld,
    page,
    byId: store.byId,
    peopleIn: store.peopleIn,
    presentIn: store.presentIn,
    pages,
  };

  /**
   * Writes a file down, in the transaction of whoever makes it. `no-activity`: it is for nothing, so it may not
   * be made, and nothing was written.
   */
  function record(file: NewFile): 'recorded' | 'no-activity' {
    const activity = file.activity.title.trim();
    if (activity === '') return 'no-activity';
    const people = [...new Set(file.participantIds)];
    inTransaction(() =>
      store.add(
        {
          ...{ id: newId(randomness), at: clock().toISOString(), kind: file.kind },
          ...{ staffId: file.staff.id, staffName: file.staff.name },
          ...{ meetingId: file.activity.meetingId ?? null, activity },
          ...{ contents: file.contents ?? CONTENTS_OF[file.kind], count: people.length },
        },
        people,
      ),
    );
    return 'recorded';
  }

  /** Two entries became one: what the first was in, the second is in. */
  function merged(goneId: string, keptId: string): void {
    store.merge(goneId, keptId);
  }

  /** A page of the files, the newest first. */
  function page(number: number): LedgerEntry[] {
    return store.page(FILES_ON_A_PAGE, (number - 1) * FILES_ON_A_PAGE);
  }

  function pages(): number {
    return Math.ceil(store.size() / FILES_ON_A_PAGE);
  }

  /** Forgets the files of more than two years ago. A file that was lost is kept as long as its incident. */
  function removeOld(): void {
    store.removeOld(pastTerm(TERMS.ledger, clock()));
  }
}
