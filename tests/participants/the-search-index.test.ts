import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSearchIndex, type IndexedRow } from '../../src/database/search-index.ts';
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
  group: fc.constantFrom('one', 'two'),
  text: letters(8),
});
const step = fc.record({
  puts: fc.oneof(fc.array(row, { maxLength: 3 }), fc.array(row, { minLength: 300, maxLength: 700 })),
  drops: fc.array(fc.integer({ min: 0, max: 900 }).map(String), { maxLength: 40 }),
  words: fc.array(
    letters(3).map((word) => word.replaceAll(' ', '')),
    { maxLength: 2 },
  ),
  group: fc.constantFrom(undefined, 'one', 'two'),
  most: fc.integer({ min: 1, max: 60 }),
});

it('finds what a walk along all rows finds, in the same order, through any changes, forwards and back', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 6 }), fc.constantFrom(3, 1000), (steps, keep) => {
      const { source, put, drop, inOrder } = createSource(keep);
      const index = createSearchIndex(source);
      for (const { puts, drops, words, group, most } of steps) {
        puts.forEach(put);
        drops.forEach(drop);
        const looking = { words: words.filter((word) => word !== ''), group };
        const expected = inOrder()
          .filter((candidate) => group === undefined || candidate.group === group)
          .filter(({ text }) => looking.words.every((word) => text.includes(word)))
          .map(({ id }) => id);
        const first = index.find(looking, { most });
        expect(first).toEqual({
          ids: expected.slice(0, most),
          earlier: false,
          later: expected.length > most,
        });
        const after = expected[most - 1];
        if (after === undefined) continue;
        const second = index.find(looking, { after, most });
        expect(second.ids).toEqual(expected.slice(most, 2 * most));
        const from = second.ids.at(-1);
        if (from === undefined) continue;
        const end = expected.indexOf(from);
        expect(index.find(looking, { before: from, most })).toEqual({
          ids: expected.slice(Math.max(0, end - most), end),
          earlier: end > most,
          later: true,
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
