import { foldForSearch } from '../database/search-text.ts';
import type { ParticipantDetails } from './participant.ts';

type Named = Pick<ParticipantDetails, 'firstName' | 'infix' | 'lastName' | 'organisation'>;

/** Sorts before every character of a folded text, so that `Vries` comes before `Vries Robles`. */
const NEXT_PART = '\t';

/**
 * The key that puts the register in the Dutch order: by last name without its infix, so that Anna de
 * Vries stands under the V, then by first name, then by infix. Without a last name it is the
 * organisation that counts. Capitals, diacritics and apostrophes make no difference.
 */
export function sortKey({ firstName, infix, lastName, organisation }: Named): string {
  const parts = lastName === '' ? [organisation, firstName, infix] : [lastName, firstName, infix];
  return parts.map(foldForSearch).join(NEXT_PART);
}

/** As one says it: `Anna de Vries`. Without a first name the infix gets the capital: `De Vries`. */
export function fullName({ firstName, infix, lastName, organisation }: Named): string {
  const first = firstName === '' ? withCapital(infix) : infix;
  const name = joined(firstName, first, lastName);
  if (lastName !== '') return name;
  return name === '' ? organisation : `${name} (${organisation})`;
}

/** As it stands in a list that is sorted by it: `Vries, Anna de`. */
export function listName({ firstName, infix, lastName, organisation }: Named): string {
  const rest = joined(firstName, infix);
  const sorted = lastName === '' ? organisation : lastName;
  return rest === '' ? sorted : `${sorted}, ${rest}`;
}

function joined(...parts: string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

function withCapital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
