import type { Content } from '../ledger/entry.ts';
import { countryName } from '../participants/country.ts';
import type { Participant } from '../participants/participant.ts';
import { FIELD_NAMES, KIND_NAMES, valueInWords } from '../participants/words.ts';

/** What goes into a file: what a letter needs, what mailing or calling needs, or all that is known. */
export const EXTENTS = ['post', 'contact', 'everything'] as const;
export type Extent = (typeof EXTENTS)[number];

/** A column of the file: its heading, which an import recognises, and what it holds. */
type Column = { heading: string; cell: (entry: Participant) => string };

const NAME: Column[] = [
  { heading: FIELD_NAMES.firstName, cell: ({ firstName }) => firstName },
  { heading: FIELD_NAMES.infix, cell: ({ infix }) => infix },
  { heading: FIELD_NAMES.lastName, cell: ({ lastName }) => lastName },
  { heading: FIELD_NAMES.organisation, cell: ({ organisation }) => organisation },
];

const ADDRESS: Column[] = [
  { heading: FIELD_NAMES.street, cell: ({ street }) => street },
  { heading: FIELD_NAMES.houseNumber, cell: ({ houseNumber }) => houseNumber },
  { heading: FIELD_NAMES.houseSuffix, cell: ({ houseSuffix }) => houseSuffix },
  { heading: FIELD_NAMES.postcode, cell: ({ postcode }) => postcode },
  { heading: FIELD_NAMES.town, cell: ({ town }) => town },
  { heading: FIELD_NAMES.country, cell: ({ country }) => countryName(country) },
  { heading: FIELD_NAMES.noPost, cell: (entry) => valueInWords(entry, 'noPost') },
];

const REACHED: Column[] = [
  { heading: FIELD_NAMES.email, cell: ({ email }) => email },
  { heading: FIELD_NAMES.phone, cell: ({ phone }) => phone },
  { heading: FIELD_NAMES.noMail, cell: (entry) => valueInWords(entry, 'noMail') },
  { heading: FIELD_NAMES.mailGround, cell: (entry) => valueInWords(entry, 'mailGround') },
];

const REST: Column[] = [
  { heading: FIELD_NAMES.consentOn, cell: ({ consentOn }) => consentOn },
  { heading: FIELD_NAMES.consentSource, cell: ({ consentSource }) => consentSource },
  { heading: FIELD_NAMES.kind, cell: ({ kind }) => KIND_NAMES[kind] },
  { heading: FIELD_NAMES.tags, cell: ({ tags }) => tags.join(', ') },
  { heading: FIELD_NAMES.lastContact, cell: ({ lastContact }) => lastContact },
  { heading: FIELD_NAMES.source, cell: ({ source }) => source },
  { heading: FIELD_NAMES.note, cell: ({ note }) => note },
  // By this an import knows the entry again, whatever was changed in the file.
  { heading: 'Kenmerk', cell: ({ id }) => id },
];

const COLUMNS: Record<Extent, Column[]> = {
  post: [...NAME, ...ADDRESS],
  contact: [...NAME, ...REACHED],
  everything: [...NAME, ...ADDRESS, ...REACHED, ...REST],
};

/** What of each person stands in such a file, for the ledger. */
export const CONTENTS_IN: Record<Extent, Content[]> = {
  post: ['name', 'organisation', 'address'],
  contact: ['name', 'organisation', 'email', 'phone', 'ground'],
  everything: [
    ...['name', 'organisation', 'address', 'email', 'phone'],
    ...['contact', 'ground', 'tags', 'note'],
  ] as Content[],
};

/** The headings of a file. */
export function headingsOf(extent: Extent): string[] {
  return COLUMNS[extent].map(({ heading }) => heading);
}

/** An entry as a row of the file. Days are as ISO 8601 writes them, which every spreadsheet knows for dates. */
export function cellsOf(entry: Participant, extent: Extent): string[] {
  return COLUMNS[extent].map(({ cell }) => cell(entry));
}
