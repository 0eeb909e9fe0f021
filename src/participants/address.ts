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
  const compact = typed.toUpperCase().replaceAll(/[\s\p{Pd}.]/gu, '');
  const [, figures, letters] = /^(?:NL)?(\d{4})([A-Z]{2})$/.exec(compact) ?? [];
  if (figures === undefined || letters === undefined) return { problem: 'malformed' };
  if (figures.startsWith('0')) return { problem: 'zero' };
  if (NEVER_GIVEN.has(letters)) return { problem: 'letters' };
  return { postcode: `${figures} ${letters}` };
}

export type PostcodeProblem = 'malformed' | 'zero' | 'letters';

const NEVER_GIVEN = new Set(['SA', 'SD', 'SS']);

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
