import { foldForSearch } from '../database/search-text.ts';
import { countryName } from './country.ts';
import type { ParticipantDetails } from './participant.ts';

/**
 * All that an entry can be found by, folded. A postcode, a phone number and a house number with its
 * suffix also stand there without anything in between, so that any way of typing them finds them.
 */
export function searchText(details: ParticipantDetails): string {
  const { firstName, infix, lastName, organisation, street, houseNumber, houseSuffix } = details;
  const { postcode, town, country, email, phone, note, tags, source } = details;
  const words = [firstName, infix, lastName, organisation, street, town, email, note, ...tags, source];
  if (country !== 'NL') words.push(countryName(country));
  const compact = [houseNumber + houseSuffix, postcode, ...phoneForms(phone)].map(withoutSpaces);
  return [foldForSearch(words.join(' ')), ...compact].filter((word) => word !== '').join(' ');
}

/** A phone number, and for a Dutch one both ways of writing it: `0612345678` and `31612345678`. */
function phoneForms(phone: string): string[] {
  const dialled = phone.replaceAll(/[^\d+]/g, '').replace(/^(?:\+|00)/, '+');
  const subscriber = /^(?:\+310?|0)(\d+)$/.exec(dialled)?.[1];
  return subscriber === undefined ? [phone] : [`0${subscriber}`, `31${subscriber}`];
}

function withoutSpaces(text: string): string {
  return foldForSearch(text).replaceAll(' ', '');
}
