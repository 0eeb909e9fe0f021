import { z } from 'zod';
import type { FormBody } from '../web/body.ts';
import { line, lines, optionalAddress } from '../web/field-types.ts';
import { type Form, type Refused, readForm } from '../web/form.ts';
import { type PostcodeProblem, readDutchPostcode } from './address.ts';
import { countryName, isCountry } from './country.ts';
import { KINDS, type Participant, type ParticipantDetails } from './participant.ts';

const phone = line(40).pipe(
  z
    .string()
    .regex(
      /^(?:[\d\s()+./-]*\d[\d\s()+./-]*)?$/,
      'Gebruik hier alleen cijfers, spaties en de tekens + - / ( ). Zet uitleg in de notitie.',
    ),
);

/** What people may send, by the names that the fields have in the page. */
const fields = z.object({
  voornaam: line(100),
  tussenvoegsel: line(30),
  achternaam: line(100),
  organisatie: line(200),
  soort: z.enum(KINDS, 'Kies of deze persoon participant of belangstellende is.'),
  straat: line(100),
  huisnummer: line(10),
  toevoeging: line(20),
  postcode: line(20),
  plaats: line(100),
  land: z.string().default('NL').refine(isCountry, 'Kies een land uit de lijst.'),
  email: optionalAddress(),
  telefoon: phone,
  notitie: lines(2000),
});

const POSTCODE_MESSAGES: Record<PostcodeProblem, string> = {
  malformed:
    'Dit is geen Nederlandse postcode. Een postcode heeft vier cijfers en twee letters, zoals 1234 AB. Woont deze persoon in een ander land? Kies dan eerst dat land.',
  zero: 'Een Nederlandse postcode begint nooit met een 0. Kijk of u een typefout hebt gemaakt.',
  letters: 'De letters SA, SD en SS komen in geen enkele postcode voor. Kijk of u een typefout hebt gemaakt.',
};

/** Reads the form of an entry. A last name or an organisation has to be there, and nothing else. */
export function readParticipant(body: FormBody): { ok: true; value: ParticipantDetails } | Refused {
  const read = readForm(fields, body);
  const errors = { ...problemsTogether(body), ...(read.ok ? {} : read.form.errors) };
  if (read.ok && Object.keys(errors).length === 0) return { ok: true, value: detailsOf(read.value) };
  return { ok: false, form: { values: body, errors: inOrder(errors) } };
}

/** What stands in the form of an entry. The version tells which one the person looked at. */
export function valuesOf(entry: Participant): Record<string, string> {
  return { ...fieldsOf(entry), version: String(entry.version) };
}

/** A new entry's form, before anything was typed. */
export function valuesOfNew(): Record<string, string> {
  return { soort: 'participant', land: 'NL' };
}

/** The version that a form was made of; 0, which no entry has, when it says none. */
export function versionOf(body: FormBody): number {
  return /^\d{1,9}$/.test(body.version ?? '') ? Number(body.version) : 0;
}

/** The form again as it was typed, on top of the version that is there now, with what is the matter. */
export function formAgain(body: FormBody, version: number | undefined, message: string): Form {
  return { values: { ...body, version: String(version ?? '') }, errors: { '': message } };
}

/** The fields that hold something else than what was typed, with what they hold. */
export function differences(entry: Participant, body: FormBody): { name: string; value: string }[] {
  return Object.entries(fieldsOf(entry))
    .filter(([name, value]) => value !== (body[name] ?? '').trim())
    .map(([name, value]) => ({ name, value: name === 'land' ? countryName(value) : value }));
}

/** The problems of two fields together. */
function problemsTogether(body: FormBody): Record<string, string> {
  const typed = (name: string) => (body[name] ?? '').trim();
  const errors: Record<string, string> = {};
  if (typed('achternaam') === '' && typed('organisatie') === '') {
    errors.achternaam = 'Vul een achternaam in, of bij Organisatie de naam van een organisatie.';
  }
  if ((body.land ?? 'NL') !== 'NL') return errors;
  const postcode = typed('postcode') === '' ? undefined : readDutchPostcode(typed('postcode'));
  if (postcode && 'problem' in postcode) errors.postcode = POSTCODE_MESSAGES[postcode.problem];
  if (!/^(?:\d{1,5}(?!\d).*)?$/.test(typed('huisnummer'))) {
    errors.huisnummer = 'Een huisnummer begint met een cijfer. Zet de rest bij Toevoeging.';
  }
  return errors;
}

function inOrder(errors: Record<string, string>): Record<string, string> {
  const places = Object.keys(fields.shape);
  const sorted = Object.entries(errors).sort(([one], [other]) => places.indexOf(one) - places.indexOf(other));
  return Object.fromEntries(sorted);
}

function detailsOf(typed: z.output<typeof fields>): ParticipantDetails {
  return {
    kind: typed.soort,
    firstName: typed.voornaam,
    infix: typed.tussenvoegsel,
    lastName: typed.achternaam,
    organisation: typed.organisatie,
    street: typed.straat,
    ...(typed.land === 'NL' ? dutchAddress(typed) : foreignAddress(typed)),
    town: typed.plaats,
    country: typed.land,
    email: typed.email?.typed ?? '',
    emailKey: typed.email?.key ?? '',
    phone: typed.telefoon,
    note: typed.notitie,
  };
}

function fieldsOf(entry: Participant): Record<keyof z.output<typeof fields>, string> {
  return {
    voornaam: entry.firstName,
    tussenvoegsel: entry.infix,
    achternaam: entry.lastName,
    organisatie: entry.organisation,
    soort: entry.kind,
    straat: entry.street,
    huisnummer: entry.houseNumber,
    toevoeging: entry.houseSuffix,
    postcode: entry.postcode,
    plaats: entry.town,
    land: entry.country,
    email: entry.email,
    telefoon: entry.phone,
    notitie: entry.note,
  };
}

type Postal = { postcode: string; huisnummer: string; toevoeging: string };
type PostalDetails = Pick<ParticipantDetails, 'postcode' | 'houseNumber' | 'houseSuffix'>;

/** A Dutch address as it is kept: `1234 AB`, and of `12a` the number apart from what comes after it. */
function dutchAddress({ postcode, huisnummer, toevoeging }: Postal): PostalDetails {
  const read = readDutchPostcode(postcode);
  const [, houseNumber = '', rest = ''] = /^(\d*)\s*(.*)$/.exec(huisnummer) ?? [];
  return { postcode: 'postcode' in read ? read.postcode : '', houseNumber, houseSuffix: rest + toevoeging };
}

function foreignAddress({ postcode, huisnummer, toevoeging }: Postal): PostalDetails {
  return { postcode, houseNumber: huisnummer, houseSuffix: toevoeging };
}
