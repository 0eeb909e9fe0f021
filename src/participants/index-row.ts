import type { IndexedRow, Looking, Range } from '../database/search-blocks.ts';
import type { Sort } from '../database/search-index.ts';
import { foldForSearch, wordsFor } from '../database/search-text.ts';
import { addressProblem } from './address.ts';
import { channelOf } from './channel.ts';
import { type Filter, type SortBy, sameName } from './filter.ts';
import type { Participant } from './participant.ts';

/** What the index needs of an entry. */
export type IndexedEntry = Omit<
  Participant,
  'firstName' | 'infix' | 'emailKey' | 'note' | 'version' | 'consentOn' | 'consentSource'
> & { sortKey: string; search: string };

/** The places of the keys in a row. */
const TOWN = 0;
const POSTCODE = 1;
const FIGURES = 2;
const CONTACT = 3;
const CHANGED = 4;
const ADDED = 5;
const ORGANISATION = 6;
const SOURCE = 7;

const SORTS: Record<SortBy, Sort | undefined> = {
  name: undefined,
  town: { key: TOWN },
  postcode: { key: POSTCODE },
  contact: { key: CONTACT },
  changed: { key: CHANGED, descending: true },
  added: { key: ADDED, descending: true },
};

/** Turns entries into rows of the index. Names that come back are folded once and kept once. */
export function createIndexRows(): (entry: IndexedEntry) => IndexedRow {
  const known = new Map<string, string>();
  const folded = (name: string): string => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const made = foldForSearch(name);
    known.set(name, made);
    return made;
  };
  return (entry) => ({
    id: entry.id,
    order: entry.sortKey,
    text: entry.search,
    labels: labelsOf(entry, folded),
    keys: keysOf(entry, folded),
  });
}

function labelsOf(entry: IndexedEntry, folded: (name: string) => string): string[] {
  const { kind, mailGround, country, tags } = entry;
  return [
    `kind ${kind}`,
    `ground ${mailGround}`,
    `channel ${channelOf(entry)}`,
    `being ${entry.lastName === '' ? 'organisation' : 'person'}`,
    ...(country === 'NL' ? ['NL'] : []),
    ...(entry.noPost ? ['noPost'] : []),
    ...(entry.noMail ? ['noMail'] : []),
    ...(addressProblem(entry) === undefined ? [] : ['doubtful']),
    ...tags.map((tag) => `tag ${folded(tag)}`),
  ];
}

function keysOf(entry: IndexedEntry, folded: (name: string) => string): IndexedRow['keys'] {
  const { country, postcode } = entry;
  const keys: IndexedRow['keys'] = [];
  keys[TOWN] = folded(entry.town);
  keys[POSTCODE] = country === 'NL' || postcode === '' ? postcode : `${country} ${postcode}`;
  keys[FIGURES] = country === 'NL' ? Number(/^\d{4}/.exec(postcode)?.[0] ?? 0) : 0;
  keys[CONTACT] = dayNumber(entry.lastContact);
  keys[CHANGED] = Date.parse(entry.updatedAt);
  keys[ADDED] = Date.parse(entry.createdAt);
  keys[ORGANISATION] = folded(entry.organisation);
  keys[SOURCE] = folded(entry.source);
  return keys;
}

/** A day as a number that sorts, 20260305; 0 for none. Numbers are compared much faster than texts. */
function dayNumber(day: string): number {
  return Number(day.replaceAll('-', ''));
}

/** A filter as the index is asked. Undefined where there was nothing in the search box to look for. */
export function lookingFor(filter: Filter): Looking | undefined {
  const words = wordsFor(filter.words);
  if (words.length === 0 && filter.words !== '') return undefined;
  return { words, has: hasOf(filter), lacks: lacksOf(filter), within: withinOf(filter) };
}

/** How the index sorts it; undefined for the order of the register. */
export function sortOf(filter: Filter): Sort | undefined {
  return SORTS[filter.sort];
}

function hasOf({
  kind,
  ground,
  channel,
  being,
  country,
  noPost,
  noMail,
  doubtful,
  tags,
}: Filter): string[][] {
  return [
    ...(kind ? [[`kind ${kind}`]] : []),
    ...(ground ? [[`ground ${ground}`]] : []),
    ...(channel ? [[`channel ${channel}`]] : []),
    ...(being ? [[`being ${being}`]] : []),
    ...(country === 'NL' ? [['NL']] : []),
    ...(noPost ? [['noPost']] : []),
    ...(noMail ? [['noMail']] : []),
    ...(doubtful ? [['doubtful']] : []),
    ...tags.map((tag) => [`tag ${sameName(tag)}`]),
  ];
}

function lacksOf({ country, noPost, noMail, withoutTag }: Filter): string[] {
  return [
    ...(country === 'abroad' ? ['NL'] : []),
    ...(noPost === false ? ['noPost'] : []),
    ...(noMail === false ? ['noMail'] : []),
    ...(withoutTag ? [`tag ${sameName(withoutTag)}`] : []),
  ];
}

function withinOf(filter: Filter): Range[] {
  const { town, organisation, source, noContactSince, postcodeFrom, postcodeTo } = filter;
  const exactly = (key: number, name: string) => ({ key, from: sameName(name), to: sameName(name) });
  const figures = { key: FIGURES, from: postcodeFrom ?? 1, to: postcodeTo };
  return [
    ...(town ? [exactly(TOWN, town)] : []),
    ...(organisation ? [exactly(ORGANISATION, organisation)] : []),
    ...(source ? [exactly(SOURCE, source)] : []),
    ...(noContactSince ? [{ key: CONTACT, to: dayNumber(noContactSince) - 1 }] : []),
    ...(postcodeFrom !== undefined || postcodeTo !== undefined ? [figures] : []),
  ];
}
