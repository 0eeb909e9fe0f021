import { z } from 'zod';

/** Where a reader stands: asked but not confirmed, on the list, off it again, or not to be mailed. */
export const STATES = ['waiting', 'subscribed', 'left', 'blocked'] as const;
export type State = (typeof STATES)[number];

export const subscriberSchema = z.object({
  id: z.string(),
  address: z.string(),
  addressKey: z.string(),
  name: z.string(),
  state: z.enum(STATES),
  leaveToken: z.string(),
  createdAt: z.string(),
  changedAt: z.string(),
});

/** A reader of the newsletter, or somebody who was or asked to be. */
export type Subscriber = z.infer<typeof subscriberSchema>;

export const requestSchema = z.object({
  id: z.number(),
  kind: z.enum(['sign-up', 'leave-link']),
  address: z.string(),
  addressKey: z.string(),
  name: z.string(),
  wording: z.number().nullable(),
  form: z.string(),
  requestedAt: z.string(),
});

/** What a form sent and the worker still has to decide about. */
export type NewsletterRequest = z.infer<typeof requestSchema>;

export const confirmationSchema = z.object({
  tokenHash: z.string(),
  subscriberId: z.string(),
  state: z.enum(['open', 'confirmed', 'withdrawn']),
  address: z.string(),
  addressKey: z.string(),
  name: z.string(),
  wording: z.number(),
  form: z.string(),
  requestedAt: z.string(),
  mailedAt: z.string(),
  messageId: z.string(),
  expiresAt: z.string(),
});

/** A sign-up that was mailed a link. */
export type Confirmation = z.infer<typeof confirmationSchema>;

export const consentEventSchema = z.object({
  at: z.string(),
  kind: z.enum(['requested', 'mailed', 'confirmed', 'left', 'returned']),
  /** The wording that was agreed to, with `requested` only. */
  wording: z.string().nullable(),
  wordingVersion: z.number().nullable(),
  /** The form's address, the mail's Message-ID, or the way of leaving. */
  detail: z.string(),
});

/** One step of the proof. */
export type ConsentEvent = z.infer<typeof consentEventSchema>;

export const leavingSchema = z.object({
  subscriberId: z.string(),
  leftAt: z.string(),
  undone: z.number().transform(Boolean),
  reasonGiven: z.number().transform(Boolean),
});

/** A leaving that can be undone for an hour. */
export type Leaving = z.infer<typeof leavingSchema>;

/** How somebody left: the link in a mail, the button of the mail program, or staff at their request. */
export type WayOfLeaving = 'link' | 'one-click' | 'staff';
