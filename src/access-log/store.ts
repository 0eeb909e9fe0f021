import type { Statement } from 'better-sqlite3';
import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';

const entry = z.object({
  id: z.number(),
  at: z.string(),
  staffId: z.string(),
  action: z.string(),
  persons: z.string().transform((json) => z.array(z.string()).parse(JSON.parse(json))),
});

const idRow = z.object({ id: z.number() });

/** One thing that a staff member did with persons: their opaque ids. `id` counts up. */
export type AccessLogEntry = z.infer<typeof entry>;

/** Whose rows, of whom of the staff, and of which actions; what is left out does not count. */
export type Wanted = {
  person?: Person | undefined;
  staffId?: string | undefined;
  actions?: readonly string[] | undefined;
};

/** Somebody of a list by their opaque id; the subject is what the list's actions begin with. */
export type Person = { subject: 'subscriber' | 'participant'; id: string };

/** How a row begins to name more people than it names one by one. */
export const ALL_OF = 'all-of';

const ENTRY = 'id, at, staff_id AS staffId, action, persons';
/** The index folds capitals: what it finds is looked at once more. Whose rows these are, is what there is least of. */
const OF_PERSON = `
  id IN (SELECT rowid FROM access_log_search WHERE access_log_search MATCH @words)
  AND (instr(persons, @quoted) > 0 OR (instr(persons, '"${ALL_OF}:') > 0 AND action GLOB @ofSubject))
  AND (@staffId IS NULL OR +staff_id = @staffId)
  AND (@actions IS NULL OR +action IN (SELECT value FROM json_each(@actions)))`;

export type AccessLogStore = ReturnType<typeof createAccessLogStore>;

export function createAccessLogStore(connection: Connection) {
  const prepare = (sql: string) => connection.prepare(sql);
  const bothWays = (condition: string) => ({
    before: prepare(`SELECT id FROM access_log WHERE id < @id AND ${condition} ORDER BY id DESC LIMIT @most`),
    after: prepare(`SELECT id FROM access_log WHERE id > @id AND ${condition} ORDER BY id LIMIT @most`),
  });
  const insert = prepare(
    'INSERT INTO access_log (at, staff_id, action, persons) VALUES (@at, @staffId, @action, @persons)',
  );
  const byId = prepare(`SELECT ${ENTRY} FROM access_log WHERE id = ?`);
  const byIds = prepare(
    `SELECT ${ENTRY} FROM access_log WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id DESC`,
  );
  const removeBefore = prepare('DELETE FROM access_log WHERE at < ?');
  const all = bothWays('true');
  const ofPerson = bothWays(OF_PERSON);
  const ofStaff = bothWays('staff_id = @staffId');
  const ofAction = bothWays('action = @action');
  const ofStaffAndAction = bothWays('staff_id = @staffId AND action = @action');

  return {
    insert: (row: Omit<AccessLogEntry, 'id'>): void => {
      insert.run({ ...row, persons: JSON.stringify(row.persons) });
    },
    byId: (id: number): AccessLogEntry | undefined => oneRow(entry, byId, id),
    /** The newest of the rows that are wanted and older than this one, the newest first. */
    before: (wanted: Wanted, id: number, most: number): AccessLogEntry[] => {
      const ids = idsOf(wanted, 'before', { id, most }).sort((one, other) => other - one);
      return rows(ids.slice(0, most));
    },
    /** The oldest of the rows that are wanted and newer than this one, the newest first too. */
    after: (wanted: Wanted, id: number, most: number): AccessLogEntry[] => {
      const ids = idsOf(wanted, 'after', { id, most }).sort((one, other) => one - other);
      return rows(ids.slice(0, most));
    },
    removeBefore: (moment: string): void => void removeBefore.run(moment),
  };

  /** At least the rows that come first, in any order: of each action as many as are asked for in all. */
  function idsOf(wanted: Wanted, way: 'before' | 'after', from: { id: number; most: number }): number[] {
    const { person, staffId, actions } = wanted;
    if (person !== undefined) return ids(ofPerson[way], { ...from, ...valuesOf(person, wanted) });
    if (actions === undefined) {
      return staffId === undefined ? ids(all[way], from) : ids(ofStaff[way], { ...from, staffId });
    }
    return actions.flatMap((action) =>
      staffId === undefined
        ? ids(ofAction[way], { ...from, action })
        : ids(ofStaffAndAction[way], { ...from, staffId, action }),
    );
  }

  function rows(which: number[]): AccessLogEntry[] {
    return allRows(entry, byIds, JSON.stringify(which));
  }
}

function ids(statement: Statement, values: object): number[] {
  return allRows(idRow, statement, values).map(({ id }) => id);
}

function valuesOf({ subject, id }: Person, { staffId, actions }: Wanted) {
  return {
    ...{ words: `"${id}" OR "${ALL_OF}"`, quoted: JSON.stringify(id), ofSubject: `${subject}.*` },
    ...{ staffId: staffId ?? null, actions: actions ? JSON.stringify(actions) : null },
  };
}
