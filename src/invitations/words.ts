import type { Meeting } from '../meetings/meeting.ts';
import { streetLine } from '../participants/address.ts';
import { countryName } from '../participants/country.ts';
import { fullName } from '../participants/name.ts';
import type { Participant } from '../participants/participant.ts';
import { longDate, time } from '../templates/format.ts';

/** When a meeting is: `donderdag 16 april 2026, van 10.00 tot 15.30 uur`. */
export function whenInWords({ startsAt, endsAt }: Pick<Meeting, 'startsAt' | 'endsAt'>): string {
  const [first, last] = [longDate(startsAt), longDate(endsAt)];
  if (first === last) return `${first}, van ${time(startsAt)} tot ${time(endsAt)} uur`;
  return `van ${first}, ${time(startsAt)} uur, tot ${last}, ${time(endsAt)} uur`;
}

/** How a mail or a letter begins: `Beste Anna en Bilal,`. */
export function salutation(people: Participant[]): string {
  const names = people.map(calledName);
  return `Beste ${listed(names)},`;
}

/** What a page that anybody may find shows of somebody: the first name, and nothing where there is none. */
export function firstNameOf({ firstName }: Pick<Participant, 'firstName'>): string {
  return firstName.trim();
}

function calledName(person: Participant): string {
  if (person.firstName !== '') return person.firstName;
  if (person.lastName !== '') return `mevrouw of heer ${fullName({ ...person, organisation: '' })}`;
  return `mensen van ${person.organisation}`;
}

/**
 * The lines of a post address, in PostNL's order: names, organisation, street, then postcode, two spaces and the
 * town in capitals; abroad the country in capitals below that.
 */
export function envelopeLines(people: Participant[]): string[] {
  const [first] = people;
  if (first === undefined) return [];
  const { postcode, country } = first;
  const town = first.town.toLocaleUpperCase('nl');
  return [
    listed(people.map(namedOnEnvelope)),
    ...new Set(people.filter(({ lastName }) => lastName !== '').map(({ organisation }) => organisation)),
    streetLine(first),
    [postcode, town].filter(Boolean).join('  '),
    country === 'NL' ? '' : countryName(country).toLocaleUpperCase('nl'),
  ].filter((line) => line !== '');
}

function namedOnEnvelope(person: Participant): string {
  return person.lastName === '' ? fullName(person) : fullName({ ...person, organisation: '' });
}

/** `Anna, Bilal en Zoë` */
export function listed(names: string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} en ${names.at(-1)}`;
}
