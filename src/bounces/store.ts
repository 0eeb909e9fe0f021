import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';
import {
  BOUNCE_KINDS,
  type Bounce,
  type BounceKind,
  bounceSchema,
  type Followed,
  type MailboxProblem,
  type MailboxState,
  mailboxStateSchema,
  type Unrecognised,
  unrecognisedSchema,
} from './bounce.ts';

const BOUNCE = `issue_id AS issueId, subscriber_id AS subscriberId, kind, source, at, status, words, followed`;
const UNRECOGNISED = `id, received_at AS receivedAt, sender, subject, sent_at AS sentAt, text, reason,
  about_address AS aboutAddress, about_id AS aboutId`;

const countRow = z.object({ kind: z.enum(BOUNCE_KINDS), count: z.number() });

/** A bounce as it is first written, before anything follows from it. */
export type NewBounce = Omit<Bounce, 'followed'> & { mailKey: string };

export type BounceStore = ReturnType<typeof createBounceStore>;

export function createBounceStore(connection: Connection) {
  const prepare = (sql: string) => connection.prepare(sql);
  const add = prepare(`
    INSERT INTO bounces (mail_key, kind, source, at, issue_id, subscriber_id, status, words, followed)
    VALUES (@mailKey, @kind, @source, @at, @issueId, @subscriberId, @status, @words, 'nothing')
    ON CONFLICT (mail_key, kind) DO NOTHING`);
  const follow = prepare(
    'UPDATE bounces SET followed = @followed WHERE mail_key = @mailKey AND kind = @kind',
  );
  const cameBack = prepare(
    `SELECT 1 FROM bounces WHERE mail_key = ? AND kind IN ('soft', 'hard') LIMIT 1`,
  ).pluck();
  const ofReader = prepare(`SELECT ${BOUNCE} FROM bounces WHERE subscriber_id = ? ORDER BY at, id`);
  const newest = prepare(`
    SELECT ${BOUNCE} FROM bounces WHERE kind = @kind AND at >= @since ORDER BY at DESC, id DESC LIMIT @most`);
  const countsSince = prepare('SELECT kind, count(*) AS count FROM bounces WHERE at >= ? GROUP BY kind');
  const ofIssue = prepare(`
    SELECT kind, count FROM bounce_counts WHERE issue_id = ? AND source = 'report'`);
  const removeBounces = prepare('DELETE FROM bounces WHERE at < ?');

  const keep = prepare(`
    INSERT INTO unrecognised_mails (id, fingerprint, received_at, sender, subject, sent_at, text, reason,
      about_address, about_id)
    VALUES (@id, @fingerprint, @receivedAt, @sender, @subject, @sentAt, @text, @reason, @aboutAddress, @aboutId)
    ON CONFLICT (fingerprint) DO NOTHING`);
  const unhandled = prepare(`
    SELECT ${UNRECOGNISED} FROM unrecognised_mails WHERE handled_at IS NULL ORDER BY received_at, id LIMIT ?`);
  const countUnhandled = prepare('SELECT count(*) FROM unrecognised_mails WHERE handled_at IS NULL').pluck();
  const byId = prepare(`SELECT ${UNRECOGNISED} FROM unrecognised_mails WHERE id = ?`);
  const handle = prepare(`
    UPDATE unrecognised_mails SET handled_at = @now, text = '' WHERE id = @id AND handled_at IS NULL`);
  const removeUnrecognised = prepare('DELETE FROM unrecognised_mails WHERE received_at < ?');

  const mailbox = prepare(`
    SELECT mailbox, uid_validity AS uidValidity, last_uid AS lastUid, read_at AS readAt,
      failing_since AS failingSince, problem FROM bounce_mailbox`);
  const beginAt = prepare(`
    UPDATE bounce_mailbox SET mailbox = @mailbox, uid_validity = @uidValidity, last_uid = @lastUid`);
  const readUpTo = prepare('UPDATE bounce_mailbox SET last_uid = ? WHERE last_uid < ?');
  const wasRead = prepare('UPDATE bounce_mailbox SET read_at = ?, failing_since = NULL, problem = NULL');
  const failed = prepare(`
    UPDATE bounce_mailbox SET failing_since = coalesce(failing_since, @now), problem = @problem`);
  const addPutAway = prepare('INSERT INTO bounce_put_away (uid) VALUES (?) ON CONFLICT (uid) DO NOTHING');
  const toPutAway = prepare('SELECT uid FROM bounce_put_away ORDER BY uid').pluck();
  const donePutAway = prepare('DELETE FROM bounce_put_away WHERE uid = ?');
  const forgetPutAway = prepare('DELETE FROM bounce_put_away');

  return {
    /** Returns false where the same is known of this mail already. */
    add: (bounce: NewBounce): boolean => add.run(bounce).changes > 0,
    follow: (mailKey: string, kind: BounceKind, followed: Followed): void =>
      void follow.run({ mailKey, kind, followed }),
    /** Whether this mail could not be delivered, for now or for good. */
    cameBack: (mailKey: string): boolean => cameBack.get(mailKey) !== undefined,
    /** What came back of one reader's mail, the oldest first. */
    ofReader: (subscriberId: string): Bounce[] => allRows(bounceSchema, ofReader, subscriberId),
    newest: (kind: BounceKind, since: string, most: number): Bounce[] =>
      allRows(bounceSchema, newest, { kind, since, most }),
    countsSince: (since: string): Record<BounceKind, number> =>
      countsOf(allRows(countRow, countsSince, since)),
    /** How many copies of an issue came back after they were sent. */
    ofIssue: (issueId: string): Record<BounceKind, number> => countsOf(allRows(countRow, ofIssue, issueId)),
    removeBefore: (bounces: string, unrecognised: string): void => {
      removeBounces.run(bounces);
      removeUnrecognised.run(unrecognised);
    },

    /** Keeps a mail for staff; the same one only once. */
    keep: (mail: Unrecognised & { fingerprint: string }): void => void keep.run(mail),
    /** What staff still have to look at, the oldest first. */
    unhandled: (most: number): Unrecognised[] => allRows(unrecognisedSchema, unhandled, most),
    countUnhandled: (): number => z.number().parse(countUnhandled.get()),
    byId: (id: string): Unrecognised | undefined => oneRow(unrecognisedSchema, byId, id),
    /** Returns whether it was still to be handled. Its text goes. */
    handle: (id: string, now: string): boolean => handle.run({ id, now }).changes > 0,

    mailbox: (): MailboxState => mailboxStateSchema.parse(mailbox.get()),
    /** Another mailbox, or one that numbers its mails anew: what was still to be put away has other numbers now. */
    beginAt: (place: Pick<MailboxState, 'mailbox' | 'uidValidity' | 'lastUid'>): void => {
      forgetPutAway.run();
      beginAt.run(place);
    },
    readUpTo: (uid: number): void => void readUpTo.run(uid, uid),
    wasRead: (now: string): void => void wasRead.run(now),
    failed: (problem: MailboxProblem, now: string): void => void failed.run({ problem, now }),
    addPutAway: (uid: number): void => void addPutAway.run(uid),
    toPutAway: (): number[] => z.array(z.number()).parse(toPutAway.all()),
    donePutAway: (uids: number[]): void => {
      for (const uid of uids) donePutAway.run(uid);
    },
  };
}

function countsOf(rows: z.infer<typeof countRow>[]): Record<BounceKind, number> {
  const none = { hard: 0, soft: 0, complaint: 0, 'auto-reply': 0, delayed: 0 };
  return Object.assign(none, Object.fromEntries(rows.map(({ kind, count }) => [kind, count])));
}
