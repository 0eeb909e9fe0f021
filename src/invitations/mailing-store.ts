import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';
import type { InvitationText, ListState, MailKind, TextKind } from './invitation.ts';

const countRow = z.object({ count: z.number() });
const textRow = z.object({ subject: z.string(), body: z.string() });
const dueRow = z.object({
  id: z.string(),
  meetingId: z.string(),
  due: z.enum(['invitation', 'reminder', 'cancelled', 'moved']),
});
const groupRow = z.object({ id: z.string() });
const channelRow = z.object({
  channel: z.enum(['mail', 'letter', 'phone', 'none']),
  groups: z.number(),
  people: z.number(),
});

/** Somebody of a group has not said no. */
const STILL_COMES = `EXISTS (SELECT 1 FROM invitations i WHERE i.group_id = g.id AND i.answer <> 'no')`;
const HAS_ANSWER = `EXISTS (SELECT 1 FROM invitations i WHERE i.group_id = g.id AND i.answer = ?)`;

const CONDITIONS: Record<ListState, string> = {
  waiting: 'g.invited_at IS NULL',
  silent: 'g.invited_at IS NOT NULL AND g.answered_at IS NULL',
  yes: HAS_ANSWER.replace('?', "'yes'"),
  no: HAS_ANSWER.replace('?', "'no'"),
  letter: "g.invited_at IS NULL AND g.channel = 'letter'",
  tell: "g.to_tell <> ''",
};

/** The mails and letters of a meeting: what is planned, what is written, who still has to hear. */
export type InvitationMailingStore = ReturnType<typeof createInvitationMailingStore>;

export function createInvitationMailingStore(connection: Connection) {
  const prepare = (sql: string) => connection.prepare(sql);
  const planInvitations = prepare(`
    UPDATE invitation_groups SET due = 'invitation'
    WHERE meeting_id = ? AND channel = 'mail' AND invited_at IS NULL AND due = ''`);
  const planReminders = prepare(`
    UPDATE invitation_groups SET due = 'reminder'
    WHERE meeting_id = @meetingId AND channel = 'mail' AND due = '' AND answered_at IS NULL
      AND invited_at < @before AND coalesce(reminded_at, '') < @before`);
  const countReminders = prepare(`
    SELECT count(*) AS count FROM invitation_groups
    WHERE meeting_id = @meetingId AND channel = 'mail' AND due = '' AND answered_at IS NULL
      AND invited_at < @before AND coalesce(reminded_at, '') < @before`);
  const dropPlanned = prepare(`UPDATE invitation_groups SET due = '' WHERE meeting_id = ? AND due <> ''`);
  const planNews = prepare(`
    UPDATE invitation_groups AS g SET due = @news
    WHERE g.meeting_id = @meetingId AND g.channel = 'mail' AND g.invited_at IS NOT NULL AND ${STILL_COMES}`);
  const toTell = prepare(`
    UPDATE invitation_groups AS g SET to_tell = @news
    WHERE g.meeting_id = @meetingId AND g.channel <> 'mail' AND g.invited_at IS NOT NULL AND ${STILL_COMES}`);
  const tellByHand = prepare(`UPDATE invitation_groups SET due = '', to_tell = @news WHERE id = @id`);
  const peopleDue = prepare(`
    SELECT count(*) AS count FROM invitations i JOIN invitation_groups g ON g.id = i.group_id
    WHERE g.meeting_id = @meetingId AND g.due = @news AND i.answer <> 'no'`);
  const due = prepare(
    `SELECT id, meeting_id AS meetingId, due FROM invitation_groups WHERE due <> '' ORDER BY meeting_id LIMIT ?`,
  );
  const queued = prepare(`
    UPDATE invitation_groups SET due = '', message_id = @messageId,
      invited_at = CASE WHEN due = 'invitation' THEN coalesce(invited_at, @now) ELSE invited_at END,
      reminded_at = CASE WHEN due = 'reminder' THEN @now ELSE reminded_at END
    WHERE id = @id`);
  const again = prepare(`UPDATE invitation_groups SET due = 'invitation' WHERE id = ? AND channel = 'mail'`);
  const notQueued = prepare(`UPDATE invitation_groups SET due = '' WHERE id = ?`);
  const dueCount = prepare(
    `SELECT count(*) AS count FROM invitation_groups WHERE meeting_id = ? AND due <> ''`,
  );
  const byChannel = prepare(`
    SELECT g.channel, count(DISTINCT g.id) AS groups, count(*) AS people
    FROM invitation_groups g JOIN invitations i ON i.group_id = g.id
    WHERE g.meeting_id = ? AND g.invited_at IS NULL AND g.due = '' GROUP BY g.channel`);
  const markLetters = prepare(`
    UPDATE invitation_groups SET invited_at = @now
    WHERE meeting_id = @meetingId AND channel = 'letter' AND invited_at IS NULL
      AND id IN (SELECT value FROM json_each(@ids))`);
  const text = prepare('SELECT subject, body FROM invitation_texts WHERE meeting_id = ? AND kind = ?');
  const putText = prepare(`
    INSERT INTO invitation_texts (meeting_id, kind, subject, body) VALUES (@meetingId, @kind, @subject, @body)
    ON CONFLICT (meeting_id, kind) DO UPDATE SET subject = excluded.subject, body = excluded.body`);
  const inState = new Map(
    Object.entries(CONDITIONS).map(([state, condition]) => [state, prepare(groupsWhere(condition))]),
  );
  const everyGroup = prepare(groupsWhere('1'));
  const letters = prepare(groupsWhere("g.channel = 'letter'"));

  return {
    /** Everybody with a mail address who has not been invited. Returns how many mails that makes. */
    planInvitations: (meetingId: string): number => planInvitations.run(meetingId).changes,
    /** Everybody who was invited or reminded before this moment and has not answered. */
    planReminders: (meetingId: string, before: string): number =>
      planReminders.run({ meetingId, before }).changes,
    countReminders: (meetingId: string, before: string): number =>
      oneRow(countRow, countReminders, { meetingId, before })?.count ?? 0,
    /** Takes back every mail of a meeting that has not been queued. */
    dropPlanned: (meetingId: string): void => void dropPlanned.run(meetingId),
    /** News to all who were invited and did not say no: a mail, or a mark for who has to be told. Returns the people mailed. */
    planNews: (meetingId: string, news: 'cancelled' | 'moved'): number => {
      planNews.run({ meetingId, news });
      toTell.run({ meetingId, news });
      return oneRow(countRow, peopleDue, { meetingId, news })?.count ?? 0;
    },
    tellByHand: (id: string, news: 'cancelled' | 'moved'): void => void tellByHand.run({ id, news }),
    /** Groups with a mail to be queued. */
    due: (most: number): { id: string; meetingId: string; due: MailKind }[] => allRows(dueRow, due, most),
    queued: (id: string, messageId: string, now: string): void => void queued.run({ id, messageId, now }),
    /** The invitation goes out once more. */
    again: (id: string): void => void again.run(id),
    notQueued: (id: string): void => void notQueued.run(id),
    dueCount: (meetingId: string): number => oneRow(countRow, dueCount, meetingId)?.count ?? 0,
    /** Who has not been invited, by how that can be done. */
    byChannel: (meetingId: string) => allRows(channelRow, byChannel, meetingId),
    /** These letters are in the post. Returns how many were not before. */
    markLetters: (meetingId: string, ids: string[], now: string): number =>
      markLetters.run({ meetingId, ids: JSON.stringify(ids), now }).changes,
    text: (meetingId: string, kind: TextKind): InvitationText | undefined =>
      oneRow(textRow, text, meetingId, kind),
    putText: (row: InvitationText & { meetingId: string; kind: TextKind }): void => void putText.run(row),
    /** The groups of a meeting, in order; `letters`: those that get a letter, invited or not. */
    groupIds: (meetingId: string, state?: ListState | 'letters'): string[] => {
      const statement = state === 'letters' ? letters : state && inState.get(state);
      return allRows(groupRow, statement ?? everyGroup, meetingId).map(({ id }) => id);
    },
  };
}

function groupsWhere(condition: string): string {
  return `
    SELECT g.id FROM invitation_groups g JOIN invitations first ON first.group_id = g.id
    WHERE g.meeting_id = ? AND ${condition}
    GROUP BY g.id ORDER BY min(first.place), g.id`;
}
