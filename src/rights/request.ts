import { z } from 'zod';

/** What somebody may ask (GDPR articles 15, 16, 18, 21, 17 and 20), in the order of the form. */
export const REQUEST_KINDS = [
  'access',
  'correction',
  'restriction',
  'objection',
  'erasure',
  'portability',
] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** How a request can end. */
export const OUTCOMES = ['done', 'partly', 'refused', 'withdrawn'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The lists that people stand in. */
export const LISTS = ['subscriber', 'participant'] as const;
export type List = (typeof LISTS)[number];

export const listed = z.object({ list: z.enum(LISTS), id: z.string() });

/** Somebody in one of the lists. */
export type Listed = z.infer<typeof listed>;

export const asker = listed.extend({ chosen: z.number().transform(Boolean) });

/** Somebody whom a request may be about; while not `chosen`, staff have to say whether it is. */
export type Asker = z.infer<typeof asker>;

export const rightsRequest = z.object({
  id: z.string(),
  kind: z.enum(REQUEST_KINDS),
  writtenBy: z.enum(['staff', 'person']),
  staffId: z.string(),
  /** Days in the Netherlands, YYYY-MM-DD. */
  cameOn: z.string(),
  dueOn: z.string(),
  note: z.string(),
  /** Since when an answer may take two months longer, and why; empty texts where it may not. */
  extendedOn: z.string(),
  extendedWhy: z.string(),
  /** Empty while it is open. */
  outcome: z.enum([...OUTCOMES, '']),
  closedOn: z.string(),
  closingNote: z.string(),
  /** What staff were last mailed about it. */
  reminded: z.enum(['', 'soon', 'late']),
  recordedAt: z.string(),
});

/** A request of somebody about their own data. */
export type RightsRequest = z.infer<typeof rightsRequest>;

/** How a request stands by its clock: `soon` is the last week. */
export type Urgency = 'on-time' | 'soon' | 'late' | 'closed';
