import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';
import { type Invitation, type InvitationGroup, invitation, invitationGroup } from './invitation.ts';

const GROUP = `id, meeting_id AS meetingId, channel, due, message_id AS messageId, invited_at AS invitedAt, reminded_at AS remindedAt,
  to_tell AS toTell, guests, guests_came AS guestsCame, answered_at AS answeredAt, answered_by AS answeredBy,
  staff_id AS staffId`;
const INVITATION = `id, meeting_id AS meetingId, group_id AS groupId, participant_id AS participantId, answer,
  answers, needs, needs_consent_at AS needsConsentAt, came, ticked_at AS tickedAt`;

const participantRow = z.object({ participantId: z.string() });
const idRow = z.object({ id: z.string() });
const meetingRow = z.object({ meetingId: z.string() });
const placeRow = z.object({ place: z.number() });

/** A group that is made. */
export type NewGroup = {
  id: string;
  meetingId: string;
  channel: InvitationGroup['channel'];
  shared: string;
  tokenHash: string;
  codeHash: string;
  now: string;
};

/** What a group answers as a whole. */
export type GroupAnswer = {
  id: string;
  guests: string[];
  answeredBy: 'link' | 'phone' | 'paper';
  staffId: string;
  now: string;
};

/** What one person answers. */
export type PersonAnswer = Pick<Invitation, 'id' | 'answer' | 'answers' | 'needs' | 'needsConsentAt'>;

export type InvitationStore = ReturnType<typeof createInvitationStore>;

export function createInvitationStore(connection: Connection) {
  const prepare = (sql: string) => connection.prepare(sql);
  const insertGroup = prepare(`
    INSERT INTO invitation_groups (id, meeting_id, channel, shared, token_hash, code_hash, created_at)
    VALUES (@id, @meetingId, @channel, @shared, @tokenHash, @codeHash, @now)`);
  const insert = prepare(`
    INSERT INTO invitations (id, meeting_id, group_id, participant_id, place)
    VALUES (@id, @meetingId, @groupId, @participantId, @place)`);
  const openGroup = prepare(`
    SELECT id FROM invitation_groups
    WHERE meeting_id = ? AND shared = ? AND invited_at IS NULL AND due = '' AND answered_at IS NULL`);
  const groupById = prepare(`SELECT ${GROUP} FROM invitation_groups WHERE id = ?`);
  const groupByToken = prepare(`SELECT ${GROUP} FROM invitation_groups WHERE token_hash = ?`);
  const groupByCode = prepare(`SELECT ${GROUP} FROM invitation_groups WHERE code_hash = ?`);
  const groupsByIds = prepare(
    `SELECT ${GROUP} FROM invitation_groups WHERE id IN (SELECT value FROM json_each(?))`,
  );
  const peopleOf = prepare(`SELECT ${INVITATION} FROM invitations WHERE group_id = ? ORDER BY place, id`);
  const byId = prepare(`SELECT ${INVITATION} FROM invitations WHERE id = ?`);
  const all = prepare(`SELECT ${INVITATION} FROM invitations WHERE meeting_id = ? ORDER BY place, id`);
  const chosen = prepare(
    'SELECT participant_id AS participantId FROM invitations WHERE meeting_id = ? ORDER BY place, id',
  );
  const lastPlace = prepare('SELECT coalesce(max(place), 0) AS place FROM invitations WHERE meeting_id = ?');
  const removeGroup = prepare('DELETE FROM invitation_groups WHERE id = ? AND answered_at IS NULL');
  const setChannel = prepare('UPDATE invitation_groups SET channel = @channel WHERE id = @id');
  const markInvited = prepare(
    'UPDATE invitation_groups SET invited_at = coalesce(invited_at, @now) WHERE id = @id',
  );
  const answerGroup = prepare(`
    UPDATE invitation_groups SET guests = @guests, answered_at = @now, answered_by = @answeredBy,
      staff_id = @staffId, invited_at = coalesce(invited_at, @now)
    WHERE id = @id`);
  const answerPerson = prepare(`
    UPDATE invitations SET answer = @answer, answers = @answers, needs = @needs,
      needs_consent_at = @needsConsentAt
    WHERE id = @id`);
  const meetingsOf = prepare('SELECT meeting_id AS meetingId FROM invitations WHERE participant_id = ?');
  const oneOf = prepare(`SELECT ${INVITATION} FROM invitations WHERE meeting_id = ? AND participant_id = ?`);
  const remove = prepare('DELETE FROM invitations WHERE id = ?');
  const removeEmpty = prepare(`
    DELETE FROM invitation_groups WHERE id = ?
      AND NOT EXISTS (SELECT 1 FROM invitations WHERE group_id = invitation_groups.id)`);
  const handOver = prepare(
    'UPDATE invitations SET participant_id = @keptId, gone = 0, gone_at = NULL WHERE id = @id',
  );
  const noticeGone = prepare('UPDATE invitations SET gone_at = ? WHERE gone = 1 AND gone_at IS NULL');
  const forgetGuests = prepare(`
    UPDATE invitation_groups AS g SET guests = (SELECT json_group_array('Gast') FROM json_each(g.guests))
    WHERE g.guests <> '[]' AND g.id IN (SELECT group_id FROM invitations WHERE gone = 1 AND gone_at < @before)
      AND NOT EXISTS (SELECT 1 FROM invitations i WHERE i.group_id = g.id AND i.gone = 0)`);
  const forgetGone = prepare(`
    UPDATE invitations SET participant_id = 'gone ' || id, answers = '{}', needs = '', needs_consent_at = NULL,
      gone_at = NULL, gone = 0
    WHERE gone = 1 AND gone_at < @before`);
  const told = prepare("UPDATE invitation_groups SET to_tell = '' WHERE id = ?");
  const tick = prepare(`
    UPDATE invitations SET came = @came, ticked_at = @at
    WHERE id = @id AND meeting_id = @meetingId AND (ticked_at IS NULL OR ticked_at <= @at)`);
  const setGuestsCame = prepare(
    'UPDATE invitation_groups SET guests_came = @count WHERE id = @id AND meeting_id = @meetingId',
  );

  return {
    insertGroup: (row: NewGroup): void => void insertGroup.run(row),
    insert: (row: {
      id: string;
      meetingId: string;
      groupId: string;
      participantId: string;
      place: number;
    }): void => void insert.run(row),
    /** A group with the same in common that nobody has heard of yet, so that another person can join it. */
    openGroup: (meetingId: string, shared: string): string | undefined =>
      oneRow(idRow, openGroup, meetingId, shared)?.id,
    groupById: (id: string): InvitationGroup | undefined => oneRow(invitationGroup, groupById, id),
    groupByToken: (tokenHash: string): InvitationGroup | undefined =>
      oneRow(invitationGroup, groupByToken, tokenHash),
    groupByCode: (codeHash: string): InvitationGroup | undefined =>
      oneRow(invitationGroup, groupByCode, codeHash),
    groupsByIds: (ids: string[]): InvitationGroup[] =>
      allRows(invitationGroup, groupsByIds, JSON.stringify(ids)),
    peopleOf: (groupId: string): Invitation[] => allRows(invitation, peopleOf, groupId),
    byId: (id: string): Invitation | undefined => oneRow(invitation, byId, id),
    /** Everybody of a meeting, in the order in which they were chosen. */
    all: (meetingId: string): Invitation[] => allRows(invitation, all, meetingId),
    /** The entries of the register that are chosen for a meeting. */
    chosen: (meetingId: string): string[] =>
      allRows(participantRow, chosen, meetingId).map(({ participantId }) => participantId),
    lastPlace: (meetingId: string): number => oneRow(placeRow, lastPlace, meetingId)?.place ?? 0,
    /** Takes a group off the list that has not answered. Returns whether it was there. */
    removeGroup: (id: string): boolean => removeGroup.run(id).changes > 0,
    setChannel: (id: string, channel: InvitationGroup['channel']): void =>
      void setChannel.run({ id, channel }),
    markInvited: (id: string, now: string): void => void markInvited.run({ id, now }),
    answerGroup: ({ guests, ...rest }: GroupAnswer): void =>
      void answerGroup.run({ ...rest, guests: JSON.stringify(guests) }),
    answerPerson: ({ answers, ...rest }: PersonAnswer): void =>
      void answerPerson.run({ ...rest, answers: JSON.stringify(answers) }),
    /** The meetings that an entry of the register is on the list of. */
    meetingsOf: (participantId: string): string[] =>
      allRows(meetingRow, meetingsOf, participantId).map(({ meetingId }) => meetingId),
    ofPerson: (meetingId: string, participantId: string): Invitation | undefined =>
      oneRow(invitation, oneOf, meetingId, participantId),
    /** Takes one person off the list, and the group where nobody is left in it. */
    remove: ({ id, groupId }: Pick<Invitation, 'id' | 'groupId'>): void => {
      remove.run(id);
      removeEmpty.run(groupId);
    },
    handOver: (id: string, keptId: string): void => void handOver.run({ id, keptId }),
    /** Whose entries are gone: notices it now, and forgets who they were where that was noticed before. */
    forgetGone: (now: string, before: string): void => {
      noticeGone.run(now);
      forgetGuests.run({ before });
      forgetGone.run({ before });
    },
    told: (groupId: string): void => void told.run(groupId),
    /** Writes down that somebody is there, or is not after all; an older tick changes nothing. */
    tick: (row: { id: string; meetingId: string; came: boolean; at: string }): void =>
      void tick.run({ ...row, came: row.came ? 1 : 0 }),
    setGuestsCame: (row: { id: string; meetingId: string; count: number }): void =>
      void setGuestsCame.run(row),
  };
}
