import { z } from 'zod';

/** Where one reader's copy of an issue stands. */
export const DELIVERY_STATES = [
  ...(['pending', 'sending', 'sent', 'retry'] as const),
  /** The server refused it for good, or for two days. */
  'failed' as const,
  /** It was being handed over when the connection or the program ended: it may have arrived or not. */
  'uncertain' as const,
  /** The reader left in between, and got nothing. */
  'left' as const,
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** How many readers of an issue are in which state. */
export type DeliveryCounts = Record<DeliveryState, number>;

/** How many readers there are in all. */
export function lengthOf(counts: DeliveryCounts): number {
  return DELIVERY_STATES.reduce((sum, state) => sum + counts[state], 0);
}

/** How many need nothing more from the program: sent, failed, uncertain, or left in between. */
export function doneOf({ sent, failed, uncertain, left }: DeliveryCounts): number {
  return sent + failed + uncertain + left;
}

export const claimSchema = z.object({
  id: z.number(),
  issueId: z.string(),
  subscriberId: z.string().nullable(),
  address: z.string(),
  leaveToken: z.string(),
  messageId: z.string(),
  attempts: z.number(),
  firstTriedAt: z.string(),
});

/** A copy that is being sent: nobody else will take it. `attempts` counts the one under way. */
export type Claim = z.infer<typeof claimSchema>;

export const lookSchema = z.object({
  id: z.number(),
  subscriberId: z.string().nullable(),
  address: z.string(),
  state: z.enum(DELIVERY_STATES),
  attempts: z.number(),
  answer: z.string(),
  dueAt: z.string(),
  finishedAt: z.string().nullable(),
});

/** A copy that staff may want to look at. */
export type LookedAt = z.infer<typeof lookSchema>;

/** Which readers of an issue to look at: those in one state, from the one after `after`. */
export type LookQuestion = { issueId: string; state: DeliveryState; after: number; most: number };

export const ofReaderSchema = z.object({
  issueId: z.string(),
  subject: z.string(),
  slug: z.string(),
  state: z.enum(DELIVERY_STATES),
  answer: z.string(),
  at: z.string(),
});

/** What one reader was sent. */
export type DeliveryOfReader = z.infer<typeof ofReaderSchema>;

export const copySchema = z.object({
  messageId: z.string(),
  issueId: z.string(),
  subscriberId: z.string().nullable(),
  addressKey: z.string(),
  at: z.string(),
});

/** One reader's copy, as a report about it is matched: to whom, at which address, and first tried when. */
export type Copy = z.infer<typeof copySchema>;

export const sendingSchema = z.object({
  issueId: z.string(),
  state: z.enum(['planned', 'freezing', 'sending', 'paused', 'sent', 'cancelled', 'dropping']),
  plannedAt: z.string(),
  plannedFor: z.string(),
  frozenUpTo: z.string(),
  total: z.number().nullable(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  /**
   * `staff`: somebody paused it. `unreachable`: the mail server could not be reached or wanted no mail.
   * `refusing`: it refused reader after reader. `miscounted`: the numbers did not add up.
   */
  pauseReason: z.enum(['staff', 'unreachable', 'refusing', 'miscounted']).nullable(),
  pauseAnswer: z.string(),
  resumeAt: z.string().nullable(),
  pauses: z.number(),
  pacedFrom: z.string().nullable(),
  pacedFromDone: z.number(),
  pacedAt: z.string().nullable(),
  pacedAtDone: z.number(),
});

/** An issue on its way. `dropping` is a draft again in a moment. */
export type Sending = z.infer<typeof sendingSchema>;
