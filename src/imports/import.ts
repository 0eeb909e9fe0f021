import { z } from 'zod';
import { isUnderway, json, listRowSchema, listSchema } from '../tables/list.ts';

/** What a list is of: readers, or addresses that may not be mailed and why. */
export const LISTS = ['readers', 'unsubscribed', 'bounced', 'deleted'] as const;
export type ListKind = (typeof LISTS)[number];

/**
 * How far a list is: its file is there; it could not be read; it is read; its columns are known; it is being
 * checked; it is checked (the dry run); it is being brought in; it is in; it is being undone; it is undone; it
 * is on its way to the bin.
 */
export const IMPORT_STATES = [
  'received',
  'unreadable',
  'read',
  'mapped',
  'checking',
  'checked',
  'applying',
  'applied',
  'undoing',
  'undone',
  'dropped',
] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** Whether there is something to do for a list. Once it is in, or undone, its rows are still to be wiped. */
export function isBusy({ state, columns }: Pick<Import, 'state' | 'columns'>): boolean {
  return isUnderway({ state }) || ((state === 'applied' || state === 'undone') && columns !== undefined);
}

/** What a column holds. */
export const ROLES = [
  'address',
  'name',
  'first-name',
  'infix',
  'last-name',
  'date',
  'group',
  'nothing',
] as const;
export type Role = (typeof ROLES)[number];

export const mappingSchema = z.object({
  header: z.boolean(),
  /** One for each column, in order. */
  roles: z.array(z.enum(ROLES)),
  monthFirst: z.boolean(),
});

/** What the columns are. */
export type Mapping = z.infer<typeof mappingSchema>;

export const consentSchema = z.object({
  /** `skip`: these rows are no readers at all, such as a group of people who left. */
  basis: z.enum(['proven', 'attested', 'none', 'skip']),
  origin: z.string(),
  evidence: z.string(),
  /** One date for all who have none in the list, or ''. */
  givenOn: z.string(),
  /** The number by which the readers' proof refers to it, once the list is being brought in. */
  number: z.number().optional(),
});

/** Where the consent of one group, or of the whole list, came from. */
export type Consent = z.infer<typeof consentSchema>;

/** By the value in the column of groups; the whole list has one, under ''. */
export type Consents = Record<string, Consent>;

/** What would happen, or happened, to a row. */
export const OUTCOMES = [
  'new',
  'promoted',
  'put-aside',
  'taken-off',
  'kept-out',
  'known',
  'known-out',
  'returned',
  'left',
  'blocked',
  'suppressed',
  'double',
  'skipped',
  'wrong',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The outcomes that change something: the others are left as they are. */
export const CHANGING: Outcome[] = ['new', 'promoted', 'put-aside', 'taken-off', 'kept-out'];

/** What is wrong with a row. */
export const FAULTS = [
  'columns',
  'control-characters',
  'address-missing',
  'address-malformed',
  'address-too-long',
  'address-domain',
  'name',
  'date',
  'date-future',
] as const;
export type Fault = (typeof FAULTS)[number];

export const importSchema = listSchema.extend({
  list: z.enum(LISTS),
  state: z.enum(IMPORT_STATES),
  mapping: json(mappingSchema),
  consents: json(z.record(z.string(), consentSchema)),
});

/** A list on its way in. */
export type Import = z.infer<typeof importSchema>;

export const importRowSchema = listRowSchema.extend({
  addressKey: z.string().nullable(),
  outcome: z.enum(OUTCOMES).nullable(),
  detail: z.string().nullable(),
  subscriberId: z.string().nullable(),
});

/** A row of a list, and what it would do or did. */
export type ImportRow = z.infer<typeof importRowSchema>;

/** What the check or the bringing in found for a row. */
export type Decision = {
  number: number;
  addressKey: string | null;
  outcome: Outcome;
  detail: string | null;
  subscriberId: string | null;
};
