import { z } from 'zod';
import { readDay } from '../templates/day.ts';
import type { FormBody } from '../web/body.ts';
import { line, lines, optionalAddress, optionalDay } from '../web/field-types.ts';
import { type Form, type Refused, readForm } from '../web/form.ts';
import { readDutchPostcode } from './address.ts';
import { isCountry } from './country.ts';
import { KINDS, LONGEST, MAIL_GROUNDS, type Participant, type ParticipantDetails } from './participant.ts';
import { LONGEST_TAG, MOST_TAGS, readTags } from './tags.ts';

const phone = line(LONGEST.phone).pipe(
  z
    .string()
    .regex(
      /^(?:[\d\s()+./-]*\d[\d\s()+./-]*)?$/,
      'Gebruik hier alleen cijfers, spaties en de tekens + - / ( ). Zet uitleg in de notitie.',
    ),
);

const tick = z
  .string()
  .optional()
  .transform((value) => value !== undefined && value !== '');

/** One a line. */
const tags = z
  .string()
  .transform((typed) => readTags(typed.split('\n')))
  .pipe(
    z
      .array(
        z
          .string()
          .max(LONGEST_TAG, `Een label is ten hoogste ${LONGEST_TAG} tekens lang. Maak het korter.`)
          .regex(
            /^[^\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]*$/u,
            'In een label staan tekens die niet te lezen zijn. Typ het opnieuw.',
          ),
      )
      .max(MOST_TAGS, `Dit zijn te veel labels. Gebruik er ten hoogste ${MOST_TAGS} bij één persoon.`),
  );

/** What people may send, by the names that the fields have in the page. */
const fields = z.object({
  voornaam: line(LONGEST.firstName),
  tussenvoegsel: line(LONGEST.infix),
  achternaam: line(LONGEST.lastName),
  organisatie: line(LONGEST.organisation),
  soort: z.enum(KINDS, 'Kies of deze persoon participant of belangstellende is.'),
  straat: line(LONGEST.street),
  huisnummer: line(LONGEST.houseNumber),
  toevoeging: line(LONGEST.houseSuffix),
  postcode: line(LONGEST.postcode),
  plaats: line(LONGEST.town),
  land: z.string().default('NL').refine(isCountry, 'Kies een land uit de lijst.'),
  email: optionalAddress(),
  telefoon: phone,
  geenpost: tick,
  geenmail: tick,
  mailgrond: z
    .enum(MAIL_GROUNDS, 'Kies waarom wij deze persoon mogen mailen, of dat het niet mag.')
    .default('none'),
  toestemmingop: optionalDay(),
  toestemmingbron: line(LONGEST.consentSource),
  labels: tags,
  laatstecontact: optionalDay(),
  herkomst: line(LONGEST.source),
  notitie: lines(LONGEST.note),
});

type Typed = z.output<typeof fields>;

/** Reads the form of an entry. `today` (YYYY-MM-DD) is as late as a contact or a consent can be. */
export function readParticipant(
  body: FormBody,
  today: string,
): { ok: true; value: ParticipantDetails } | Refused {
  const read = readForm(fields, { ...body, labels: typedTags(body).join('\n') });
  const errors = { ...problemsTogether(body, today), ...(read.ok ? {} : read.form.errors) };
  if (read.ok && Object.keys(errors).length === 0) return { ok: true, value: detailsOf(read.value) };
  return { ok: false, form: { values: body, errors: inOrder(errors) } };
}

/** What stands in the form of an entry. The version tells which one the person looked at. */
export function valuesOf(entry: Participant): Record<string, string> {
  const ticked = entry.tags.map((tag, place) => [`label${place}`, tag]);
  return { ...fieldsOf(entry), ...Object.fromEntries(ticked), labels: '', version: String(entry.version) };
}

/** A new entry's form, before anything was typed: perhaps at the address or of the organisation of another one. */
export function valuesOfNew(like?: Partial<Participant>): Record<string, string> {
  return {
    ...{ soort: 'participant', land: like?.country ?? 'NL', mailgrond: 'participant' },
    ...{
      straat: like?.street ?? '',
      huisnummer: like?.houseNumber ?? '',
      toevoeging: like?.houseSuffix ?? '',
    },
    ...{ postcode: like?.postcode ?? '', plaats: like?.town ?? '', organisatie: like?.organisation ?? '' },
  };
}

/** The labels that are ticked or typed in a form, each as it stands there. */
export function typedTags(values: Record<string, string>): string[] {
  const ticked = Object.entries(values).filter(([name]) => /^label\d+$/.test(name));
  return [...ticked.map(([, tag]) => tag), ...(values.labels ?? '').split(/[,;\n]/)].filter(
    (tag) => tag.trim() !== '',
  );
}

/** The version that a form was made of; 0, which no entry has, when it says none. */
export function versionOf(body: FormBody): number {
  return /^\d{1,9}$/.test(body.version ?? '') ? Number(body.version) : 0;
}

/** The form again as it was typed, on top of the version that is there now, with what is the matter. */
export function formAgain(body: FormBody, version: number | undefined, message: string): Form {
  return { values: { ...body, version: String(version ?? '') }, errors: { '': message } };
}

/** The names of the fields that hold something else than what was typed. */
export function differences(entry: Participant, body: FormBody): string[] {
  const typed: Record<string, string | undefined> = { ...body, labels: readTags(typedTags(body)).join(', ') };
  return Object.entries(fieldsOf(entry))
    .filter(([name, value]) => value !== (typed[name] ?? '').trim())
    .map(([name]) => name);
}

/** The problems of two fields together. */
function problemsTogether(body: FormBody, today: string): Record<string, string> {
  const typed = (name: string) => (body[name] ?? '').trim();
  const errors: Record<string, string> = {};
  if (typed('achternaam') === '' && typed('organisatie') === '') {
    errors.achternaam = 'Vul een achternaam in, of bij Organisatie de naam van een organisatie.';
  }
  if ((body.land ?? 'NL') === 'NL' && !/^(?:\d{1,5}(?!\d).*)?$/.test(typed('huisnummer'))) {
    errors.huisnummer = 'Een huisnummer begint met een cijfer. Zet de rest bij Toevoeging.';
  }
  if (typed('mailgrond') === 'participant' && typed('soort') === 'interested') {
    errors.mailgrond =
      'Een belangstellende is geen participant. Kies Toestemming als u die hebt, en anders Nee.';
  }
  if (typed('mailgrond') === 'consent') {
    if (typed('toestemmingop') === '') errors.toestemmingop = 'Vul in wanneer deze persoon toestemming gaf.';
    if (typed('toestemmingbron') === '')
      errors.toestemmingbron = 'Vul in waar dat staat, bijvoorbeeld: intekenlijst bij een bijeenkomst.';
  }
  for (const name of ['toestemmingop', 'laatstecontact']) {
    if ((readDay(typed(name)) ?? '') > today)
      errors[name] = 'Deze datum moet nog komen. Vul een dag in die al is geweest.';
  }
  return errors;
}

function inOrder(errors: Record<string, string>): Record<string, string> {
  const places = Object.keys(fields.shape);
  const sorted = Object.entries(errors).sort(([one], [other]) => places.indexOf(one) - places.indexOf(other));
  return Object.fromEntries(sorted);
}

function detailsOf(typed: Typed): ParticipantDetails {
  const consent = typed.mailgrond === 'consent';
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
    tags: typed.labels,
    noPost: typed.geenpost,
    noMail: typed.geenmail,
    lastContact: typed.laatstecontact,
    source: typed.herkomst,
    mailGround: typed.mailgrond,
    consentOn: consent ? typed.toestemmingop : '',
    consentSource: consent ? typed.toestemmingbron : '',
  };
}

function fieldsOf(entry: Participant): Record<keyof Typed, string> {
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
    geenpost: entry.noPost ? 'ja' : '',
    geenmail: entry.noMail ? 'ja' : '',
    mailgrond: entry.mailGround,
    toestemmingop: entry.consentOn,
    toestemmingbron: entry.consentSource,
    labels: entry.tags.join(', '),
    laatstecontact: entry.lastContact,
    herkomst: entry.source,
    notitie: entry.note,
  };
}

type Postal = { postcode: string; huisnummer: string; toevoeging: string };
type PostalDetails = Pick<ParticipantDetails, 'postcode' | 'houseNumber' | 'houseSuffix'>;

/**
 * A Dutch address as it is kept: `1234 AB`, and of `12a` the number apart from what comes after it. What is no
 * Dutch postcode stays as it was typed: staff are warned of it, and may know better.
 */
function dutchAddress({ postcode, huisnummer, toevoeging }: Postal): PostalDetails {
  const read = readDutchPostcode(postcode);
  const [, houseNumber = '', rest = ''] = /^(\d*)\s*(.*)$/.exec(huisnummer) ?? [];
  return {
    postcode: 'postcode' in read ? read.postcode : postcode,
    houseNumber,
    houseSuffix: rest + toevoeging,
  };
}

function foreignAddress({ postcode, huisnummer, toevoeging }: Postal): PostalDetails {
  return { postcode, houseNumber: huisnummer, houseSuffix: toevoeging };
}
