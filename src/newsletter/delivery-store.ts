import type { Statement } from 'better-sqlite3';
import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';
import {
  type Claim,
  type Copy,
  claimSchema,
  copySchema,
  DELIVERY_STATES,
  type DeliveryCounts,
  type DeliveryOfReader,
  type DeliveryState,
  type LookedAt,
  type LookQuestion,
  lookSchema,
  ofReaderSchema,
} from './delivery.ts';

const CLAIM = `id, issue_id AS issueId, subscriber_id AS subscriberId, address, leave_token AS leaveToken,
  message_id AS messageId, attempts, first_tried_at AS firstTriedAt`;
const LOOK = `id, subscriber_id AS subscriberId, address, state, attempts, answer, due_at AS dueAt,
  finished_at AS finishedAt`;

const COPY = `message_id AS messageId, issue_id AS issueId, subscriber_id AS subscriberId, address_key AS addressKey,
  coalesce(first_tried_at, due_at) AS at`;

const countRow = z.object({ state: z.enum(DELIVERY_STATES), count: z.number() });
const waitingRow = z.object({ id: z.number(), subscriberId: z.string().nullable() });
const readerRow = z.object({ subscriberId: z.string().nullable() });

/** A reader who is to get an issue. */
export type NewDelivery = {
  issueId: string;
  subscriberId: string;
  address: string;
  addressKey: string;
  leaveToken: string;
  messageId: string;
  dueAt: string;
};

/** How one attempt ended, or until when it is put off. */
export type Settlement = {
  id: number;
  attempts: number;
  state: DeliveryState;
  answer: string;
  dueAt: string;
  finishedAt: string | null;
};

export type DeliveryStore = ReturnType<typeof createDeliveryStore>;

export function createDeliveryStore(connection: Connection) {
  const prepare = (sql: string) => connection.prepare(sql);
  const add = prepare(`
    INSERT INTO deliveries (issue_id, subscriber_id, address, address_key, leave_token, message_id, due_at)
    VALUES (@issueId, @subscriberId, @address, @addressKey, @leaveToken, @messageId, @dueAt)
    ON CONFLICT (issue_id, address_key) DO NOTHING`);
  const dropSome = prepare(`
    DELETE FROM deliveries WHERE id IN (SELECT id FROM deliveries WHERE issue_id = ? LIMIT ?)`);
  // Without its reader a row keeps nothing but its state: `deliveries_forget_reader` sees to that.
  const forgetSome = prepare(`
    UPDATE deliveries SET subscriber_id = NULL WHERE id IN (
      SELECT id FROM deliveries WHERE issue_id = ? AND address_key NOT BETWEEN 'removed ' AND 'removed!' LIMIT ?)`);

  const nextRetry = prepare(`
    SELECT id, subscriber_id AS subscriberId FROM deliveries
    WHERE issue_id = @issueId AND state = 'retry' AND due_at <= @now ORDER BY due_at LIMIT 1`);
  const nextPending = prepare(`
    SELECT id, subscriber_id AS subscriberId FROM deliveries
    WHERE issue_id = @issueId AND state = 'pending' ORDER BY id LIMIT 1`);
  const claim = prepare(`
    UPDATE deliveries SET state = 'sending', attempts = attempts + 1,
      first_tried_at = coalesce(first_tried_at, @now)
    WHERE id = @id AND state IN ('pending', 'retry') RETURNING ${CLAIM}`);
  const markLeft = prepare(`
    UPDATE deliveries SET state = 'left', finished_at = @now WHERE id = @id AND state IN ('pending', 'retry')`);
  const settle = prepare(`
    UPDATE deliveries SET state = @state, answer = @answer, due_at = @dueAt, finished_at = @finishedAt
    WHERE id = @id AND attempts = @attempts AND state IN ('sending', 'uncertain')`);
  const giveBack = prepare(`
    UPDATE deliveries SET state = CASE WHEN attempts > 1 THEN 'retry' ELSE 'pending' END,
      attempts = attempts - 1, due_at = @now
    WHERE id = @id AND attempts = @attempts AND state = 'sending'`);
  const giveUpOnSending = prepare(`
    UPDATE deliveries SET state = 'uncertain', answer = ?, finished_at = ? WHERE state = 'sending'`);

  const sendOnceMore = prepare(`
    UPDATE deliveries SET state = 'retry', due_at = @now, first_tried_at = NULL, finished_at = NULL, answer = ''
    WHERE id = @id AND issue_id = @issueId AND state = 'uncertain' AND subscriber_id IS NOT NULL`);
  const leaveUncertain = prepare(`
    UPDATE deliveries SET settled_at = @now
    WHERE id = @id AND issue_id = @issueId AND state = 'uncertain' AND settled_at IS NULL`);
  const readerOf = prepare(
    'SELECT subscriber_id AS subscriberId FROM deliveries WHERE issue_id = ? AND id = ?',
  );

  const counts = prepare('SELECT state, count FROM delivery_counts WHERE issue_id = ?');
  const recount = prepare(
    'SELECT state, count(*) AS count FROM deliveries WHERE issue_id = ? GROUP BY state',
  );
  const toDecide = prepare(`
    SELECT count(*) FROM deliveries WHERE issue_id = ? AND state = 'uncertain' AND settled_at IS NULL`).pluck();
  // A statement for each state: SQLite uses an index of some rows only where it can see that these are meant.
  const inState = Object.fromEntries(
    DELIVERY_STATES.map((state) => [
      state,
      prepare(`
        SELECT ${LOOK} FROM deliveries
        WHERE issue_id = @issueId AND state = '${state}' AND id > @after
          ${state === 'uncertain' ? 'AND settled_at IS NULL' : ''}
        ORDER BY id LIMIT @most`),
    ]),
  ) as Record<DeliveryState, Statement>;
  const wasSent = prepare(`
    SELECT finished_at FROM deliveries
    WHERE subscriber_id = @subscriberId AND issue_id = @issueId AND state = 'sent'`).pluck();
  const byKey = prepare(`
    SELECT ${COPY} FROM deliveries d WHERE lower(message_id) > @from AND lower(message_id) < @until`);
  const lastCopies = prepare(`
    SELECT ${COPY} FROM deliveries d JOIN sendings s USING (issue_id)
    WHERE subscriber_id = @subscriberId AND address_key = @addressKey AND first_tried_at >= @since
      AND d.state IN ('sent', 'failed', 'uncertain')
    ORDER BY s.started_at DESC LIMIT @most`);
  const ofReader = prepare(`
    SELECT d.issue_id AS issueId, p.subject, i.slug, d.state, d.answer,
      coalesce(d.finished_at, d.first_tried_at, s.started_at) AS at
    FROM deliveries d
    JOIN sendings s ON s.issue_id = d.issue_id
    JOIN sending_prints p ON p.issue_id = d.issue_id
    JOIN issues i ON i.id = d.issue_id
    WHERE d.subscriber_id = ? AND s.started_at IS NOT NULL
      AND NOT (s.state = 'cancelled' AND d.state IN ('pending', 'retry'))
    ORDER BY s.started_at`);

  return {
    add: (delivery: NewDelivery): void => void add.run(delivery),
    /** Returns how many went. */
    dropSome: (issueId: string, most: number): number => dropSome.run(issueId, most).changes,

    /** Forgets of some who they were. Returns how many. */
    forgetSome: (issueId: string, most: number): number => forgetSome.run(issueId, most).changes,

    /** Whose turn it is: first who is due again, then who waits for the first time. */
    next: (issueId: string, now: string): { id: number; subscriberId: string | null } | undefined =>
      oneRow(waitingRow, nextRetry, { issueId, now }) ?? oneRow(waitingRow, nextPending, { issueId }),
    claim: (id: number, now: string): Claim | undefined => oneRow(claimSchema, claim, { id, now }),
    markLeft: (id: number, now: string): void => void markLeft.run({ id, now }),
    /** Writes how this attempt ended; also where it was given up on in the meantime. */
    settle: (settlement: Settlement): void => void settle.run(settlement),
    /** Undoes a claim: nothing was handed over. */
    giveBack: (id: number, attempts: number, now: string): void => void giveBack.run({ id, attempts, now }),
    /** After a crash: nobody knows any more what became of these. Returns how many there are. */
    giveUpOnSending: (answer: string, now: string): number => giveUpOnSending.run(answer, now).changes,

    /** Returns whether it was uncertain, and is to be sent once more. */
    sendOnceMore: (issueId: string, id: number, now: string): boolean =>
      sendOnceMore.run({ issueId, id, now }).changes > 0,
    /** Returns whether it was still to be decided about. */
    leaveUncertain: (issueId: string, id: number, now: string): boolean =>
      leaveUncertain.run({ issueId, id, now }).changes > 0,
    readerOf: (issueId: string, id: number): z.infer<typeof readerRow> | undefined =>
      oneRow(readerRow, readerOf, issueId, id),

    counts: (issueId: string): DeliveryCounts => countsOf(allRows(countRow, counts, issueId)),
    /** The same, counted row by row. */
    recount: (issueId: string): DeliveryCounts => countsOf(allRows(countRow, recount, issueId)),
    toDecide: (issueId: string): number => z.number().parse(toDecide.get(issueId)),
    /** A page of those in this state, by id; of the uncertain those that nobody decided about. */
    inState: ({ state, ...page }: LookQuestion): LookedAt[] => allRows(lookSchema, inState[state], page),
    /** When this reader was sent this issue, where they were. */
    sentAt: (issueId: string, subscriberId: string): string | undefined =>
      z.string().optional().parse(wasSent.get({ issueId, subscriberId })),
    /** The copy whose Message-ID begins with this key, in lower case. */
    byKey: (key: string): Copy | undefined =>
      oneRow(copySchema, byKey, { from: `<${key}@`, until: `<${key}A` }),
    /** The last issues that left for this reader at this address, the newest first. */
    lastCopies: (of: { subscriberId: string; addressKey: string; since: string; most: number }): Copy[] =>
      allRows(copySchema, lastCopies, of),
    /** What one reader was sent, or is being sent, the oldest first. */
    ofReader: (subscriberId: string): DeliveryOfReader[] => allRows(ofReaderSchema, ofReader, subscriberId),
  };
}

function countsOf(rows: z.infer<typeof countRow>[]): DeliveryCounts {
  const none = { pending: 0, sending: 0, sent: 0, retry: 0, failed: 0, uncertain: 0, left: 0 };
  return Object.assign(none, Object.fromEntries(rows.map(({ state, count }) => [state, count])));
}
