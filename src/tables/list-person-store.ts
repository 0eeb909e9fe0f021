import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows } from '../database/rows.ts';
import { asJson, type Person } from '../person.ts';
import { columnSchema, withoutTexts } from './columns.ts';
import { listRowSchema } from './list.ts';
import type { ListTables } from './list-store.ts';

const row = listRowSchema.pick({ cells: true }).extend({
  fileName: z.string(),
  staffName: z.string(),
  at: z.string(),
});

const seenRow = listRowSchema.pick({ cells: true }).extend({
  id: z.string(),
  /** What was seen in the columns, as JSON. */
  columns: z.string().transform((text) => z.array(columnSchema).parse(JSON.parse(text))),
});

/** A row of a list that is about one person. Its cells are empty once they were used. */
export type ListRowOfPerson = z.infer<typeof row>;

/**
 * What lists that came in keep of one person. `mine` is the condition by which a row that was looked at is about
 * that person, on `@subscribers`, `@participants` and `@addressKeys`.
 */
export function createListPersonStore(
  connection: Connection,
  { lists, rows, list, open }: ListTables,
  mine: string,
) {
  const prepare = (sql: string) => connection.prepare(sql);
  const states = [...open, 'applying'].map((state) => `'${state}'`).join(', ');
  // Without an index: it would cost each list a fifth of its time, and looking through 100,000 rows takes a blink.
  // The second part looks into what was not looked at yet: such a list is gone in a day.
  const found = `
    SELECT ${list} AS list, number FROM ${rows} WHERE ${mine}
    UNION SELECT ${list}, number FROM ${lists} CROSS JOIN ${rows} ON ${list} = id
      WHERE state IN (${states})
        AND EXISTS (SELECT 1 FROM json_each(@addressKeys) keys WHERE instr(lower(cells), keys.value) > 0)`;
  const here = `(${found}) f JOIN ${rows} r ON r.${list} = f.list AND r.number = f.number JOIN ${lists} l ON l.id = f.list`;
  const ofPerson = prepare(`
    SELECT l.file_name AS fileName, l.staff_name AS staffName, l.created_at AS at, r.cells
    FROM ${here} ORDER BY l.created_at, r.number`);
  const seen = prepare(`SELECT l.id, l.columns, r.cells FROM ${here} WHERE l.columns IS NOT NULL`);
  const setSeen = prepare(`UPDATE ${lists} SET columns = ? WHERE id = ?`);
  const forget = prepare(`DELETE FROM ${rows} WHERE (${list}, number) IN (${found})`);

  return {
    held: (person: Person): ListRowOfPerson[] => allRows(row, ofPerson, asJson(person)),
    /** The rows, and what was kept of them to show what is in the columns. */
    forget: (person: Person): void => {
      const found = allRows(seenRow, seen, asJson(person));
      const texts = new Set([...found.flatMap(({ cells }) => cells), ...person.addressKeys].filter(Boolean));
      for (const { id, columns } of found) setSeen.run(JSON.stringify(withoutTexts(columns, texts)), id);
      forget.run(asJson(person));
    },
  };
}
