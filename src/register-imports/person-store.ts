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

/** A row of a list for the register that is about one person. */
export type RegisterListRow = z.infer<typeof row>;

/** What lists for the register keep of one person. */
export type RegisterListPersonStore = ReturnType<typeof createRegisterListPersonStore>;

export function createRegisterListPersonStore(connection: Connection) {
  const prepare = (sql: string) => connection.prepare(sql);
  // Without an index, which would cost each list time. The second part looks into what was not looked at yet: such a list is gone in a day.
  const found = `
    SELECT list_id, number FROM register_list_rows
      WHERE participant_id IN (SELECT value FROM json_each(@participants))
    UNION SELECT list_id, number FROM register_lists CROSS JOIN register_list_rows ON list_id = id
      WHERE state IN ('received', 'read', 'checking', 'checked', 'applying')
        AND EXISTS (SELECT 1 FROM json_each(@addressKeys) keys WHERE instr(lower(cells), keys.value) > 0)`;
  const ofPerson = prepare(`
    SELECT l.file_name AS fileName, l.staff_name AS staffName, l.created_at AS at, r.cells
    FROM (${found}) f JOIN register_list_rows r ON r.list_id = f.list_id AND r.number = f.number
    JOIN register_lists l ON l.id = r.list_id ORDER BY l.created_at, r.number`);
  const seen = prepare(`
    SELECT l.id, l.columns, r.cells FROM (${found}) f
    JOIN register_list_rows r ON r.list_id = f.list_id AND r.number = f.number
    JOIN register_lists l ON l.id = r.list_id WHERE l.columns IS NOT NULL`);
  const setSeen = prepare('UPDATE register_lists SET columns = ? WHERE id = ?');
  const forget = prepare(`DELETE FROM register_list_rows WHERE (list_id, number) IN (${found})`);

  return {
    held: (person: Person): RegisterListRow[] => allRows(row, ofPerson, asked(person)),
    /** The rows, and what was kept of them to show what is in the columns. */
    forget: (person: Person): void => {
      const rows = allRows(seenRow, seen, asked(person));
      const texts = new Set([...rows.flatMap(({ cells }) => cells), ...person.addressKeys].filter(Boolean));
      for (const { id, columns } of rows) setSeen.run(JSON.stringify(withoutTexts(columns, texts)), id);
      forget.run(asked(person));
    },
  };
}

function asked({ participants, addressKeys }: Person) {
  return { participants: JSON.stringify(participants), addressKeys: JSON.stringify(addressKeys) };
}
