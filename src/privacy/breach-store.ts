import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';
import { KIND_IDS } from '../retention/kinds.ts';

export const breachContent = z.object({
  /** When staff noticed: from then on there are 72 hours. UTC, ISO 8601. */
  noticedAt: z.string(),
  /** In the words of staff; what is not known is empty. */
  what: z.string(),
  /** The kinds of data that it is about. */
  kinds: z.array(z.enum(KIND_IDS)),
  people: z.string(),
  consequences: z.string(),
  measures: z.string(),
  /** The day on which the authority was told, and the people: YYYY-MM-DD, or empty. */
  reportedAt: z.string(),
  toldAt: z.string(),
  /** Why the authority or the people were not told. */
  whyNot: z.string(),
});

/** What staff write down of a data breach. */
export type BreachContent = z.infer<typeof breachContent>;

const breach = breachContent.extend({
  id: z.string(),
  recordedAt: z.string(),
  staffName: z.string(),
  version: z.number(),
});

/** A data breach that was written down. */
export type Breach = z.infer<typeof breach>;

const row = breach.extend({
  kinds: z.string().transform((json) => breach.shape.kinds.parse(JSON.parse(json))),
});

const COLUMNS = `id, recorded_at AS recordedAt, staff_name AS staffName, noticed_at AS noticedAt, what, kinds, people,
  consequences, measures, reported_at AS reportedAt, told_at AS toldAt, why_not AS whyNot, version`;

export type BreachStore = ReturnType<typeof createBreachStore>;

export function createBreachStore(connection: Connection) {
  const insert = connection.prepare(`
    INSERT INTO breaches (id, recorded_at, staff_name, noticed_at, what, kinds, people, consequences, measures,
      reported_at, told_at, why_not, version)
    VALUES (@id, @recordedAt, @staffName, @noticedAt, @what, @kinds, @people, @consequences, @measures,
      @reportedAt, @toldAt, @whyNot, @version)`);
  const update = connection.prepare(`
    UPDATE breaches SET noticed_at = @noticedAt, what = @what, kinds = @kinds, people = @people,
      consequences = @consequences, measures = @measures, reported_at = @reportedAt, told_at = @toldAt,
      why_not = @whyNot, version = @version
    WHERE id = @id`);
  const byId = connection.prepare(`SELECT ${COLUMNS} FROM breaches WHERE id = ?`);
  const all = connection.prepare(`SELECT ${COLUMNS} FROM breaches ORDER BY noticed_at DESC, id`);
  const removeOld = connection.prepare('DELETE FROM breaches WHERE recorded_at < ?');

  return {
    insert: (one: Breach): void => void insert.run(asColumns(one)),
    update: (one: Breach): void => void update.run(asColumns(one)),
    byId: (id: string): Breach | undefined => oneRow(row, byId, id),
    /** The newest first. */
    all: (): Breach[] => allRows(row, all),
    removeOld: (moment: string): void => void removeOld.run(moment),
  };
}

function asColumns({ kinds, ...rest }: Breach) {
  return { ...rest, kinds: JSON.stringify(kinds) };
}
