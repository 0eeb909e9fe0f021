import { once } from 'node:events';
import { guardFormula } from './formula-guard.ts';
import { startThread } from './read-xlsx.ts';
import { LIMITS, UnreadableTable } from './table.ts';
import type { XlsxAnswer, XlsxRows } from './xlsx-thread.ts';

/** The media type of an XLSX file. */
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The most that an XLSX file is made of: it is held in memory. A longer list goes out as CSV. */
export const MOST_IN_XLSX = 100_000;

/** XML can't hold these; Excel's own notation for an end of line in a cell is a line feed. */
const NOT_IN_XML = /[\0-\x08\x0b\x0c\x0e-\x1f\uFFFE\uFFFF]/g;
/** What Excel would read as an escaped character (ECMA-376 part 1, §22.9.2.19). */
const LOOKS_ESCAPED = /_(?=x[0-9a-fA-F]{4}_)/g;

/**
 * An XLSX file of one sheet; its first row stays in sight. Every cell is text, so nothing runs as a formula
 * and nothing is turned into a date. Made in a thread of its own: it takes seconds for a long list.
 *
 * @throws {UnreadableTable} `too-many-rows` for more rows than a sheet holds.
 */
export async function writeXlsx(
  sheet: string,
  batches: Iterable<string[][]> | AsyncIterable<string[][]>,
): Promise<Uint8Array> {
  const thread = startThread({ kind: 'write', sheet });
  let rows = 0;
  try {
    for await (const batch of batches) {
      rows += batch.length;
      if (rows > LIMITS.rows) throw new UnreadableTable('too-many-rows');
      thread.postMessage(batch.map((row) => row.map(asCell)) satisfies XlsxRows);
    }
    const file = once(thread, 'message');
    thread.postMessage(undefined satisfies XlsxRows);
    const [answer] = (await file) as [XlsxAnswer];
    if (answer.kind !== 'file') throw new Error('The thread wrote no file');
    return answer.bytes;
  } finally {
    await thread.terminate();
  }
}

function asCell(text: string): string {
  const plain = text.replaceAll(/\r\n?/g, '\n').replaceAll(NOT_IN_XML, '');
  return guardFormula(plain).replaceAll(LOOKS_ESCAPED, '_x005F_');
}
