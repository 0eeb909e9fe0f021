import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows } from '../database/rows.ts';
import type { Person } from '../person.ts';
import { columnSchema, withoutTexts } from '../tables/columns.ts';

const row = z.object({
  fileName: z.string(),
  staffName: z.string(),
  at: z.string(),
  /** What stood in the row, as JSON; `[]` once it was used. */
  cells: z.string().transform((json) => z.array(z.string()).parse(JSON.parse(json))),
});

const seenRow = z.object({
  id: z.string(),
  /** What was seen in the columns, as JSON. */
  columns: z.string().transform((json) => z.array(columnSchema).parse(JSON.parse(json))),
  cells: z.string().transform((json) => z.array(z.string()).parse(JSON.parse(json))),
});

/** A row of a list of readers that is about one person. */
export type ReaderListRow = z.infer<typeof row>;

/** What lists of readers keep of one person. */
export type ReaderListPersonStore = ReturnType<typeof createReaderListPersonStore>;

export function createReaderListPersonStore(connection: Connection) {
  const prepare = (sql: string) => connection.prepare(sql);
  // Without an index: it would cost each list a fifth of its time, and looking through 100,000 rows takes a blink.
  // The second part looks into what was not looked at yet: such a list is gone in a day.
  const found = `
    SELECT import_id, number FROM import_rows WHERE subscriber_id IN (SELECT value FROM json_each(@subscribers))
      OR address_key IN (SELECT value FROM json_each(@addressKeys))
    UNION SELECT import_id, number FROM imports CROSS JOIN import_rows ON import_id = id
      WHERE state IN ('received', 'read', 'mapped', 'checking', 'checked', 'applying')
        AND EXISTS (SELECT 1 FROM json_each(@addressKeys) keys WHERE instr(lower(cells), keys.value) > 0)`;
  const ofPerson = prepare(`
    SELECT i.file_name AS fileName, i.staff_name AS staffName, i.created_at AS at, r.cells
    FROM (${found}) f JOIN import_rows r ON r.import_id = f.import_id AND r.number = f.number
    JOIN imports i ON i.id = r.import_id ORDER BY i.created_at, r.number`);
  const seen = prepare(`
    SELECT l.id, l.columns, r.cells FROM (${found}) f
    JOIN import_rows r ON r.import_id = f.import_id AND r.number = f.number
    JOIN imports l ON l.id = r.import_id WHERE l.columns IS NOT NULL`);
  const setSeen = prepare('UPDATE imports SET columns = ? WHERE id = ?');
  const forget = prepare(`DELETE FROM import_rows WHERE (import_id, number) IN (${found})`);

  return {
    held: (person: Person): ReaderListRow[] => allRows(row, ofPerson, asked(person)),
    /** The rows, and what was kept of them to show what is in the columns. */
    forget: (person: Person): void => {
      const rows = allRows(seenRow, seen, asked(person));
      const texts = new Set([...rows.flatMap(({ cells }) => cells), ...person.addressKeys].filter(Boolean));
      for (const { id, columns } of rows) setSeen.run(JSON.stringify(withoutTexts(columns, texts)), id);
      forget.run(asked(person));
    },
  };
}

function asked({ subscribers, addressKeys }: Person) {
  return { subscribers: JSON.stringify(subscribers), addressKeys: JSON.stringify(addressKeys) };
}
