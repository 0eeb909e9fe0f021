import { join } from 'node:path';
import Database from 'better-sqlite3';
import { fillParticipants } from '../src/cli/demo.ts';
import { globsFor } from '../src/database/search-text.ts';
import type { Filter } from '../src/participants/filter.ts';
import { type Benchmark, type Measure, percentile, timed } from './benchmark.ts';
import { openServices } from './services.ts';

const ENTRIES = 100_000;
const TURNS = 10;

/** Of one to ten letters: in nearly every entry, in some, in one, in none; and several words at once. */
const SEARCHES: Record<number, string[]> = {
  1: ['e', 'z', 'q', '7', 'ÿ', '*'],
  2: ['an', 'ij', 'zz', '42', 'qx'],
  3: ['van', 'łuk', 'qqq', '123', 'a b'],
  4: ['vrie', '1234', 'jjjj', 'zoe '],
  5: ['jansen', 'visse', '98765', 'zzzzz'],
  6: ['wietsk', '060012', 'eeeeee', 'van de'],
  7: ['dijkstr', '0600123', 'annanna', 'jan vri'],
  8: ['brievenb', '06001234', 'xylofoon', '1234 abc'],
  9: ['dorpsstra', '060012345', 'nergensen', 'bea bos x'],
  10: ['.zuzanna.1', '0600123456', 'eeeeeeeeee', 'zwart ziel'],
};

/** Filters by themselves, together, with words, and sorted: what the list of staff can ask. */
const FILTERS: Partial<Filter>[] = [
  { kind: 'interested' },
  { tags: ['spreker'], withoutTag: 'bestuur' },
  { channel: 'letter', sort: 'postcode' },
  { ground: 'consent', noPost: false, sort: 'changed' },
  { town: 'Utrecht', words: 'jan' },
  { postcodeFrom: 3500, postcodeTo: 3599, words: 'e' },
  { noContactSince: '2024-01-01', sort: 'contact', words: 'van' },
  { organisation: 'Buurthuis De Brug', sort: 'town' },
  { doubtful: true },
  {
    kind: 'participant',
    channel: 'mail',
    noContactSince: '2024-01-01',
    tags: ['pers'],
    words: 'an',
    sort: 'town',
  },
];

export const benchmark: Benchmark = {
  name: 'search-register',
  unit: 'ms p99',
  against: 'a scan by SQLite for the first 50 names, without our code',
  promise: { atMost: 20 },
  start: async () => {
    const { services, folder, close } = await openServices();
    fillParticipants(services, ENTRIES);
    const scan = openScan(join(folder, 'site.db'));
    const measure = (name: string, searches: string[]): Measure => ({
      name,
      ours: () => worst(searches, (words) => services.participants.list({ words })),
      limit: () => worst(searches, scan.search),
    });
    return {
      measures: [
        measure('search-register', Object.values(SEARCHES).flat()),
        measure('search-register, 1 letter', SEARCHES[1] ?? []),
        measure('search-register, 10 letters', SEARCHES[10] ?? []),
        {
          name: 'search-register, filters',
          ours: () => worst(FILTERS, (filter) => services.participants.list(filter)),
          limit: () => worst(Object.values(SEARCHES).flat(), scan.search),
        },
      ],
      stop: () => {
        scan.close();
        close();
      },
    };
  },
};

/** The 99th percentile of all searches, each some times. */
function worst<Search>(searches: Search[], search: (asked: Search) => unknown): number {
  const turns = Array.from({ length: TURNS }, () => searches).flat();
  return percentile(
    turns.map((asked) => timed(() => search(asked))),
    0.99,
  );
}

/** The plainest way there is: one statement over one covering index, in a database of its own. */
function openScan(file: string) {
  const database = new Database(':memory:');
  database.prepare('ATTACH ? AS site').run(file);
  database.exec(`
    CREATE TABLE entries AS SELECT sort_key, id, search FROM site.participants ORDER BY sort_key, id;
    CREATE INDEX in_order ON entries (sort_key, id, search);
    DETACH site`);
  return { search, close: () => database.close() };

  function search(words: string): unknown[] {
    const globs = globsFor(words);
    const where = globs.map(() => 'search GLOB ?').join(' AND ');
    const sql = `SELECT id FROM entries INDEXED BY in_order WHERE ${where} ORDER BY sort_key, id LIMIT 50`;
    return database.prepare(sql).all(...globs);
  }
}
