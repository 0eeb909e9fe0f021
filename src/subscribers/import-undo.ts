import type { Clock } from '../clock.ts';
import type { Done, ReaderImportStore } from './import-store.ts';
import type { SubscriberStore } from './store.ts';
import type { Subscriber } from './subscriber.ts';

/** How far an undo has come: what it took back, and what it left since somebody changed it. */
export type UndoStep = { undone: number; kept: number; more: boolean };

/** The kinds of proof with which a list brings a reader. */
const COMING = ['imported', 'attested'];

export type ImportUndoDeps = {
  store: SubscriberStore;
  importStore: ReaderImportStore;
  clock: Clock;
  inTransaction: <Result>(work: () => Result) => Result;
};

/** Takes back what a list did to the readers, some at a time. */
export type ImportUndo = ReturnType<typeof createImportUndo>;

export function createImportUndo({ store, importStore, clock, inTransaction }: ImportUndoDeps) {
  return { beginUndo, undoSome, forgetSome };

  /** Begins to take back what a list did. `hidden`: its readers are not shown or mailed while that goes on. */
  function beginUndo(importId: string, hidden: boolean): void {
    importStore.hide(importId, hidden);
  }

  /** Takes back some of what a list did, but for what somebody changed since. */
  function undoSome(importId: string, most: number): UndoStep {
    return inTransaction(() => {
      const rows = importStore.done(importId, most);
      const kept = rows.filter((row) => !undoOne(importId, row)).length;
      if (rows.length > 0) return { undone: rows.length - kept, kept, more: true };
      const lifted = importStore.liftSome(importId, most);
      if (lifted < most) importStore.hide(importId, false);
      return { undone: lifted, kept: 0, more: lifted === most };
    });
  }

  function undoOne(importId: string, row: Done): boolean {
    importStore.forget(importId, row.subscriberId);
    const reader = store.byId(row.subscriberId);
    if (reader === undefined || !isUnchanged(reader, row)) return false;
    if (row.was === '') {
      store.remove(reader.id);
      return true;
    }
    const [at, kind] = [clock().toISOString(), reader.state === 'left' ? 'returned' : 'left'] as const;
    store.changeState(reader.id, row.was, row.wasChangedAt);
    store.addEvent({ subscriberId: reader.id, at, kind, wording: null, detail: 'import-undone' });
    return true;
  }

  /** Whatever a reader or staff do leaves another moment, another name or another last event. */
  function isUnchanged(reader: Subscriber, { changedAt, name }: Done): boolean {
    const last = importStore.lastEvent(reader.id);
    const ours =
      last?.kind === 'left' ? last.detail === 'import' : last !== undefined && COMING.includes(last.kind);
    return ours && reader.changedAt === changedAt && reader.name === name;
  }

  /** Forgets some of what an undo would need. Returns whether there may be more. */
  function forgetSome(importId: string, most: number): boolean {
    return importStore.forgetSome(importId, most) === most;
  }
}
