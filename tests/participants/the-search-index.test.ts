import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { IndexedRow, Looking } from '../../src/database/search-blocks.ts';
import { createSearchIndex, type Sort } from '../../src/database/search-index.ts';
import { foldForSearch, globsFor, wordsFor } from '../../src/database/search-text.ts';

/** A source that remembers its last changes, as the database does. */
function createSource(keep: number) {
  const rows = new Map<string, IndexedRow>();
  const changes: string[] = [];
  const inOrder = () =>
    [...rows.values()].sort((one, other) => compare(one.order, other.order) || compare(one.id, other.id));
  return {
    inOrder,
    put: (row: IndexedRow) => {
      rows.set(row.id, row);
      changes.push(row.id);
    },
    drop: (id: string) => {
      rows.delete(id);
      changes.push(id);
    },
    source: {
      rows: (from: string, before: string | undefined) =>
        inOrder().filter(({ order }) => order >= from && (before === undefined || order < before)),
      orderOf: (id: string) => rows.get(id)?.order,
      lastChange: () => changes.length,
      changedAfter: (number: number) => (changes.length - number > keep ? undefined : changes.slice(number)),
    },
  };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

const letters = (most: number) =>
  fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é', ' '), maxLength: most });
const row = fc.record({
  id: fc.integer({ min: 0, max: 900 }).map(String),
  order: letters(4),
  text: letters(8),
  labels: fc.uniqueArray(fc.constantFrom('red', 'green', 'blue'), { maxLength: 3 }),
  keys: fc.tuple(fc.constantFrom('', 'a', 'b', 'c'), fc.integer({ min: 0, max: 9 })),
});
const looking = fc.record({
  words: fc.array(
    letters(3).map((word) => word.replaceAll(' ', '')),
    { maxLength: 2 },
  ),
  has: fc.array(fc.uniqueArray(fc.constantFrom('red', 'green', 'blue', 'none'), { minLength: 1 }), {
    maxLength: 2,
  }),
  lacks: fc.array(fc.constantFrom('red', 'green', 'none'), { maxLength: 1 }),
  within: fc.array(
    fc.oneof(
      fc.record({ key: fc.constant(0), from: fc.constantFrom('', 'a', 'b'), to: fc.constantFrom('b', 'c') }),
      fc.record({
        key: fc.constant(1),
        from: fc.constantFrom(undefined, 2),
        to: fc.constantFrom(undefined, 7),
      }),
    ),
    { maxLength: 2 },
  ),
});
const step = fc.record({
  puts: fc.oneof(fc.array(row, { maxLength: 3 }), fc.array(row, { minLength: 300, maxLength: 700 })),
  drops: fc.array(fc.integer({ min: 0, max: 900 }).map(String), { maxLength: 40 }),
  looking,
  sort: fc.option(fc.record({ key: fc.constantFrom(0, 1), descending: fc.boolean() }), { nil: undefined }),
  most: fc.integer({ min: 1, max: 60 }),
});

/** The plainest way to say which rows are meant. */
function isHit({ text, labels, keys }: IndexedRow, { words, has = [], lacks = [], within = [] }: Looking) {
  return (
    words.every((word) => text.includes(word)) &&
    has.every((group) => group.some((label) => labels.includes(label))) &&
    !lacks.some((label) => labels.includes(label)) &&
    within.every(({ key, from, to }) => {
      const value = keys[key] ?? '';
      return (from === undefined || value >= from) && (to === undefined || value <= to);
    })
  );
}

/** Rows by a key, those without it last, equal ones as they stood. */
function byKey(rows: IndexedRow[], { key, descending = false }: Sort): IndexedRow[] {
  const isEmpty = (value: unknown) => value === '' || value === 0;
  const valued = rows.filter(({ keys }) => !isEmpty(keys[key]));
  const sorted = valued.toSorted(({ keys: one }, { keys: other }) => {
    const [first, second] = [one[key] ?? '', other[key] ?? ''];
    return first === second ? 0 : (first < second ? -1 : 1) * (descending ? -1 : 1);
  });
  return [...sorted, ...rows.filter(({ keys }) => isEmpty(keys[key]))];
}

it('finds what a walk along all rows finds, in the same order, through any changes, forwards and back', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 6 }), fc.constantFrom(3, 1000), (steps, keep) => {
      const { source, put, drop, inOrder } = createSource(keep);
      const index = createSearchIndex(source);
      for (const { puts, drops, looking: asked, sort, most } of steps) {
        puts.forEach(put);
        drops.forEach(drop);
        const question = { ...asked, words: asked.words.filter((word) => word !== '') };
        const hits = inOrder().filter((candidate) => isHit(candidate, question));
        expect(index.all(question)).toEqual(hits.map(({ id }) => id));
        expect(index.count(question)).toBe(hits.length);
        const expected = (sort === undefined ? hits : byKey(hits, sort)).map(({ id }) => id);
        const first = index.find(question, { most, sort });
        expect(first).toEqual({
          ids: expected.slice(0, most),
          earlier: false,
          later: expected.length > most,
          count: expected.length,
        });
        const after = expected[most - 1];
        if (after === undefined) continue;
        const second = index.find(question, { after, most, sort });
        expect(second.ids).toEqual(expected.slice(most, 2 * most));
        const from = second.ids.at(-1);
        if (from === undefined) continue;
        const end = expected.indexOf(from);
        expect(index.find(question, { before: from, most, sort })).toEqual({
          ids: expected.slice(Math.max(0, end - most), end),
          earlier: end > most,
          later: true,
          count: expected.length,
        });
      }
    }),
    { numRuns: 60, interruptAfterTimeLimit: 20_000 },
  );
});

it('folds once and for all', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const folded = foldForSearch(text);
      expect(foldForSearch(folded)).toBe(folded);
      expect(folded).not.toMatch(/[\n\t]| {2}|^ | $/);
    }),
    { numRuns: 300 },
  );
});

it.each([
  ["Zoë O'Brien", 'zoe obrien'],
  ['J.P. Łukasik-Ğöz', 'jp lukasik goz'],
  ['STRAẞE', 'strasse'],
  ['İstanbul ışık', 'istanbul isik'],
  ['Ĳssel', 'ijssel'],
  ["'s-Gravenhage", 's gravenhage'],
  ['06-12 34', '06 12 34'],
])('folds %s to %s', (text, folded) => {
  expect(foldForSearch(text)).toBe(folded);
});

it('looks for the longest word first, and not twice for a word within another one', () => {
  expect(wordsFor('jan an jansen Ö')).toEqual(['jansen', 'o']);
  expect(globsFor('a*[b?')).toEqual(['*a[*][[]b[?]*']);
});
