import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';
import { type Finding, type PromiseCheck, type PromiseId, promiseCheck } from './promise.ts';

const round = z.object({
  asked: z.number().transform((stored) => stored === 1),
  checkedAt: z.string().nullable(),
});

const names = z.array(z.string());

/** What was found of the promises, and the looks themselves: only counts, and the ids of what is wrong. */
export type PromiseStore = ReturnType<typeof createPromiseStore>;

export function createPromiseStore(connection: Connection) {
  const prepare = (sql: string) => connection.prepare(sql);
  const all = prepare(`
    SELECT promise, checked_at AS checkedAt, kept, kept_at AS keptAt, broken_since AS brokenSince,
      looked_at AS lookedAt, wrong FROM promise_checks`);
  const note = prepare(`
    INSERT INTO promise_checks (promise, checked_at, kept, kept_at, broken_since, looked_at, wrong)
    VALUES (@promise, @now, @kept, iif(@kept, @now, NULL), iif(@kept, NULL, @now), @lookedAt, @wrong)
    ON CONFLICT (promise) DO UPDATE SET checked_at = @now, kept = @kept, kept_at = iif(@kept, @now, kept_at),
      broken_since = iif(@kept, NULL, coalesce(broken_since, @now)), looked_at = @lookedAt, wrong = @wrong`);
  const lastRound = prepare('SELECT asked, checked_at AS checkedAt FROM promise_round');
  const ask = prepare('UPDATE promise_round SET asked = 1');
  const endRound = prepare('UPDATE promise_round SET asked = 0, checked_at = ?');

  const readers = prepare(`SELECT count(*) FROM subscribers WHERE state = 'subscribed'`).pluck();
  const unproven = prepare(`
    SELECT id FROM subscribers s WHERE state = 'subscribed' AND NOT EXISTS (
      SELECT 1 FROM consent_events e
      WHERE e.subscriber_id = s.id AND e.kind IN ('confirmed', 'imported', 'attested')) LIMIT 20`).pluck();
  const prints = prepare('SELECT count(*) FROM sending_prints').pluck();
  const withoutLeaveLink = prepare(`
    SELECT issue_id FROM sending_prints
    WHERE instr(html, leave_marker) = 0 OR instr(text, leave_marker) = 0`).pluck();
  const left = prepare(`SELECT count(*) FROM subscribers WHERE state = 'left'`).pluck();
  const mailedAfterLeaving = prepare(`
    SELECT DISTINCT issue_id FROM subscribers s JOIN deliveries d ON d.subscriber_id = s.id
    WHERE s.state = 'left' AND d.first_tried_at > s.changed_at LIMIT 20`).pluck();
  const files = prepare('SELECT count(*) FROM ledger').pluck();
  const forNothing = prepare(`SELECT id FROM ledger WHERE trim(activity) = ''`).pluck();
  const columns = prepare(`SELECT name FROM pragma_table_info('participants')`).pluck();
  const tables = prepare(`
    SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
      AND name NOT LIKE '%\\_search\\_%' ESCAPE '\\'`).pluck();
  const finished = prepare('SELECT count(*) FROM outbox WHERE finished_at IS NOT NULL').pluck();
  const withText = prepare(`
    SELECT message_id FROM outbox WHERE finished_at IS NOT NULL
      AND (recipient <> '' OR text <> '' OR html <> '' OR headers <> '{}' OR attachments <> '[]') LIMIT 20`).pluck();
  const logSize = prepare('SELECT count(*) FROM access_log').pluck();
  const changeLog = prepare(
    `UPDATE access_log SET action = 'changed' WHERE id = (SELECT max(id) FROM access_log)`,
  );
  const shortenLog = prepare('DELETE FROM access_log WHERE id = (SELECT max(id) FROM access_log)');

  return {
    all: (): PromiseCheck[] => allRows(promiseCheck, all),
    note: (promise: PromiseId, { lookedAt, wrong }: Finding, now: string): void =>
      void note.run({
        promise,
        now,
        lookedAt,
        kept: wrong.length === 0 ? 1 : 0,
        wrong: JSON.stringify(wrong),
      }),
    round: () => oneRow(round, lastRound) ?? { asked: false, checkedAt: null },
    ask: (): void => void ask.run(),
    endRound: (now: string): void => void endRound.run(now),

    /** Readers without a proof of their consent. */
    unproven: (): Finding => finding(readers.get(), unproven.all()),
    /** Newsletters as they left, without the link to leave. */
    withoutLeaveLink: (): Finding => finding(prints.get(), withoutLeaveLink.all()),
    /** Newsletters that went to somebody after they had left. */
    mailedAfterLeaving: (): Finding => finding(left.get(), mailedAfterLeaving.all()),
    /** Files of the register that name no activity. */
    forNothing: (): Finding => finding(files.get(), forNothing.all()),
    /** Mails that are over, and still hold something of it. */
    withText: (): Finding => finding(finished.get(), withText.all()),
    columns: (): string[] => names.parse(columns.all()),
    tables: (): string[] => names.parse(tables.all()),
    logSize: (): number => z.number().parse(logSize.get()),
    /** Tries to change the last row of the access log. It has to throw. */
    changeLog: (): void => void changeLog.run(),
    /** Tries to remove it. That has to throw, too. */
    shortenLog: (): void => void shortenLog.run(),
  };
}

function finding(count: unknown, wrong: unknown): Finding {
  return { lookedAt: z.number().parse(count), wrong: names.parse(wrong) };
}
