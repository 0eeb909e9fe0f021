import type { ExportedReader, SubscriberExportStore } from './export-store.ts';
import type { State } from './subscriber.ts';

export type { ExportedReader } from './export-store.ts';

const AT_ONCE = 500;

/** Gives the whole list out, some readers at a time: nobody waits for it, and it is never in memory as a whole. */
export type Exporting = ReturnType<typeof createExporting>;

export function createExporting(store: SubscriberExportStore) {
  return { batches, firstIds };

  /** The readers of one state or all, oldest first. Each batch is read when it is asked for. */
  function* batches(state: State | undefined): Generator<ExportedReader[]> {
    let batch = store.page(state, undefined, AT_ONCE);
    while (batch.length > 0) {
      yield batch;
      batch = store.page(state, batch.at(-1), AT_ONCE);
    }
  }

  /** The ids of the first readers. */
  function firstIds(state: State | undefined, most: number): string[] {
    return store.page(state, undefined, most).map(({ id }) => id);
  }
}
