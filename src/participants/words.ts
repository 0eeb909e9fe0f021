import { knownDate } from '../templates/format.ts';
import type { Channel } from './channel.ts';
import { countryName } from './country.ts';
import type { Field, SomeOf } from './history.ts';
import type { Kind, MailGround } from './participant.ts';

/** The fields as they are called on the pages. */
export const FIELD_NAMES: Record<Field, string> = {
  kind: 'Soort',
  firstName: 'Voornaam',
  infix: 'Tussenvoegsel',
  lastName: 'Achternaam',
  organisation: 'Organisatie',
  street: 'Straat',
  houseNumber: 'Huisnummer',
  houseSuffix: 'Toevoeging',
  postcode: 'Postcode',
  town: 'Woonplaats',
  country: 'Land',
  email: 'E-mailadres',
  emailKey: 'E-mailadres',
  phone: 'Telefoonnummer',
  note: 'Notitie',
  tags: 'Labels',
  noPost: 'Geen post',
  noMail: 'Geen mail',
  lastContact: 'Laatste contact',
  source: 'Herkomst',
  mailGround: 'Mogen wij mailen?',
  consentOn: 'Toestemming gegeven op',
  consentSource: 'Waar de toestemming staat',
};

export const KIND_NAMES: Record<Kind, string> = {
  participant: 'Participant',
  interested: 'Belangstellende',
};

export const GROUND_NAMES: Record<MailGround, string> = {
  consent: 'Ja, met toestemming',
  participant: 'Ja, als participant van de alliantie',
  none: 'Nee',
};

export const CHANNEL_NAMES: Record<Channel, string> = {
  mail: 'Mail',
  letter: 'Brief',
  phone: 'Telefoon',
  none: 'Niet te bereiken',
};

/** What a field holds, as people read it; an empty text where it holds nothing. */
export function valueInWords(entry: SomeOf, field: Field): string {
  if (field === 'kind') return entry.kind ? KIND_NAMES[entry.kind] : '';
  if (field === 'mailGround') return entry.mailGround ? GROUND_NAMES[entry.mailGround] : '';
  if (field === 'country') return entry.country ? countryName(entry.country) : '';
  if (field === 'lastContact' || field === 'consentOn') return entry[field] ? knownDate(entry[field]) : '';
  if (field === 'tags') return (entry.tags ?? []).join(', ');
  if (field === 'noPost' || field === 'noMail') return entry[field] ? 'Ja' : 'Nee';
  return entry[field] ?? '';
}
