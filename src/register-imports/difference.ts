import { foldForSearch } from '../database/search-text.ts';
import { addressProblem } from '../participants/address.ts';
import { changedFields, type Field, only } from '../participants/history.ts';
import type { Candidate, Excerpt } from '../participants/importing.ts';
import { sortKey } from '../participants/name.ts';
import {
  type KnownBy,
  NOTHING_KNOWN,
  type Participant,
  type ParticipantDetails,
} from '../participants/participant.ts';
import type { Mapping, WARNINGS } from './list.ts';
import type { ListedEntry } from './listed-entry.ts';

export type Warning = (typeof WARNINGS)[number];

/**
 * Whom a row is about: an entry, more than one that it could be, or nobody who is there; the rows about the same
 * new person have one `key`.
 */
export type Match =
  | { found: 'one'; entry: Participant }
  | { found: 'some' }
  | { found: 'none'; key: string; warnings: Warning[] };

/**
 * Finds the entry that a row is about. By the register's own mark; else by e-mail address and last name; else by
 * last name, first name as far as it is known, and address; an organisation by its name, as long as the addresses
 * don't speak against it. A name alone, or an e-mail address alone, makes two people no one person.
 */
export function matchOf(excerpt: Excerpt, listed: ListedEntry): Match {
  const entry = listed.id === '' ? undefined : excerpt.byId(listed.id);
  if (entry !== undefined) return { found: 'one', entry };
  const known = knownBy(listed);
  const named = { ...NOTHING_KNOWN, ...listed.given };
  const key = keyOfNew(known);
  const like = excerpt.like(known);
  if (like.length === 0) return { found: 'none', key, warnings: [] };
  const byEmail = like.filter((other) => isSameEmail(other, known));
  const alike = like.filter(
    (other) =>
      hasSameName(other, named) &&
      (isSameEmail(other, known) || (isSameAddress(other, known) && isCompatible(other, named))),
  );
  if (alike.length > 0) return theOne(excerpt, alike);
  const byName = like.filter((other) => other.sortKey === known.sortKey && isCompatible(other, named));
  if (named.lastName === '' && byName.length > 0) return theOne(excerpt, byName);
  const warnings: Warning[] = [];
  if (byName.length > 0) warnings.push('same-name');
  if (byEmail.length > 0) warnings.push('same-email');
  return { found: 'none', key, warnings };
}

/** Of those who may be meant: who it is, where there is only one. */
function theOne(excerpt: Excerpt, [first, ...others]: Candidate[]): Match {
  const entry = first && others.length === 0 ? excerpt.byId(first.id) : undefined;
  return entry === undefined ? { found: 'some' } : { found: 'one', entry };
}

/** What the entry that a row is about may be known by. */
export function knownBy({ id, given }: ListedEntry): KnownBy {
  const { firstName = '', infix = '', lastName = '', organisation = '' } = given;
  const { emailKey = '', postcode = '', houseNumber = '', country = NOTHING_KNOWN.country } = given;
  const named = sortKey({ firstName, infix, lastName, organisation });
  return { id, emailKey, postcode, houseNumber, country, sortKey: named };
}

/** What the rows about the same new person have in common. */
function keyOfNew({ sortKey, postcode, houseNumber, emailKey }: KnownBy): string {
  return `+${sortKey}|${postcode === '' ? emailKey : postcode + houseNumber}`;
}

function isSameEmail(entry: KnownBy, { emailKey }: KnownBy): boolean {
  return emailKey !== '' && entry.emailKey === emailKey;
}

function isSameAddress(entry: KnownBy, { postcode, houseNumber, country }: KnownBy): boolean {
  return (
    postcode !== '' &&
    entry.postcode === postcode &&
    entry.houseNumber === houseNumber &&
    entry.country === country
  );
}

/** The same last name, and the same first name or one of the two not known in full. */
function hasSameName(entry: Candidate, named: ParticipantDetails): boolean {
  const last = (of: Pick<Candidate, 'lastName' | 'organisation'>) =>
    foldForSearch(of.lastName === '' ? of.organisation : of.lastName);
  if (last(entry) !== last(named)) return false;
  const [one, other] = [entry.firstName, named.firstName].map((name) => foldForSearch(name));
  if (!one || !other || one === other) return true;
  const isInitial = (name: string) => /^[a-z]$/.test(name.split(/[^a-z]+/)[0] ?? '');
  return (isInitial(one) || isInitial(other)) && one[0] === other[0];
}

/** Whether nothing that is known of both says that they are two. */
function isCompatible(entry: Candidate, named: ParticipantDetails): boolean {
  const speaksAgainst = (one: string, other: string) => one !== '' && other !== '' && one !== other;
  return (
    !speaksAgainst(
      entry.postcode + entry.houseNumber,
      named.postcode === '' ? '' : named.postcode + named.houseNumber,
    ) &&
    (named.lastName === '' || !speaksAgainst(entry.emailKey, named.emailKey))
  );
}

/** What somebody new would be written down as. */
export function detailsOfNew(
  { given }: ListedEntry,
  mapping: Mapping,
): { details: ParticipantDetails; warnings: Warning[] } {
  const kind = given.kind ?? mapping.kind;
  const proven = given.consentOn && given.consentSource;
  const ground = proven ? 'consent' : kind === 'participant' ? 'participant' : 'none';
  const before: ParticipantDetails = { ...NOTHING_KNOWN, kind, source: mapping.source, mailGround: ground };
  const { fields, warnings } = groundOf(before, given);
  const details = { ...before, ...given, ...fields };
  return { details, warnings: [...warnings, ...addressWarning(details)] };
}

/** What an entry would become by a row. Wishes stay, and what the row doesn't say stays unless it is to be emptied. */
export function detailsOfChanged(
  entry: Participant,
  { given, empty }: ListedEntry,
): { details: Partial<ParticipantDetails>; warnings: Warning[] } {
  const wishes = wishesKept(entry, given);
  const ground = groundOf(entry, given);
  const details: Partial<ParticipantDetails> = {
    ...emptied(empty),
    ...given,
    ...together(entry, given),
    ...(given.tags && { tags: [...entry.tags, ...given.tags] }),
    ...(given.lastContact && entry.lastContact > given.lastContact && { lastContact: entry.lastContact }),
    ...wishes.fields,
    ...ground.fields,
  };
  const next = { ...entry, ...details };
  const moved = next.street !== entry.street || next.houseNumber !== entry.houseNumber;
  const partly = moved && entry.postcode !== '' && given.postcode === undefined;
  return {
    details: next.lastName === '' && next.organisation === '' ? {} : details,
    warnings: [
      ...wishes.warnings,
      ...ground.warnings,
      ...(partly ? ['address-partly' as const] : []),
      ...(changedFields(entry, next).length > 0 ? addressWarning(next) : []),
    ],
  };
}

/** What belongs together is taken over together: no old suffix stays behind a new house number, no infix before a new name. */
function together(entry: Participant, given: Partial<ParticipantDetails>): Partial<ParticipantDetails> {
  const isNew = (field: Field) => given[field] !== undefined && given[field] !== entry[field];
  return {
    ...(isNew('lastName') && { infix: given.infix ?? '' }),
    ...((isNew('houseNumber') || isNew('street')) &&
      given.houseNumber !== undefined && { houseSuffix: given.houseSuffix ?? '' }),
  };
}

function emptied(empty: Field[]): Partial<ParticipantDetails> {
  const fields = only(NOTHING_KNOWN, empty);
  return empty.includes('email') ? { ...fields, emailKey: '' } : fields;
}

/** A list does not lift a wish not to be written to. */
function wishesKept(entry: Participant, given: Partial<ParticipantDetails>) {
  const [post, mail] = [entry.noPost && given.noPost === false, entry.noMail && given.noMail === false];
  return {
    fields: { ...(post && { noPost: true }), ...(mail && { noMail: true }) },
    warnings: [...(post ? ['no-post-kept' as const] : []), ...(mail ? ['no-mail-kept' as const] : [])],
  };
}

/** The ground to mail somebody: consent only with its date and place, `participant` only for who is one. */
function groundOf(entry: ParticipantDetails, given: Partial<ParticipantDetails>) {
  const { kind = entry.kind, mailGround = entry.mailGround } = given;
  const proven = (given.consentOn ?? entry.consentOn) && (given.consentSource ?? entry.consentSource);
  const wrong =
    (mailGround === 'consent' && !proven) || (mailGround === 'participant' && kind === 'interested');
  if (!wrong) {
    const plain = mailGround === 'consent' ? {} : { consentOn: '', consentSource: '' };
    return { fields: plain, warnings: [] };
  }
  const kept = entry.mailGround === 'participant' && kind === 'interested' ? 'none' : entry.mailGround;
  const { consentOn, consentSource } = entry;
  return { fields: { mailGround: kept, consentOn, consentSource }, warnings: ['ground-kept' as const] };
}

function addressWarning(details: ParticipantDetails): Warning[] {
  return addressProblem(details) === undefined ? [] : ['address'];
}
