import { parentPort, workerData } from 'node:worker_threads';
import { readSheet } from 'read-excel-file/node';
import writeExcelFile from 'write-excel-file/node';
import { type FileProblem, UnreadableTable } from './table.ts';
import { repackSafely } from './unpack.ts';

/** What the thread is for, given when it starts. */
export type XlsxTask = { kind: 'read'; bytes: Uint8Array } | { kind: 'write'; sheet: string };

/** What it is told while it writes: rows, and at the end undefined. */
export type XlsxRows = string[][] | undefined;

/** What it says. `rows` come without their numbers: the first one is number `first`. */
export type XlsxAnswer =
  | { kind: 'rows'; first: number; rows: string[][] }
  | { kind: 'end' }
  | { kind: 'unreadable'; problem: FileProblem }
  | { kind: 'file'; bytes: Uint8Array };

const ROWS_AT_ONCE = 500;
const COLUMN_WIDTH = 24;

const task = workerData as XlsxTask;
if (task.kind === 'read') await read(Buffer.from(task.bytes));
else write(task.sheet);

async function read(bytes: Buffer): Promise<void> {
  try {
    const sheet = await readSheet(repackSafely(bytes), 1, { trim: false });
    for (let first = 0; first < sheet.length; first += ROWS_AT_ONCE) {
      const rows = sheet.slice(first, first + ROWS_AT_ONCE).map((cells) => cells.map(asText));
      answer({ kind: 'rows', first: first + 1, rows });
    }
    answer({ kind: 'end' });
  } catch (error) {
    const problem = error instanceof UnreadableTable ? error.problem : 'broken-xlsx';
    answer({ kind: 'unreadable', problem });
  }
}

function asText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (!(cell instanceof Date)) return String(cell);
  if (Number.isNaN(cell.getTime())) return '';
  const moment = cell.toISOString();
  return moment.endsWith('T00:00:00.000Z') ? moment.slice(0, 10) : moment.slice(0, 16);
}

function write(sheet: string): void {
  const rows: string[][] = [];
  parentPort?.on('message', (more: XlsxRows) => {
    if (more !== undefined) return void rows.push(...more);
    void writeAll(rows, sheet).then((bytes) => {
      answer({ kind: 'file', bytes });
      parentPort?.close();
    });
  });
}

async function writeAll(rows: string[][], sheet: string): Promise<Uint8Array> {
  const [head = [], ...rest] = rows;
  const bold = head.map((value) => ({ value, type: String, fontWeight: 'bold' as const }));
  const columns = head.map(() => ({ width: COLUMN_WIDTH }));
  const cells = rest.map((row) => row.map((value) => (value === '' ? null : { value, type: String })));
  return writeExcelFile([bold, ...cells], { sheet, columns, stickyRowsCount: 1 }).toBuffer();
}

function answer(message: XlsxAnswer): void {
  parentPort?.postMessage(message);
}
