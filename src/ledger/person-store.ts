import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows } from '../database/rows.ts';
import type { Person } from '../person.ts';
import { ledgerEntry } from './entry.ts';

const row = ledgerEntry
  .pick({ at: true, kind: true, activity: true, contents: true })
  .extend({ lostAt: z.string().nullable() });

/** A file that somebody is in; `lostAt`: since when staff know that it was lost. */
export type FileWithPerson = z.infer<typeof row>;

/** What the ledger keeps of one person. */
export type LedgerPersonStore = ReturnType<typeof createLedgerPersonStore>;

export function createLedgerPersonStore(connection: Connection) {
  const prepare = (sql: string) => connection.prepare(sql);
  const found = `
    SELECT ledger_number, participant_id FROM ledger_people
      WHERE participant_id IN (SELECT value FROM json_each(@ids))
    UNION SELECT ledger_number, participant_id FROM ledger_people
      WHERE merged_into IN (SELECT value FROM json_each(@ids)) AND merged_into IS NOT NULL`;
  const ofPerson = prepare(`
    SELECT l.at, l.kind, l.activity, l.contents, i.noticed_at AS lostAt
    FROM ledger l LEFT JOIN incidents i ON i.ledger_id = l.id
    WHERE l.number IN (SELECT ledger_number FROM (${found})) ORDER BY l.at, l.number`);
  const count = prepare(`
    UPDATE ledger SET forgotten = forgotten + f.people
    FROM (SELECT ledger_number, count(*) AS people FROM (${found}) GROUP BY ledger_number) f
    WHERE number = f.ledger_number`);
  const forget = prepare(`DELETE FROM ledger_people WHERE (ledger_number, participant_id) IN (${found})`);

  return {
    held: ({ participants }: Person): FileWithPerson[] =>
      allRows(row, ofPerson, { ids: JSON.stringify(participants) }),
    /** How many were in each file stays; who they were goes. */
    forget: ({ participants }: Person): void => {
      count.run({ ids: JSON.stringify(participants) });
      forget.run({ ids: JSON.stringify(participants) });
    },
  };
}
