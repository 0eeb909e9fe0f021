import { z } from 'zod';
import { KINDS } from '../participants/participant.ts';
import { json, listRowSchema, listSchema } from '../tables/list.ts';
import { ROLES } from './roles.ts';

/**
 * How far a list is: its file is there; it could not be read; it is read; it is being checked; it is checked (the
 * dry run); it is being brought in; it is in; it is being undone; it is undone; it is on its way to the bin.
 */
export const LIST_STATES = [
  'received',
  'unreadable',
  'read',
  'checking',
  'checked',
  'applying',
  'applied',
  'undoing',
  'undone',
  'dropped',
] as const;
export type ListState = (typeof LIST_STATES)[number];

/**
 * What would happen, or happened, to a row: somebody new; an entry that gets something else; one that has it all
 * already; somebody who stands in an earlier row; more than one entry that it could be; a row that is not right.
 */
export const OUTCOMES = ['new', 'changed', 'same', 'double', 'unsure', 'wrong'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The outcomes that change something: the others are left as they are. */
export const CHANGING: Outcome[] = ['new', 'changed'];

/**
 * What staff are warned of: an address that can't be whole; a wish that stays although the list says otherwise; a
 * ground that is not taken over; somebody with the same name or e-mail address; an address that is taken over in
 * part.
 */
export const WARNINGS = [
  ...['address', 'no-post-kept', 'no-mail-kept', 'ground-kept', 'same-name', 'same-email', 'address-partly'],
] as const;

export const mappingSchema = z.object({
  header: z.boolean(),
  /** One for each column, in order. */
  roles: z.array(z.enum(ROLES)),
  monthFirst: z.boolean(),
  /** Whether an empty cell empties the field of an entry that is there. */
  mayEmpty: z.boolean(),
  /** What new people are, where the list does not say. */
  kind: z.enum(KINDS),
  /** Where new people came from, where the list does not say. */
  source: z.string(),
});

/** What the columns are, and what to do with what the list does not say. */
export type Mapping = z.infer<typeof mappingSchema>;

export const registerList = listSchema.extend({
  staffId: z.string(),
  state: z.enum(LIST_STATES),
  mapping: json(mappingSchema),
  /** The last change of the register when it was checked, and then that of its own rows. */
  checkedRevision: z.number().nullable(),
  /** While it is being undone: the earliest change of the register that was dealt with. */
  undoneFrom: z.number().nullable(),
});

/** A list of people on its way into the register. In its counts, `warned` are those that staff are warned of. */
export type RegisterList = z.infer<typeof registerList>;

export const listRow = listRowSchema.extend({
  outcome: z.enum(OUTCOMES).nullable(),
  detail: z.string(),
  participantId: z.string().nullable(),
});

/** A row of a list, and what it would do or did. */
export type ListRow = z.infer<typeof listRow>;

/** What was decided about a row. */
export type Decision = {
  number: number;
  personKey: string | null;
  outcome: Outcome;
  detail: string;
  participantId: string | null;
};
