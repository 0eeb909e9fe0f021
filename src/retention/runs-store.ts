import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';
import { KIND_IDS, type KindId } from './kinds.ts';

const runRow = z.object({
  number: z.number(),
  night: z.string(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
});

/** One time that everything past its term was removed. Without `finishedAt` it was broken off. */
export type Run = z.infer<typeof runRow>;

const receiptRow = z.object({
  kind: z.enum(KIND_IDS),
  found: z.number(),
  remaining: z.number(),
  coming: z.number(),
});

/** What became of one kind: how many were past their term, how many still are, how many will be in a week. */
export type Receipt = z.infer<typeof receiptRow>;

const RUN = 'number, night, started_at AS startedAt, finished_at AS finishedAt';

export type RunsStore = ReturnType<typeof createRunsStore>;

export function createRunsStore(connection: Connection) {
  const prepare = (sql: string) => connection.prepare(sql);
  const start = prepare('INSERT INTO retention_runs (night, started_at) VALUES (@night, @now)');
  const finish = prepare('UPDATE retention_runs SET finished_at = @now WHERE number = @run');
  const last = prepare(
    `SELECT ${RUN} FROM retention_runs WHERE finished_at IS NOT NULL ORDER BY number DESC LIMIT 1`,
  );
  const newest = prepare(`SELECT ${RUN} FROM retention_runs ORDER BY number DESC LIMIT ?`);
  const add = prepare(`
    INSERT INTO retention_receipts (run, kind, found, remaining, coming) VALUES (@run, @kind, @found, @found, 0)`);
  const settle = prepare(`
    UPDATE retention_receipts SET remaining = @remaining, coming = @coming WHERE run = @run AND kind = @kind`);
  const receiptsOf = prepare('SELECT kind, found, remaining, coming FROM retention_receipts WHERE run = ?');
  const removeBefore = prepare('DELETE FROM retention_runs WHERE started_at < ?');

  return {
    /** Returns the number of the run. */
    start: (night: string, now: string): number => Number(start.run({ night, now }).lastInsertRowid),
    finish: (run: number, now: string): void => void finish.run({ run, now }),
    /** The last one that came to its end. */
    last: (): Run | undefined => oneRow(runRow, last),
    newest: (most: number): Run[] => allRows(runRow, newest, most),
    addReceipt: (row: { run: number; kind: KindId; found: number }): void => void add.run(row),
    settle: (row: { run: number; kind: KindId; remaining: number; coming: number }): void =>
      void settle.run(row),
    receiptsOf: (run: number): Receipt[] => allRows(receiptRow, receiptsOf, run),
    removeBefore: (moment: string): void => void removeBefore.run(moment),
  };
}
