import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { State } from '../subscribers/subscriber.ts';
import type { Subscribers } from '../subscribers/subscribers.ts';
import { CSV_START, csvRow } from '../tables/write-csv.ts';
import { writeXlsx } from '../tables/write-xlsx.ts';
import { cellsOf, HEADINGS } from './cells.ts';

/** So many ids the access log takes for one export. */
const MOST_IDS = 1000;

export type ExportsDeps = { subscribers: Subscribers };

/** The list of readers as a file. It is made while it is sent, so that no page waits for it. */
export type Exports = ReturnType<typeof createExports>;

export function createExports({ subscribers }: ExportsDeps) {
  return { csv, xlsx, persons, count };

  /** The list as CSV, piece by piece. */
  async function* csv(state: State | undefined): AsyncGenerator<string> {
    yield CSV_START + csvRow(HEADINGS);
    for (const batch of subscribers.exporting.batches(state)) {
      yield batch.map((reader) => csvRow(cellsOf(reader))).join('');
      await yieldToOthers();
    }
  }

  /** The list as XLSX: at most `MOST_IN_XLSX` readers. */
  async function* xlsx(state: State | undefined): AsyncGenerator<Uint8Array> {
    yield await writeXlsx('Lezers', rows(state));
  }

  async function* rows(state: State | undefined): AsyncGenerator<string[][]> {
    yield [HEADINGS];
    for (const batch of subscribers.exporting.batches(state)) {
      yield batch.map(cellsOf);
      await yieldToOthers();
    }
  }

  /** How many readers are in it. */
  function count(state: State | undefined): number {
    const counts = subscribers.counts();
    return state === undefined ? Object.values(counts).reduce((sum, each) => sum + each, 0) : counts[state];
  }

  /**
   * Whom the access log names for an export: every reader by id, up to a thousand. For more it says which
   * readers and how many (`all-of:subscribed:45210`); who that were then follows from the moment and from
   * the readers' own proof.
   */
  function persons(state: State | undefined): string[] {
    const exported = count(state);
    if (exported > MOST_IDS) return [`all-of:${state ?? 'every-state'}:${exported}`];
    return subscribers.exporting.firstIds(state, MOST_IDS);
  }
}
