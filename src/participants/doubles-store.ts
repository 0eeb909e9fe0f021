import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, eachRow, oneRow } from '../database/rows.ts';
import { type Comparable, DOUBLE_REASONS, type Double } from './finding-doubles.ts';

const text = z.string();
const comparable = z.object({
  ...{ id: text, firstName: text, lastName: text, organisation: text, postcode: text },
  ...{ houseNumber: text, town: text, emailKey: text, phone: text },
});
const double = z.object({ oneId: text, otherId: text, reason: z.enum(DOUBLE_REASONS), rank: z.number() });
const search = z.object({
  asked: z.number().transform((stored) => stored === 1),
  searchedAt: z.string().nullable(),
  revision: z.number(),
});

/** When was last looked for doubles, up to which change of the register, and whether staff asked for it anew. */
export type DoublesSearch = z.infer<typeof search>;

export type DoublesStore = ReturnType<typeof createDoublesStore>;

export function createDoublesStore(connection: Connection) {
  const prepare = (sql: string) => connection.prepare(sql);
  const entries = prepare(`
    SELECT id, first_name AS firstName, last_name AS lastName, organisation, postcode,
      house_number AS houseNumber, town, email_key AS emailKey, phone
    FROM participants ORDER BY sort_key, id`);
  const clear = prepare('DELETE FROM participant_doubles');
  const add = prepare(`
    INSERT INTO participant_doubles (one_id, other_id, reason, rank)
    SELECT @oneId, @otherId, @reason, @rank
    WHERE EXISTS (SELECT 1 FROM participants WHERE id = @oneId)
      AND EXISTS (SELECT 1 FROM participants WHERE id = @otherId)
      AND NOT EXISTS (SELECT 1 FROM participant_differences WHERE one_id = @oneId AND other_id = @otherId)`);
  const page = prepare(`
    SELECT one_id AS oneId, other_id AS otherId, reason, rank FROM participant_doubles
    ORDER BY rank, one_id, other_id LIMIT @most OFFSET @skip`);
  const count = prepare('SELECT count(*) FROM participant_doubles').pluck();
  const drop = prepare('DELETE FROM participant_doubles WHERE one_id = @oneId AND other_id = @otherId');
  const differ = prepare(`
    INSERT OR IGNORE INTO participant_differences (one_id, other_id, staff_id, at)
    VALUES (@oneId, @otherId, @staffId, @at)`);
  const differs = prepare('SELECT 1 FROM participant_differences WHERE one_id = ? AND other_id = ?').pluck();
  const state = prepare(
    'SELECT asked, searched_at AS searchedAt, revision FROM participant_doubles_search WHERE id = 1',
  );
  const ask = prepare('UPDATE participant_doubles_search SET asked = 1 WHERE id = 1');
  const done = prepare(
    'UPDATE participant_doubles_search SET asked = 0, searched_at = @at, revision = @revision WHERE id = 1',
  );

  return {
    entries: (): Iterable<Comparable> => eachRow(comparable, entries),
    /** Puts these in the place of what was found before; without who is gone, and without who are known to be two. */
    replace: (doubles: Double[]): void => {
      clear.run();
      for (const each of doubles) add.run(each);
    },
    page: (most: number, skip: number): Double[] => allRows(double, page, { most, skip }),
    count: (): number => z.number().parse(count.get()),
    differ: (pair: { oneId: string; otherId: string; staffId: string; at: string }): void => {
      drop.run({ oneId: pair.oneId, otherId: pair.otherId });
      differ.run(pair);
    },
    differs: (oneId: string, otherId: string): boolean => differs.get(oneId, otherId) !== undefined,
    search: (): DoublesSearch => oneRow(search, state) ?? { asked: false, searchedAt: null, revision: 0 },
    ask: (): void => void ask.run(),
    /** Notes that was looked, up to this change. */
    searched: (at: string, upTo: number): void => void done.run({ at, revision: upTo }),
  };
}
