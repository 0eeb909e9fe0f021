import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows } from '../database/rows.ts';
import type { Person } from '../person.ts';

const json = <Schema extends z.ZodType>(schema: Schema) =>
  z.string().transform((text): z.output<Schema> => schema.parse(JSON.parse(text)));

const row = z.object({
  meetingId: z.string(),
  title: z.string(),
  startsAt: z.string(),
  questions: z.string(),
  channel: z.enum(['mail', 'letter', 'phone', 'none']),
  chosenAt: z.string(),
  invitedAt: z.string().nullable(),
  remindedAt: z.string().nullable(),
  answer: z.enum(['', 'yes', 'no']),
  answeredAt: z.string().nullable(),
  answeredBy: z.enum(['', 'link', 'phone', 'paper']),
  /** By the ids of the meeting's questions. */
  answers: json(z.record(z.string(), z.string())),
  needs: z.string(),
  needsConsentAt: z.string().nullable(),
  came: z.number().transform(Boolean),
  tickedAt: z.string().nullable(),
  guests: json(z.array(z.string())),
  /** How many are in the same mail or letter. */
  together: z.number(),
});

/** An invitation of one person. */
export type InvitationOfPerson = z.infer<typeof row>;

/** What invitations keep of one person. */
export type InvitationPersonStore = ReturnType<typeof createInvitationPersonStore>;

export function createInvitationPersonStore(connection: Connection) {
  const prepare = (sql: string) => connection.prepare(sql);
  const mine = 'participant_id IN (SELECT value FROM json_each(@ids))';
  const ofPerson = prepare(`
    SELECT m.id AS meetingId, m.title, m.starts_at AS startsAt, m.questions, g.channel,
      g.created_at AS chosenAt, g.invited_at AS invitedAt, g.reminded_at AS remindedAt, i.answer,
      g.answered_at AS answeredAt, g.answered_by AS answeredBy, i.answers, i.needs,
      i.needs_consent_at AS needsConsentAt, i.came, i.ticked_at AS tickedAt, g.guests,
      (SELECT count(*) FROM invitations WHERE group_id = g.id) AS together
    FROM invitations i JOIN invitation_groups g ON g.id = i.group_id JOIN meetings m ON m.id = i.meeting_id
    WHERE i.${mine} ORDER BY m.starts_at, i.id`);
  const groups = prepare(`SELECT DISTINCT group_id FROM invitations WHERE ${mine}`).pluck();
  const removeToCome = prepare(`
    DELETE FROM invitations WHERE ${mine}
      AND meeting_id IN (SELECT id FROM meetings WHERE ends_at > @now)`);
  const forget = prepare(`
    UPDATE invitations SET participant_id = 'gone ' || id, answers = '{}', needs = '', needs_consent_at = NULL,
      gone = 0, gone_at = NULL
    WHERE ${mine}`);
  const tidyGroups = prepare(`
    UPDATE invitation_groups AS g SET guests = (SELECT json_group_array('Gast') FROM json_each(g.guests)),
      shared = 'gone ' || g.id, due = '', to_tell = '', message_id = ''
    WHERE g.id IN (SELECT value FROM json_each(?))
      AND NOT EXISTS (SELECT 1 FROM invitations i WHERE i.group_id = g.id AND i.participant_id NOT LIKE 'gone %')`);
  const removeEmpty = prepare(`
    DELETE FROM invitation_groups WHERE id IN (SELECT value FROM json_each(?))
      AND NOT EXISTS (SELECT 1 FROM invitations WHERE group_id = invitation_groups.id)`);

  return {
    held: ({ participants }: Person): InvitationOfPerson[] =>
      allRows(row, ofPerson, { ids: JSON.stringify(participants) }),
    /** Off the list of what is to come; of what has been, that somebody was there stays, and nothing of whom. */
    forget: ({ participants }: Person, now: string): void => {
      const ids = JSON.stringify(participants);
      const touched = JSON.stringify(groups.all({ ids }));
      removeToCome.run({ ids, now });
      forget.run({ ids });
      removeEmpty.run(touched);
      tidyGroups.run(touched);
    },
  };
}
