import { pipeline, Readable } from 'node:stream';
import type { CsvError } from 'csv-parse';
import { unguardFormula } from './formula-guard.ts';
import {
  type Encoding,
  type FileProblem,
  LIMITS,
  type Row,
  type Separator,
  type Source,
  UnreadableTable,
} from './table.ts';

const PROBLEMS: Partial<Record<string, FileProblem>> = {
  CSV_MAX_RECORD_SIZE: 'row-too-long',
  CSV_QUOTE_NOT_CLOSED: 'quotes',
  CSV_INVALID_CLOSING_QUOTE: 'quotes',
  INVALID_OPENING_QUOTE: 'quotes',
  CSV_INVALID_OPENING_QUOTE: 'quotes',
};

/** A line that tells Excel the separator. It is no row of the list. */
const SEPARATOR_LINE = /^sep=[;\t,|]?$/i;

/**
 * The rows of a CSV file one by one (RFC 4180, with any of the separators), without empty ones. Holds one
 * row in memory at a time.
 *
 * @throws {UnreadableTable} at a row with broken quotes, or one that is too long, with its number.
 */
export async function* readCsv(
  source: Source,
  { separator, encoding }: { separator: Separator; encoding: Encoding },
): AsyncGenerator<Row> {
  // Read only with a list: each thread would hold it, and most days nobody brings one in.
  const csv = await import('csv-parse');
  const parser = csv.parse({
    delimiter: separator,
    record_delimiter: ['\r\n', '\n', '\r'],
    bom: true,
    relax_column_count: true,
    max_record_size: LIMITS.rowBytes,
  });
  const bytes = encoding === 'utf-8' ? source() : asUtf8(source());
  pipeline(Readable.from(bytes), parser, () => {});
  let number = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      number += 1;
      if (cells.every((cell) => cell.trim() === '')) continue;
      if (number === 1 && isSeparatorLine(cells, separator)) continue;
      yield { number, cells: cells.map(unguardFormula) };
    }
  } catch (error) {
    // Counted by the parser: it drops what it had ready when it fails.
    throw error instanceof csv.CsvError ? asUnreadable(error, parser.info.records + 1) : error;
  }
}

function isSeparatorLine(cells: string[], separator: Separator): boolean {
  return cells.length <= 2 && SEPARATOR_LINE.test(cells.join(separator));
}

async function* asUtf8(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder('windows-1252');
  for await (const chunk of bytes) yield Buffer.from(decoder.decode(chunk, { stream: true }));
}

function asUnreadable(error: CsvError, row: number): Error {
  const problem = PROBLEMS[error.code];
  return problem === undefined ? error : new UnreadableTable(problem, row);
}
