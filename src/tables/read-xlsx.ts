import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { unguardFormula } from './formula-guard.ts';
import { LIMITS, type Row, type Source, UnreadableTable } from './table.ts';
import type { XlsxAnswer, XlsxTask } from './xlsx-thread.ts';

/** What the thread may use: a sheet that claims to be enormous ends the thread, not the program. */
const MEMORY = { maxOldGenerationSizeMb: 512 };
const LONGEST = 60_000;

/**
 * The rows of the first sheet of an XLSX file, without empty ones. Reading takes seconds of work in one go,
 * so it is done in a thread of its own, with a limit to its memory and its time.
 *
 * @throws {UnreadableTable} for a file that is broken, or too large when unpacked.
 */
export async function* readXlsx(source: Source): AsyncGenerator<Row> {
  const bytes = await wholeOf(source);
  const thread = startThread({ kind: 'read', bytes });
  const timer = setTimeout(() => void thread.terminate(), LONGEST);
  try {
    for await (const [message] of on(thread, 'message', { close: ['exit'] })) {
      const answer = message as XlsxAnswer;
      if (answer.kind === 'unreadable') throw new UnreadableTable(answer.problem);
      if (answer.kind === 'end') return;
      if (answer.kind === 'rows') yield* numbered(answer);
    }
    throw new UnreadableTable('too-large');
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY')
      throw new UnreadableTable('too-large');
    throw error;
  } finally {
    clearTimeout(timer);
    await thread.terminate();
  }
}

/** Starts the thread that reads or writes one XLSX file. */
export function startThread(task: XlsxTask): Worker {
  return new Worker(new URL('./xlsx-thread.ts', import.meta.url), {
    workerData: task,
    resourceLimits: MEMORY,
  });
}

async function wholeOf(source: Source): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source()) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > LIMITS.xlsxBytes) throw new UnreadableTable('too-large');
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function* numbered({ first, rows }: Extract<XlsxAnswer, { kind: 'rows' }>): Generator<Row> {
  for (const [index, cells] of rows.entries()) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    yield { number: first + index, cells: cells.map(unguardFormula) };
  }
}
