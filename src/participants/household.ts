import type { Participant } from './participant.ts';

type Home = Pick<Participant, 'postcode' | 'houseNumber' | 'houseSuffix' | 'country'>;

/**
 * What all entries at one post address have in common: postcode, number, suffix and country, however they
 * are written (`12-A` is `12 a`). Undefined where the postcode or the number is not known.
 */
export function householdKeyOf({ postcode, houseNumber, houseSuffix, country }: Home): string | undefined {
  if (postcode === '' || houseNumber === '') return undefined;
  return [country, postcode, houseNumber, houseSuffix].map(plain).join(' ');
}

function plain(part: string): string {
  return part.toUpperCase().replaceAll(/[\s\p{Pd}/.]/gu, '');
}
