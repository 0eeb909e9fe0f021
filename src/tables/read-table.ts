import { readCsv } from './read-csv.ts';
import { readXlsx } from './read-xlsx.ts';
import { recognise, separatorOf } from './recognise.ts';
import { type Format, LIMITS, type Row, type Source, UnreadableTable } from './table.ts';

/** A table that is being read: how it is written, and its rows in order. */
export type Table = { format: Format; rows: AsyncGenerator<Row> };

/** What can't be seen, but for the ends of lines and tabs inside a cell. */
const CONTROL_CHARACTERS = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\uFFFE\uFFFF]/;

/**
 * Opens a list as YMLP, Excel in the Netherlands and most other programs write it: CSV with any of the
 * usual separators and encodings, or XLSX (its first sheet). A row with a fault of its own is marked.
 *
 * @throws {UnreadableTable} here or while the rows are read, when the file as a whole can't be used.
 */
export async function openTable(source: Source): Promise<Table> {
  const recognised = await recognise(source);
  if (recognised.kind === 'xlsx') return { format: { kind: 'xlsx' }, rows: checked(readXlsx(source)) };
  const { encoding, head } = recognised;
  const separator = separatorOf(head);
  const format: Format = { kind: 'csv', separator, encoding };
  return { format, rows: checked(readCsv(source, format)) };
}

async function* checked(rows: AsyncIterable<Row>): AsyncGenerator<Row> {
  let width: Width | undefined;
  for await (const { number, cells } of rows) {
    if (cells.length > LIMITS.columns) throw new UnreadableTable('too-many-columns', number);
    if (number > LIMITS.rows) throw new UnreadableTable('too-many-rows', number);
    width ??= { columns: cells.length, least: filledLength(cells) };
    yield { number, cells, problem: problemOf(cells, width) };
  }
  if (width === undefined) throw new UnreadableTable('empty');
}

/** What the first row sets: how many columns there are, and how many of them it needed itself. */
type Width = { columns: number; least: number };

function problemOf(cells: string[], { columns, least }: Width): Row['problem'] {
  if (filledLength(cells) > columns || cells.length < least) return 'columns';
  return cells.some((cell) => CONTROL_CHARACTERS.test(cell)) ? 'control-characters' : undefined;
}

/** Empty cells at the end don't count: programs differ in whether they write them. */
function filledLength(cells: string[]): number {
  return cells.findLastIndex((cell) => cell !== '') + 1;
}
