import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { Activity } from '../ledger/entry.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Participant } from '../participants/participant.ts';
import type { Participants } from '../participants/participants.ts';
import { CSV_START, csvRow } from '../tables/write-csv.ts';
import { MOST_IN_XLSX, writeXlsx } from '../tables/write-xlsx.ts';
import { CONTENTS_IN, cellsOf, type Extent, headingsOf } from './cells.ts';

/** So many entries are read at once. */
const AT_ONCE = 500;

/** So many ids the access log takes for one export; the ledger has them all. */
const MOST_IDS = 1000;

export type RegisterExportsDeps = {
  participants: Pick<Participants, 'byIds' | 'persons'>;
  ledger: Pick<Ledger, 'record'>;
};

/** Which entries go out, with what of them, as what kind of file, for which activity, by whom. */
export type AskedExport = {
  ids: string[];
  extent: Extent;
  format: 'csv' | 'xlsx';
  activity: Activity;
  staff: { id: string; name: string };
};

/**
 * How it ended. `file` is made while it is sent; `persons` is whom the access log names. `nobody` and `too-long`:
 * nobody was chosen, or too many for that kind of file. `no-activity`: it is for nothing. In these three cases
 * nothing was written down.
 */
export type ExportOutcome =
  | { outcome: 'nobody' | 'too-long' | 'no-activity' }
  | { outcome: 'file'; file: AsyncIterable<string | Uint8Array>; count: number; persons: string[] };

/** The register, or a part of it, as a file: only for an activity, and never without a row in the ledger. */
export type RegisterExports = ReturnType<typeof createRegisterExports>;

export function createRegisterExports({ participants, ledger }: RegisterExportsDeps) {
  return { save };

  /** Makes a file, within the transaction of whoever asks for it. Whoever is left alone is not in it. */
  function save({ ids: asked, extent, format, activity, staff }: AskedExport): ExportOutcome {
    const ids = participants.persons.mayBeUsed(asked);
    if (ids.length === 0) return { outcome: 'nobody' };
    if (format === 'xlsx' && ids.length > MOST_IN_XLSX) return { outcome: 'too-long' };
    const contents = CONTENTS_IN[extent];
    const recorded = ledger.record({ kind: 'export', activity, staff, participantIds: ids, contents });
    if (recorded === 'no-activity') return { outcome: 'no-activity' };
    const file = format === 'csv' ? csv(ids, extent) : xlsx(ids, extent);
    const persons = ids.length > MOST_IDS ? [`all-of:register:${ids.length}`] : ids;
    return { outcome: 'file', file, count: ids.length, persons };
  }

  async function* csv(ids: string[], extent: Extent): AsyncGenerator<string> {
    yield CSV_START + csvRow(headingsOf(extent));
    for (const people of batches(ids)) {
      yield people.map((entry) => csvRow(cellsOf(entry, extent))).join('');
      await yieldToOthers();
    }
  }

  async function* xlsx(ids: string[], extent: Extent): AsyncGenerator<Uint8Array> {
    yield await writeXlsx('Register', rows(ids, extent));
  }

  async function* rows(ids: string[], extent: Extent): AsyncGenerator<string[][]> {
    yield [headingsOf(extent)];
    for (const people of batches(ids)) {
      yield people.map((entry) => cellsOf(entry, extent));
      await yieldToOthers();
    }
  }

  function* batches(ids: string[]): Generator<Participant[]> {
    for (let at = 0; at < ids.length; at += AT_ONCE) yield participants.byIds(ids.slice(at, at + AT_ONCE));
  }
}
