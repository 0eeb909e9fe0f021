import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';
import { type Sending, sendingSchema } from './delivery.ts';
import type { PrintedIssue } from './issue.ts';

const SENDING = `issue_id AS issueId, state, planned_at AS plannedAt, planned_for AS plannedFor,
  frozen_up_to AS frozenUpTo, total, started_at AS startedAt, finished_at AS finishedAt,
  pause_reason AS pauseReason, pause_answer AS pauseAnswer, resume_at AS resumeAt, pauses,
  paced_from AS pacedFrom, paced_from_done AS pacedFromDone, paced_at AS pacedAt, paced_at_done AS pacedAtDone`;

const printSchema = z.object({
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  leaveMarker: z.string(),
});

/** Why a sending stands still, and until when; without `resumeAt` until staff say so. */
export type Pause = {
  issueId: string;
  reason: NonNullable<Sending['pauseReason']>;
  answer: string;
  resumeAt: string | null;
};

export type SendingStore = ReturnType<typeof createSendingStore>;

export function createSendingStore(connection: Connection) {
  const byId = connection.prepare(`SELECT ${SENDING} FROM sendings WHERE issue_id = ?`);
  const inState = connection.prepare(`SELECT ${SENDING} FROM sendings WHERE state = ? ORDER BY planned_for`);
  const due = connection.prepare(
    `SELECT ${SENDING} FROM sendings WHERE state = 'planned' AND planned_for <= ? ORDER BY planned_for`,
  );
  const pausedUntil = connection.prepare(
    `SELECT ${SENDING} FROM sendings WHERE state = 'paused' AND resume_at <= ?`,
  );
  const add = connection.prepare(`
    INSERT INTO sendings (issue_id, state, planned_at, planned_for)
    VALUES (@issueId, 'planned', @plannedAt, @plannedFor)`);
  const remove = connection.prepare('DELETE FROM sendings WHERE issue_id = ?');
  const addPrint = connection.prepare(`
    INSERT INTO sending_prints (issue_id, subject, html, text, leave_marker)
    VALUES (@issueId, @subject, @html, @text, @leaveMarker)`);
  const print = connection.prepare(
    'SELECT subject, html, text, leave_marker AS leaveMarker FROM sending_prints WHERE issue_id = ?',
  );
  const changeState = connection.prepare('UPDATE sendings SET state = @state WHERE issue_id = @issueId');
  const freezeUpTo = connection.prepare(
    'UPDATE sendings SET frozen_up_to = @subscriberId WHERE issue_id = @issueId',
  );
  const start = connection.prepare(`
    UPDATE sendings SET state = 'sending', total = @total, started_at = @now WHERE issue_id = @issueId`);
  const pause = connection.prepare(`
    UPDATE sendings SET state = 'paused', pause_reason = @reason, pause_answer = @answer, resume_at = @resumeAt,
      pauses = pauses + (@resumeAt IS NOT NULL), paced_from = NULL, paced_at = NULL
    WHERE issue_id = @issueId AND state = 'sending'`);
  const resume = connection.prepare(`
    UPDATE sendings SET state = 'sending', pause_reason = NULL, pause_answer = '', resume_at = NULL,
      finished_at = NULL WHERE issue_id = @issueId`);
  const forgetPauses = connection.prepare('UPDATE sendings SET pauses = 0 WHERE issue_id = ? AND pauses > 0');
  const finish = connection.prepare(`
    UPDATE sendings SET state = @state, finished_at = @now, pause_reason = NULL, pause_answer = '',
      resume_at = NULL WHERE issue_id = @issueId`);
  const pace = connection.prepare(`
    UPDATE sendings SET paced_from = paced_at, paced_from_done = paced_at_done, paced_at = @now,
      paced_at_done = @done WHERE issue_id = @issueId`);
  const toForget = connection
    .prepare('SELECT issue_id FROM sendings WHERE finished_at < ? AND forgotten_at IS NULL LIMIT 1')
    .pluck();
  const markForgotten = connection.prepare(
    'UPDATE sendings SET forgotten_at = @now WHERE issue_id = @issueId',
  );

  return {
    byId: (issueId: string): Sending | undefined => oneRow(sendingSchema, byId, issueId),
    inState: (state: Sending['state']): Sending[] => allRows(sendingSchema, inState, state),
    /** Planned for now or earlier. */
    due: (now: string): Sending[] => allRows(sendingSchema, due, now),
    /** Paused by itself until now or earlier. */
    pausedUntil: (now: string): Sending[] => allRows(sendingSchema, pausedUntil, now),
    add: (
      sending: { issueId: string; plannedAt: string; plannedFor: string },
      printed: PrintedIssue,
    ): void => {
      add.run(sending);
      addPrint.run({ issueId: sending.issueId, ...printed });
    },
    remove: (issueId: string): void => void remove.run(issueId),
    print: (issueId: string): PrintedIssue | undefined => oneRow(printSchema, print, issueId),
    changeState: (issueId: string, state: Sending['state']): void => void changeState.run({ issueId, state }),
    freezeUpTo: (issueId: string, subscriberId: string): void =>
      void freezeUpTo.run({ issueId, subscriberId }),
    /** The one flag by which the whole list is there at once. */
    start: (issueId: string, total: number, now: string): void => void start.run({ issueId, total, now }),
    /** Does nothing where it isn't being sent. Returns whether it was. */
    pause: (why: Pause): boolean => pause.run(why).changes > 0,
    resume: (issueId: string): void => void resume.run({ issueId }),
    /** A mail was taken: the next pause is a short one again. */
    forgetPauses: (issueId: string): void => void forgetPauses.run(issueId),
    finish: (issueId: string, state: 'sent' | 'cancelled', now: string): void =>
      void finish.run({ issueId, state, now }),
    /** An issue that was finished before this moment, and of which it is still known who got it. */
    toForget: (finishedBefore: string): string | undefined =>
      z.string().optional().parse(toForget.get(finishedBefore)),
    markForgotten: (issueId: string, now: string): void => void markForgotten.run({ issueId, now }),
    /** Notes how many are done by now, and forgets the moment before the last. */
    pace: (issueId: string, done: number, now: string): void => void pace.run({ issueId, done, now }),
  };
}
