import { foldForSearch } from '../database/search-text.ts';
import { isDay } from '../templates/day.ts';
import { CHANNELS, type Channel } from './channel.ts';
import { KINDS, type Kind, MAIL_GROUNDS, type MailGround } from './participant.ts';

export const SORTS = ['name', 'town', 'postcode', 'contact', 'changed', 'added'] as const;
/** By name; by town or postcode; by last contact (the longest ago first); by what changed or came last. */
export type SortBy = (typeof SORTS)[number];

/** Which entries of the register, and in which order. What is left out is not asked about; all of the rest has to be so. */
export type Filter = {
  /** As typed in the search box. */
  words: string;
  kind?: Kind | undefined;
  /** Has all of these labels. */
  tags: string[];
  withoutTag?: string | undefined;
  channel?: Channel | undefined;
  ground?: MailGround | undefined;
  noPost?: boolean | undefined;
  noMail?: boolean | undefined;
  /** An entry of an organisation without a person, or of a person. */
  being?: 'organisation' | 'person' | undefined;
  /** The name of an organisation: itself and everybody of it. */
  organisation?: string | undefined;
  town?: string | undefined;
  /** The figures of Dutch postcodes, both ends included: 3500 up to 3599. */
  postcodeFrom?: number | undefined;
  postcodeTo?: number | undefined;
  country?: 'NL' | 'abroad' | undefined;
  /** No contact since this day, YYYY-MM-DD; also whoever there was never contact with. */
  noContactSince?: string | undefined;
  source?: string | undefined;
  /** Has an address in which something can't be right, or is missing. */
  doubtful?: boolean | undefined;
  sort: SortBy;
};

/** Everybody, in the order of the register. */
export const EVERYBODY: Filter = { words: '', tags: [], sort: 'name' };

/** A query as express or a form gives it: names with a value, or with several. */
export type Query = Record<string, unknown> | URLSearchParams;

const MOST_CHARACTERS = 200;
const MOST_TAGS = 20;

/** The names in the address, which kept questions and old bookmarks hold on to. */
const NAMES = {
  words: 'q',
  kind: 'soort',
  tags: 'label',
  withoutTag: 'zonder',
  channel: 'via',
  ground: 'grond',
  noPost: 'geenpost',
  noMail: 'geenmail',
  being: 'wie',
  organisation: 'organisatie',
  town: 'plaats',
  postcodeFrom: 'vanaf',
  postcodeTo: 'tot',
  country: 'land',
  noContactSince: 'stil',
  source: 'herkomst',
  doubtful: 'nakijken',
  sort: 'volgorde',
} as const satisfies Record<keyof Filter, string>;

/** Reads a filter from the query of the list, or from what `filterText` made. What makes no sense is left out. */
export function readFilter(query: Query): Filter {
  const values = (name: string) => valuesIn(query, name);
  const first = (field: keyof Filter) => values(NAMES[field])[0] ?? '';
  const text = (field: keyof Filter) => first(field) || undefined;
  const one = <Value extends string>(field: keyof Filter, of: readonly Value[]) =>
    of.find((value) => value === first(field));
  const yesOrNo = (field: keyof Filter) => ({ ja: true, nee: false })[first(field)];
  return {
    words: first('words'),
    kind: one('kind', KINDS),
    tags: [...new Set(values(NAMES.tags).filter(Boolean))].slice(0, MOST_TAGS),
    withoutTag: text('withoutTag'),
    channel: one('channel', CHANNELS),
    ground: one('ground', MAIL_GROUNDS),
    noPost: yesOrNo('noPost'),
    noMail: yesOrNo('noMail'),
    being: one('being', ['organisation', 'person']),
    organisation: text('organisation'),
    town: text('town'),
    postcodeFrom: figures(first('postcodeFrom')),
    postcodeTo: figures(first('postcodeTo')),
    country: one('country', ['NL', 'abroad']),
    noContactSince: isDay(first('noContactSince')) ? first('noContactSince') : undefined,
    source: text('source'),
    doubtful: yesOrNo('doubtful') || undefined,
    sort: one('sort', SORTS) ?? 'name',
  };
}

/** The filter as the query of an address: what `readFilter` reads. Empty for everybody. */
export function filterText(filter: Filter): string {
  const query = new URLSearchParams();
  for (const [field, name] of Object.entries(NAMES) as [keyof Filter, string][]) {
    const value = filter[field];
    if (value === EVERYBODY[field] || value === undefined) continue;
    for (const each of Array.isArray(value) ? value : [value]) query.append(name, written(each));
  }
  return query.toString();
}

/** How many things the filter asks about, besides the words in the search box. */
export function conditionsIn(filter: Filter): number {
  const text = filterText({ ...filter, words: '', sort: 'name' });
  return text === '' ? 0 : text.split('&').length;
}

function written(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'ja' : 'nee';
  return String(value);
}

function valuesIn(query: Query, name: string): string[] {
  const names = [name, `${name}[]`];
  const found =
    query instanceof URLSearchParams
      ? names.flatMap((each) => query.getAll(each))
      : names.flatMap((each) => query[each]);
  return found.filter((value) => typeof value === 'string').map(tidy);
}

function tidy(value: string): string {
  const plain = value.replaceAll(/\p{Cc}/gu, ' ').trim();
  return plain.slice(0, MOST_CHARACTERS).toWellFormed();
}

function figures(typed: string): number | undefined {
  return /^\d{4}$/.test(typed) ? Number(typed) : undefined;
}

/** A name as filters compare it: of a label, a town, an organisation, a source. */
export function sameName(name: string): string {
  return foldForSearch(name);
}
