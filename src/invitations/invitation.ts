import { z } from 'zod';
import { TERMS } from '../terms.ts';

const json = <Schema extends z.ZodType>(schema: Schema) =>
  z.string().transform((text): z.output<Schema> => schema.parse(JSON.parse(text)));

/** The mails of a meeting: asking, asking once more, and the news that it is off or has moved. */
export const MAIL_KINDS = ['invitation', 'reminder', 'cancelled', 'moved'] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/** How an answer came in: by the link or the code of the invitation, or told to staff. */
export const ANSWER_WAYS = ['link', 'phone', 'paper'] as const;
export type AnswerWay = (typeof ANSWER_WAYS)[number];

/** One mail or one letter: a person, or a household. Times are UTC, ISO 8601; null where it did not happen. */
export const invitationGroup = z.object({
  id: z.string(),
  meetingId: z.string(),
  channel: z.enum(['mail', 'letter', 'phone', 'none']),
  due: z.enum(['', ...MAIL_KINDS]),
  /** Of the last mail to it; '' where there was none. */
  messageId: z.string(),
  invitedAt: z.string().nullable(),
  remindedAt: z.string().nullable(),
  /** News that somebody has to bring by phone or letter. */
  toTell: z.enum(['', 'cancelled', 'moved']),
  guests: json(z.array(z.string())),
  guestsCame: z.number(),
  answeredAt: z.string().nullable(),
  answeredBy: z.enum(['', ...ANSWER_WAYS]),
  staffId: z.string(),
});
export type InvitationGroup = z.infer<typeof invitationGroup>;

/** One person of a group, with what they answered. */
export const invitation = z.object({
  id: z.string(),
  meetingId: z.string(),
  groupId: z.string(),
  participantId: z.string(),
  answer: z.enum(['', 'yes', 'no']),
  /** By the ids of the meeting's questions. */
  answers: json(z.record(z.string(), z.string())),
  /** Diet and access needs, with the consent for just that. */
  needs: z.string(),
  needsConsentAt: z.string().nullable(),
  came: z.number().transform(Boolean),
  tickedAt: z.string().nullable(),
});
export type Invitation = z.infer<typeof invitation>;

/** A group with everybody in it. */
export type Invited = { group: InvitationGroup; people: Invitation[] };

/** What the list of who is invited can be narrowed to. */
export const STATES = ['waiting', 'silent', 'yes', 'no', 'letter', 'tell'] as const;
/**
 * `waiting`: not invited yet. `silent`: invited, no answer. `letter`: to be invited by letter, and not yet.
 * `tell`: has to hear from a person that the meeting is off or has moved.
 */
export type ListState = (typeof STATES)[number];

/** How long after a meeting its links work, in milliseconds. */
export const LINK_TERM = 7 * 24 * 60 * 60 * 1000;

/** How long diet and access needs are kept after a meeting, in milliseconds. */
export const NEEDS_TERM = TERMS.needs.days * 24 * 60 * 60 * 1000;

/** The texts that staff write. */
export const TEXT_KINDS = ['invitation', 'reminder', 'letter'] as const;
export type TextKind = (typeof TEXT_KINDS)[number];
export type InvitationText = { subject: string; body: string };

/** A receipt: what was cleared after a meeting, when, and how much. */
export type Receipt = { kind: 'needs' | 'attendance'; at: string; cleared: number };
