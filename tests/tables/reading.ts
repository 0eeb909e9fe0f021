import { openTable } from '../../src/tables/read-table.ts';
import { type Row, type Source, UnreadableTable } from '../../src/tables/table.ts';

/** Reads a whole file: its rows, or what is wrong with it and where. */
export async function readAll(
  bytes: string | Uint8Array | Source,
): Promise<Row[] | { problem: string; row: number | undefined }> {
  try {
    const table = await openTable(typeof bytes === 'function' ? bytes : inChunks(bytes));
    const rows: Row[] = [];
    for await (const row of table.rows) rows.push(row);
    return rows;
  } catch (error) {
    if (!(error instanceof UnreadableTable)) throw error;
    return { problem: error.problem, row: error.row };
  }
}

/** The cells alone. */
export async function cellsOf(bytes: string | Uint8Array | Source): Promise<unknown> {
  const rows = await readAll(bytes);
  return Array.isArray(rows) ? rows.map(({ cells }) => cells) : rows;
}

/** Bytes in chunks so small that letters and line ends are cut through. */
export function inChunks(bytes: string | Uint8Array, size = 7): Source {
  const whole = Buffer.from(bytes as Uint8Array);
  const step = whole.length > 10_000 ? 65_536 : size;
  return function* () {
    for (let at = 0; at < whole.length; at += step) yield whole.subarray(at, at + step);
  };
}
