import { z } from 'zod';

/**
 * Where a reader stands: asked but not confirmed, on the list, off it again, not to be mailed, or put aside
 * since the list that they came with told of no consent.
 */
export const STATES = ['waiting', 'subscribed', 'left', 'blocked', 'put-aside'] as const;
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
  kind: z.enum(['sign-up', 'leave-link', 'own-data', 'move']),
  address: z.string(),
  addressKey: z.string(),
  name: z.string(),
  wording: z.number().nullable(),
  form: z.string(),
  requestedAt: z.string(),
  /** Who moves, with `move` only. */
  subscriberId: z.string().nullable(),
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

const importedConsentSchema = z.object({
  list: z.string(),
  group: z.string(),
  basis: z.enum(['proven', 'attested', 'none']),
  origin: z.string(),
  evidence: z.string(),
  staffName: z.string(),
});

/**
 * The consent of a list that came in, or of a group in it: `proven` by what the list or the evidence shows
 * of each reader, `attested` by staff for all of them, or `none`.
 */
export type ImportedConsent = z.infer<typeof importedConsentSchema>;

export const consentEventSchema = z.object({
  at: z.string(),
  kind: z.enum([
    'requested',
    'mailed',
    'confirmed',
    'left',
    'returned',
    'imported',
    'attested',
    'move-mailed',
    'moved',
    'blocked',
  ]),
  /** The wording that was agreed to, with `requested` only. */
  wording: z.string().nullable(),
  wordingVersion: z.number().nullable(),
  /**
   * The form's address, a mail's Message-ID, the way of leaving, the address that was left behind, the date
   * (`2019-03-04`) that a list gives for its consent, or how mail came back (`hard`, `soft`).
   */
  detail: z.string(),
  /** With `imported` and `attested` only. */
  imported: z
    .string()
    .nullable()
    .transform((json) => (json === null ? null : importedConsentSchema.parse(JSON.parse(json)))),
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

/**
 * How somebody left: the link in a mail, the mail program's button, their own page, staff at their request, a
 * list of who had left elsewhere, or by telling their provider that the newsletter is unwanted.
 */
export type WayOfLeaving = 'link' | 'one-click' | 'own-data' | 'staff' | 'import' | 'complaint';
