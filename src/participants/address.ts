import { countryName } from './country.ts';
import type { ParticipantDetails } from './participant.ts';

type Addressed = Pick<
  ParticipantDetails,
  'street' | 'houseNumber' | 'houseSuffix' | 'postcode' | 'town' | 'country'
>;

/**
 * A Dutch postcode as it is kept and shown, `1234 AB`, from any way of writing it (`1234ab`,
 * `1234-AB`, `NL-1234 AB`). What is none tells why: four figures of which the first is not 0, and two
 * letters that are not SA, SD or SS, are all that PostNL gives out.
 */
export function readDutchPostcode(typed: string): { postcode: string } | { problem: PostcodeProblem } {
  // As it is kept, which is how it nearly always comes: the rest takes twenty times as long.
  const kept = /^([1-9]\d{3}) ([A-Z]{2})$/.exec(typed);
  if (kept !== null && !NEVER_GIVEN.has(kept[2] ?? '')) return { postcode: typed };
  const compact = typed.toUpperCase().replaceAll(/[\s\p{Pd}.]/gu, '');
  const [, figures, letters] = /^(?:NL)?(\d{4})([A-Z]{2})$/.exec(compact) ?? [];
  if (figures === undefined || letters === undefined) return { problem: 'malformed' };
  if (figures.startsWith('0')) return { problem: 'zero' };
  if (NEVER_GIVEN.has(letters)) return { problem: 'letters' };
  return { postcode: `${figures} ${letters}` };
}

export type PostcodeProblem = 'malformed' | 'zero' | 'letters';

const NEVER_GIVEN = new Set(['SA', 'SD', 'SS']);

/**
 * What is the matter with an address, as far as that can be seen without asking anybody: a Dutch postcode that
 * there can't be, a postcode or a house number that is missing from an address. Staff are warned of it and may
 * keep it.
 */
export type AddressProblem = PostcodeProblem | 'no-postcode' | 'no-number' | 'no-town';

/** The first thing that is the matter with an address; undefined for a whole one, one abroad, and none at all. */
export function addressProblem(address: Addressed): AddressProblem | undefined {
  const { street, houseNumber, postcode, town, country } = address;
  if (country !== 'NL') return undefined;
  const read = postcode === '' ? undefined : readDutchPostcode(postcode);
  if (read !== undefined && 'problem' in read) return read.problem;
  if (street === '' && houseNumber === '' && postcode === '') return undefined;
  if (postcode === '') return 'no-postcode';
  if (houseNumber === '') return 'no-number';
  return town === '' ? 'no-town' : undefined;
}

/** Street, number and suffix on one line: `Dorpsstraat 12a`, `Dorpsstraat 12-2`, `Dorpsstraat 12 hs`. */
export function streetLine({ street, houseNumber, houseSuffix }: Addressed): string {
  const sticks = /^(?:\p{L}|[-/].*)$/u.test(houseSuffix);
  const number = sticks ? houseNumber + houseSuffix : [houseNumber, houseSuffix].filter(Boolean).join(' ');
  return [street, number].filter(Boolean).join(' ');
}

/** Postcode and town, with the country's name when it is not the Netherlands: `1234 AB Zwolle`. */
export function townLine({ postcode, town, country }: Addressed): string {
  const place = [postcode, town].filter(Boolean).join(' ');
  if (country === 'NL') return place;
  return [place, countryName(country)].filter(Boolean).join(', ');
}
