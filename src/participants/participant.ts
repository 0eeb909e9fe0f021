import { z } from 'zod';

/** Somebody who takes part, or who wants to be kept informed. */
export const KINDS = ['participant', 'interested'] as const;
export type Kind = (typeof KINDS)[number];

/** What staff write down of somebody. What is not known is an empty text. */
export const participantDetails = z.object({
  kind: z.enum(KINDS),
  firstName: z.string(),
  /** The Dutch *tussenvoegsel*: `de`, `van der`, `'t`. */
  infix: z.string(),
  lastName: z.string(),
  organisation: z.string(),
  street: z.string(),
  houseNumber: z.string(),
  houseSuffix: z.string(),
  /** A Dutch one as `1234 AB`, any other as typed. */
  postcode: z.string(),
  town: z.string(),
  /** ISO 3166-1 alpha-2. */
  country: z.string(),
  /** As typed; `emailKey` is what addresses are compared by. */
  email: z.string(),
  emailKey: z.string(),
  phone: z.string(),
  note: z.string(),
});
export type ParticipantDetails = z.infer<typeof participantDetails>;

/** An entry of the register. `version` counts its changes; times are UTC, ISO 8601. */
export const participant = participantDetails.extend({
  id: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  version: z.number(),
});
export type Participant = z.infer<typeof participant>;

const changeKind = z.enum(['added', 'changed', 'removed', 'restored']);
export type ChangeKind = z.infer<typeof changeKind>;

const storedParticipant = z
  .string()
  .nullable()
  .transform((json) => (json === null ? undefined : participant.parse(JSON.parse(json))));

/** What was done to an entry: how it was before and after, undefined where it was not there. */
export const participantChange = z.object({
  id: z.string(),
  participantId: z.string(),
  kind: changeKind,
  before: storedParticipant,
  after: storedParticipant,
  staffId: z.string(),
  at: z.string(),
  undoneAt: z.string().nullable(),
});
export type ParticipantChange = z.infer<typeof participantChange>;
