import { newId } from '../secrets.ts';
import type { Changing, RegisterDeps } from './changing.ts';
import { byStaff, changedFields, type Field, only } from './history.ts';
import { type Participant, type ParticipantDetails, participantDetails } from './participant.ts';

/** What is chosen together: an address is one thing, and so is a consent with its date. */
export type MergePart = { name: string; fields: Field[] };

export const MERGE_PARTS = [
  { name: 'voornaam', fields: ['firstName'] },
  { name: 'achternaam', fields: ['infix', 'lastName'] },
  { name: 'organisatie', fields: ['organisation'] },
  { name: 'soort', fields: ['kind'] },
  { name: 'adres', fields: ['street', 'houseNumber', 'houseSuffix', 'postcode', 'town', 'country'] },
  { name: 'email', fields: ['email', 'emailKey'] },
  { name: 'telefoon', fields: ['phone'] },
  { name: 'geenpost', fields: ['noPost'] },
  { name: 'geenmail', fields: ['noMail'] },
  { name: 'mailgrond', fields: ['mailGround', 'consentOn', 'consentSource'] },
  { name: 'labels', fields: ['tags'] },
  { name: 'laatstecontact', fields: ['lastContact'] },
  { name: 'herkomst', fields: ['source'] },
  { name: 'notitie', fields: ['note'] },
] as const satisfies MergePart[];

/** Of which of the two it is taken; `both`, of labels and notes alone: what stands in either. */
export type MergeChoice = 'one' | 'other' | 'both';

/** The parts in which both can be kept. */
export const BOTH: readonly string[] = ['labels', 'notitie'];

/**
 * How merging ended. `stale`: one of them was changed meanwhile, or is gone. `no-name`: nothing would be left to
 * call it by.
 */
export type MergeOutcome =
  | { outcome: 'unknown' | 'stale' | 'no-name' }
  | { outcome: 'done'; entry: Participant; gone: string; batchId: string };

/** Which two, as they were looked at, and what of which. */
export type Merge = {
  one: { id: string; version: number };
  other: { id: string; version: number };
  choices: Record<string, MergeChoice>;
};

export type MergingDeps = {
  /** Told, in the same transaction, that everything of the first entry belongs to the second one from now on. */
  tellMerged: (goneId: string, keptId: string) => void;
};

/** Makes one entry of two, part by part. The older one stays, the other goes; both can be put back together. */
export function createMerging(
  { store, randomness, inTransaction, tellMerged }: RegisterDeps & MergingDeps,
  { withDetails, nextVersion, write }: Changing,
) {
  return { merge };

  /** Merges two entries as they were looked at. */
  function merge({ one, other, choices }: Merge, staffId: string): MergeOutcome {
    return inTransaction(() => {
      const [first, second] = [store.byId(one.id), store.byId(other.id)];
      if (first === undefined || second === undefined || one.id === other.id) return { outcome: 'unknown' };
      if (first.version !== one.version || second.version !== other.version) return { outcome: 'stale' };
      const details = merged(first, second, choices);
      if (details.lastName === '' && details.organisation === '') return { outcome: 'no-name' };
      const [before, gone] = olderFirst(first, second);
      const changed = withDetails(before, details);
      const whole = changed === before ? nextVersion(before, before) : changed;
      const after = { ...whole, ...leftAlone(before, gone) };
      const together = { kind: 'merged', by: byStaff(staffId), batchId: newId(randomness) } as const;
      tellMerged(gone.id, before.id);
      write({ ...together, before: gone, after: undefined });
      write({ ...together, before, after });
      return { outcome: 'done', entry: after, gone: gone.id, batchId: together.batchId };
    });
  }
}

/** The parts in which two entries are not the same. */
export function partsToChoose(one: Participant, other: Participant): MergePart[] {
  const different = changedFields(one, other);
  return MERGE_PARTS.filter(({ fields }) => fields.some((field) => different.includes(field)));
}

/**
 * What is likely meant: what is filled in before what is empty, a wish not to be written to before none, the
 * latest contact, the labels and notes of both, and else what was changed last.
 */
export function likelyChoice({ name, fields }: MergePart, one: Participant, other: Participant): MergeChoice {
  const isEmpty = (entry: Participant) => fields.every((field) => isNothing(entry[field]));
  if (isEmpty(other)) return 'one';
  if (isEmpty(one)) return 'other';
  if (BOTH.includes(name)) return 'both';
  if (name === 'laatstecontact') return one.lastContact >= other.lastContact ? 'one' : 'other';
  return one.updatedAt >= other.updatedAt ? 'one' : 'other';
}

function isNothing(value: Participant[Field]): boolean {
  return value === '' || value === false || value === 'none' || value === 'NL' || String(value) === '';
}

function merged(
  one: Participant,
  other: Participant,
  choices: Record<string, MergeChoice>,
): ParticipantDetails {
  const parts = partsToChoose(one, other).map((part) => {
    const choice = choices[part.name] ?? likelyChoice(part, one, other);
    if (choice === 'both' && BOTH.includes(part.name)) return bothOf(part.name, one, other);
    return only(choice === 'other' ? other : one, part.fields);
  });
  return Object.assign(participantDetails.parse(one), ...parts);
}

function bothOf(name: string, one: Participant, other: Participant): Partial<ParticipantDetails> {
  if (name === 'labels') return { tags: [...one.tags, ...other.tags] };
  return { note: [one.note, other.note].filter(Boolean).join('\n') };
}

/** Whoever is left alone in one of the two is left alone. */
function leftAlone(kept: Participant, gone: Participant) {
  return {
    restrictedAt: kept.restrictedAt || gone.restrictedAt,
    objectedAt: kept.objectedAt || gone.objectedAt,
  };
}

function olderFirst(one: Participant, other: Participant): [Participant, Participant] {
  return one.createdAt <= other.createdAt ? [one, other] : [other, one];
}
