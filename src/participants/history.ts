import { z } from 'zod';
import { type Participant, type ParticipantDetails, participant, participantDetails } from './participant.ts';

export const CHANGE_KINDS = ['added', 'changed', 'removed', 'restored', 'merged'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/**
 * Who did something to an entry: a member of staff, the person through a link of their own, or the program.
 * `reason` says in words by what, where that is not the form of the entry.
 */
export type By = { actor: 'staff' | 'person' | 'program'; staffId: string; reason: string };

const someOf = participant.partial();

/** An entry, or some of its fields. */
export type SomeOf = z.infer<typeof someOf>;

const stored = z
  .string()
  .nullable()
  .transform((json) => (json === null ? undefined : someOf.parse(JSON.parse(json))));

/**
 * What was done to an entry, by whom. `before` and `after` are undefined where it was not there; of a change they
 * are the fields that it changed, else the whole entry. What was done together has one `batchId`.
 */
export const participantChange = z.object({
  id: z.string(),
  participantId: z.string(),
  kind: z.enum(CHANGE_KINDS),
  before: stored,
  after: stored,
  actor: z.enum(['staff', 'person', 'program']),
  staffId: z.string(),
  reason: z.string(),
  batchId: z.string().nullable(),
  at: z.string(),
  undoneAt: z.string().nullable(),
});
export type ParticipantChange = z.infer<typeof participantChange>;

/** A member of staff, at the form of the entry or for a reason in words. */
export function byStaff(staffId: string, reason = ''): By {
  return { actor: 'staff', staffId, reason };
}

export type Field = keyof ParticipantDetails;

const FIELDS = Object.keys(participantDetails.shape) as Field[];

/** The fields that are not the same in both, in the order of the form. */
export function changedFields(before: SomeOf, after: SomeOf): Field[] {
  return FIELDS.filter((field) => !isSame(before[field], after[field]));
}

/** Only these fields. */
export function only(entry: SomeOf, fields: Field[]): Partial<ParticipantDetails> {
  return Object.fromEntries(fields.map((field) => [field, entry[field]]));
}

/** Whether an entry still has what a change made of it, so that putting it back loses nobody's work. */
export function stillHas(entry: Participant, values: SomeOf, fields: Field[]): boolean {
  return fields.every((field) => isSame(entry[field], values[field]));
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
