import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows } from '../database/rows.ts';
import { asJson, type Person } from '../person.ts';

const row = z.object({ at: z.string(), sender: z.string(), subject: z.string(), text: z.string() });

/** A returned mail that nobody made out, and that says it is about one person. */
export type UnrecognisedOfPerson = z.infer<typeof row>;

/** What is kept of one person in returned mail that was not made out. */
export type BouncePersonStore = ReturnType<typeof createBouncePersonStore>;

export function createBouncePersonStore(connection: Connection) {
  const found = `
    SELECT id FROM unrecognised_mails WHERE about_id IN (SELECT value FROM json_each(@subscribers))
      AND about_id IS NOT NULL
    UNION SELECT id FROM unrecognised_mails
      WHERE lower(about_address) IN (SELECT value FROM json_each(@addressKeys)) AND about_address <> ''`;
  const ofPerson = connection.prepare(`
    SELECT received_at AS at, sender, subject, text FROM unrecognised_mails WHERE id IN (${found})
    ORDER BY received_at, id`);
  const forget = connection.prepare(`DELETE FROM unrecognised_mails WHERE id IN (${found})`);

  return {
    held: (person: Person): UnrecognisedOfPerson[] => allRows(row, ofPerson, asJson(person)),
    forget: (person: Person): void => void forget.run(asJson(person)),
  };
}
