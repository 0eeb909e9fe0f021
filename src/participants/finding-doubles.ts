import { foldForSearch } from '../database/search-text.ts';

/** What is compared of an entry. */
export type Comparable = {
  id: string;
  firstName: string;
  lastName: string;
  organisation: string;
  postcode: string;
  houseNumber: string;
  town: string;
  emailKey: string;
  phone: string;
};

export const DOUBLE_REASONS = ['email', 'address', 'name'] as const;

/** By what two entries are alike: one e-mail address; one postcode, number and last name; nearly one name. */
export type DoubleReason = (typeof DOUBLE_REASONS)[number];

/** Two entries that are perhaps one person. Rank 1 is the likeliest; `oneId` sorts before `otherId`. */
export type Double = { oneId: string; otherId: string; reason: DoubleReason; rank: number };

/** An entry made ready to compare. */
type Ready = Comparable & { first: string; last: string; name: string; place: string; dialled: string };

/** More people of one name are no longer told apart by it alone. */
const RARE = 3;

/** Up to so many alike ones are all compared with one another; of more each with its neighbour. */
const ALL_PAIRS = 12;

/** Rows are numbered in the low bits of a number that still sorts exactly. */
const ROW_BITS = 2 ** 20;

/**
 * Pairs of entries that are perhaps one person, the likeliest first. It takes about a second for 100,000
 * entries: equal keys by sorting, near-equal names by what is left of them when one letter is left out, so
 * that nobody is compared with everybody.
 */
export function findDoubles(entries: Iterable<Comparable>): Double[] {
  const ready = Array.from(entries, makeReady);
  const found = new Map<string, Double>();
  const keep = (one: Ready, other: Ready, reason: DoubleReason, rank: number) => {
    const [oneId, otherId] = one.id < other.id ? [one.id, other.id] : [other.id, one.id];
    const known = found.get(oneId + otherId);
    if (oneId !== otherId && (known === undefined || known.rank > rank)) {
      found.set(oneId + otherId, { oneId, otherId, reason, rank });
    }
  };
  for (const [one, other] of pairsBy(ready, ({ emailKey }) => emailKey)) {
    keep(one, other, 'email', mayBeOneName(one, other) ? 1 : 4);
  }
  for (const [one, other] of pairsBy(ready, addressKey)) {
    keep(one, other, 'address', mayBeOneName(one, other) ? 2 : 5);
  }
  for (const [one, other] of pairsByRareName(ready)) keep(one, other, 'name', 3);
  for (const [one, other] of nearPairs(ready)) keep(one, other, 'name', 3);
  return [...found.values()].sort((one, other) => one.rank - other.rank);
}

function makeReady(entry: Comparable): Ready {
  const first = foldForSearch(entry.firstName);
  const last = foldForSearch(entry.lastName || entry.organisation);
  return {
    ...entry,
    first,
    last,
    name: `${first} ${last}`.trim(),
    place: foldForSearch(entry.town),
    dialled: entry.phone.replaceAll(/\D/g, '').slice(-9),
  };
}

function addressKey({ postcode, houseNumber, last }: Ready): string {
  return postcode === '' || houseNumber === '' ? '' : `${postcode} ${houseNumber} ${last}`;
}

/** Whether two entries that have something else in common are likely one person, by their names. */
export function areAlike(one: Comparable, other: Comparable): boolean {
  return mayBeOneName(makeReady(one), makeReady(other));
}

/**
 * Whether two names can be of one person: nearly one last name, and of the first names one is not known, or is
 * the other's beginning, or nearly equal.
 */
function mayBeOneName(one: Ready, other: Ready): boolean {
  if (!areNear(one.last, other.last)) return false;
  const [short = '', long = ''] = [one.first, other.first].sort((a, b) => a.length - b.length);
  return long.startsWith(short) || areNear(short, long);
}

/** Entries with the same key, two by two. An empty key is none. */
function* pairsBy(entries: Ready[], keyOf: (entry: Ready) => string): Generator<[Ready, Ready]> {
  for (const alike of grouped(entries, keyOf)) yield* pairsIn(alike);
}

/** The same name, which hardly anybody else has: somebody who moved, or of whom no address is known. */
function* pairsByRareName(entries: Ready[]): Generator<[Ready, Ready]> {
  const persons = entries.filter(({ first, lastName }) => first.length > 1 && lastName !== '');
  for (const alike of grouped(persons, ({ name }) => name)) if (alike.length <= RARE) yield* pairsIn(alike);
}

function grouped(entries: Ready[], keyOf: (entry: Ready) => string): Ready[][] {
  const groups = new Map<string, Ready[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    if (key === '') continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}

function* pairsIn(alike: Ready[]): Generator<[Ready, Ready]> {
  const reach = alike.length <= ALL_PAIRS ? alike.length : 2;
  for (const [place, one] of alike.entries()) {
    for (const other of alike.slice(place + 1, place + reach)) yield [one, other];
  }
}

/** Nearly the same name in one town, and nothing that tells them apart. */
function* nearPairs(entries: Ready[]): Generator<[Ready, Ready]> {
  for (const rows of runsOf(hashesOf(entries))) {
    const alike = rows.flatMap((row) => entries[row] ?? []);
    for (const [one, other] of pairsIn(alike)) {
      if (one.place === other.place && areOnePerson(one, other)) yield [one, other];
    }
  }
}

function areOnePerson(one: Ready, other: Ready): boolean {
  if (!areNear(one.name, other.name) && turned(one.name) !== turned(other.name)) return false;
  if (one.dialled !== '' && one.dialled === other.dialled) return true;
  if (one.postcode === '' || other.postcode === '') return true;
  return one.postcode.slice(0, 4) === other.postcode.slice(0, 4);
}

/** The words of a name in alphabetical order: `vries anna` and `anna vries` are one. */
function turned(name: string): string {
  return name.split(' ').sort().join(' ');
}

/**
 * Of each entry the hashes of its name, of its name turned, and of its name with one letter left out, each with
 * its town and its row. Two names that differ by one letter have one of these in common.
 */
function hashesOf(entries: Ready[]): Float64Array {
  const hashes: number[] = [];
  for (const [row, { name, place }] of entries.entries()) {
    if (name.length < 4) continue;
    const start = hashOn(0x811c9dc5, `${place}|`);
    const add = (hash: number) => hashes.push(hash * ROW_BITS + (row % ROW_BITS));
    add(hashOn(start, name));
    add(hashOn(start, turned(name)));
    for (let left = 0; left < name.length; left += 1) add(hashOn(start, name, left));
  }
  return Float64Array.from(hashes).sort();
}

/** A hash of 32 bits (FNV-1a), going on from another one, with one letter left out. */
function hashOn(start: number, text: string, leftOut = -1): number {
  let hash = start;
  for (let place = 0; place < text.length; place += 1) {
    if (place !== leftOut) hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  }
  return hash >>> 0;
}

/** The rows that share a hash. */
function* runsOf(hashes: Float64Array): Generator<number[]> {
  let from = 0;
  for (let at = 1; at <= hashes.length; at += 1) {
    if (hashPart(hashes[at]) === hashPart(hashes[from])) continue;
    if (at - from > 1) yield [...new Set(Array.from(hashes.subarray(from, at), (hash) => hash % ROW_BITS))];
    from = at;
  }
}

function hashPart(hash: number | undefined): number {
  return Math.floor((hash ?? -1) / ROW_BITS);
}

/** Whether two names are the same but for one letter: another, one more, one less, or two that changed places. */
export function areNear(one: string, other: string): boolean {
  if (one === other) return true;
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  const shortest = Math.min(one.length, other.length);
  while (end < shortest - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const [first, second] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  if (/\d/.test(first + second)) return false;
  if (first.length <= 1 && second.length <= 1) return true;
  return first.length === 2 && first === [...second].reverse().join('');
}
