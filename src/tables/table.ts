import { z } from 'zod';

/** What a table is read from: bytes that can be asked for more than once, from the beginning each time. */
export type Source = () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** What is wrong with one row: the others can still be used. */
export type RowProblem = 'columns' | 'control-characters';

/** A row as it stands in the file. `number` is the one that a spreadsheet shows: the first row is 1. */
export type Row = { number: number; cells: string[]; problem?: RowProblem | undefined };

/** How a file turned out to be written. */
export type Format = { kind: 'csv'; separator: Separator; encoding: Encoding } | { kind: 'xlsx' };

export const SEPARATORS = [';', '\t', ',', '|'] as const;
export type Separator = (typeof SEPARATORS)[number];
export type Encoding = 'utf-8' | 'windows-1252';

/** A format as it is kept. */
export const formatSchema = z.union([
  z.object({ kind: z.literal('xlsx') }),
  z.object({ kind: z.literal('csv'), separator: z.string(), encoding: z.string() }),
]);

/** Why a file as a whole can't be read. */
export const FILE_PROBLEMS = [
  'empty',
  'not-a-table',
  'old-excel',
  'broken-xlsx',
  'utf-16',
  'mixed-encoding',
  'nul',
  'quotes',
  'row-too-long',
  'too-many-columns',
  'too-many-rows',
  'too-large',
] as const;
export type FileProblem = (typeof FILE_PROBLEMS)[number];

/** A file that can't be read as a table, with the number of the row where that shows, if it shows in one. */
export class UnreadableTable extends Error {
  readonly problem: FileProblem;
  readonly row: number | undefined;

  constructor(problem: FileProblem, row?: number) {
    super(row === undefined ? problem : `${problem} in row ${row}`);
    this.problem = problem;
    this.row = row;
  }
}

/** The most that is read of a file. A longer row is no row of a list; Excel itself stops at so many rows. */
export const LIMITS = {
  rows: 1_048_576,
  columns: 100,
  rowBytes: 64 * 1024,
  /** An XLSX file, packed and unpacked: it is held in memory while it is read. */
  xlsxBytes: 64 * 1024 * 1024,
  unpackedBytes: 256 * 1024 * 1024,
} as const;
