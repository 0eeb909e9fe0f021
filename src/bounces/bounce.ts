import { z } from 'zod';

/**
 * What mail that came back means.
 * - `hard`: the address does not exist any more, or never did.
 * - `soft`: it could not be delivered for another reason, which may pass or lie with us.
 * - `complaint`: the reader told their provider that it is unwanted.
 * - `auto-reply`: somebody is away, or a robot answered.
 * - `delayed`: the server is still trying.
 */
export const BOUNCE_KINDS = ['hard', 'soft', 'complaint', 'auto-reply', 'delayed'] as const;
export type BounceKind = (typeof BOUNCE_KINDS)[number];

/** What followed for the reader. */
export const FOLLOWED = ['nothing', 'blocked', 'left'] as const;
export type Followed = (typeof FOLLOWED)[number];

export const bounceSchema = z.object({
  issueId: z.string().nullable(),
  subscriberId: z.string().nullable(),
  kind: z.enum(BOUNCE_KINDS),
  source: z.enum(['answer', 'report']),
  at: z.string(),
  status: z.string(),
  words: z.string(),
  followed: z.enum(FOLLOWED),
});

/** One mail that came back. `status` is RFC 3463's, `words` are the mail server's own; both may be empty. */
export type Bounce = z.infer<typeof bounceSchema>;

/**
 * Why staff have to look at it: nobody but a person can make it out, it is about a mail that is not known
 * (any more), or it names no mail at all.
 */
export const REASONS = ['not-understood', 'unknown-mail', 'no-mail-named'] as const;
export type Reason = (typeof REASONS)[number];

export const unrecognisedSchema = z.object({
  id: z.string(),
  receivedAt: z.string(),
  sender: z.string(),
  subject: z.string(),
  sentAt: z.string().nullable(),
  text: z.string(),
  reason: z.enum(REASONS),
  /** Whom it says it is about: a hint, and no proof. */
  aboutAddress: z.string(),
  aboutId: z.string().nullable(),
});

/** Returned mail that staff have to look at. */
export type Unrecognised = z.infer<typeof unrecognisedSchema>;

export const mailboxStateSchema = z.object({
  mailbox: z.string(),
  uidValidity: z.string(),
  lastUid: z.number(),
  readAt: z.string().nullable(),
  failingSince: z.string().nullable(),
  problem: z.enum(['unreachable', 'refused', 'folder', 'other']).nullable(),
});

/**
 * How far the mailbox has been read, and since when it can't be: the server does not answer, refuses the
 * user or the password, has no such folder, or something else.
 */
export type MailboxState = z.infer<typeof mailboxStateSchema>;
export type MailboxProblem = NonNullable<MailboxState['problem']>;
