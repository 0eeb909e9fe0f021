import type { ParticipantDetails } from '../participants/participant.ts';

/** What somebody reads of a field of the register; the same words for fields that are told as one. */
const FIELDS: Record<keyof ParticipantDetails, string> = {
  kind: 'of u participant of belangstellende bent',
  firstName: 'naam',
  infix: 'naam',
  lastName: 'naam',
  organisation: 'organisatie',
  street: 'adres en woonplaats',
  houseNumber: 'adres en woonplaats',
  houseSuffix: 'adres en woonplaats',
  postcode: 'adres en woonplaats',
  town: 'adres en woonplaats',
  country: 'adres en woonplaats',
  email: 'e-mailadres',
  emailKey: 'e-mailadres',
  phone: 'telefoonnummer',
  note: 'een notitie van een medewerker',
  tags: 'labels zoals ‘spreker’',
  noPost: 'of u post en mail wilt',
  noMail: 'of u post en mail wilt',
  lastContact: 'wanneer wij elkaar het laatst spraken',
  source: 'hoe u bij ons kwam',
  mailGround: 'waarom wij u mogen mailen, met uw toestemming als die nodig is',
  consentOn: 'waarom wij u mogen mailen, met uw toestemming als die nodig is',
  consentSource: 'waarom wij u mogen mailen, met uw toestemming als die nodig is',
};

/** Columns that hold nothing else about a person: made of the others, or told apart. */
const OF_THE_PROGRAM: Record<string, string> = {
  id: 'een nummer zonder betekenis',
  sort_key: 'naam',
  search: 'wat hierboven staat, nog een keer om op te zoeken',
  created_at: 'wanneer u in het register kwam en wanneer er iets veranderde',
  updated_at: 'wanneer u in het register kwam en wanneer er iets veranderde',
  version: 'wanneer u in het register kwam en wanneer er iets veranderde',
  restricted_at: 'of u geen uitnodigingen meer wilt, of vroeg uw gegevens niet te gebruiken',
  objected_at: 'of u geen uitnodigingen meer wilt, of vroeg uw gegevens niet te gebruiken',
};

const TOLD_APART = new Set(['id', 'sort_key', 'search']);

/** What an entry of the register holds, as the privacy policy lists it: every field, each wording once. */
export function toldFields(): string[] {
  const ofTheProgram = Object.entries(OF_THE_PROGRAM).filter(([column]) => !TOLD_APART.has(column));
  return [...new Set([...Object.values(FIELDS), ...ofTheProgram.map(([, words]) => words)])];
}

/** The columns of the register that the policy does not name: none, if it is true. */
export function untoldColumns(columns: string[]): string[] {
  const told = new Set([...Object.keys(FIELDS).map(columnOf), ...Object.keys(OF_THE_PROGRAM)]);
  return columns.filter((column) => !told.has(column));
}

function columnOf(field: string): string {
  return field.replaceAll(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
}
