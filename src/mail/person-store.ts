import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows } from '../database/rows.ts';
import type { Person } from '../person.ts';
import type { KeyedHash } from '../secrets.ts';

const mailRow = z.object({
  kind: z.string(),
  subject: z.string(),
  /** Empty once it was sent. */
  text: z.string(),
  state: z.string(),
  at: z.string(),
  finishedAt: z.string().nullable(),
  answer: z.string(),
});

/** A mail to one person, on its way or sent. */
export type MailOfPerson = z.infer<typeof mailRow>;

/** What the outbox keeps of one person. */
export type OutboxPersonStore = ReturnType<typeof createOutboxPersonStore>;

export function createOutboxPersonStore(connection: Connection, hash: KeyedHash) {
  const found = `
    SELECT id FROM outbox WHERE person IN (SELECT value FROM json_each(@subscribers)) AND person <> ''
    UNION SELECT id FROM outbox
      WHERE address_hash IN (SELECT value FROM json_each(@addresses)) AND address_hash <> ''`;
  const ofPerson = connection.prepare(`
    SELECT kind, subject, text, state, created_at AS at, finished_at AS finishedAt, answer
    FROM outbox WHERE id IN (${found}) ORDER BY created_at, id`);
  const forget = connection.prepare(`DELETE FROM outbox WHERE id IN (${found})`);

  return {
    held: (person: Person): MailOfPerson[] => allRows(mailRow, ofPerson, asked(person)),
    /** What was not sent yet is not sent any more. */
    forget: (person: Person): void => void forget.run(asked(person)),
  };

  function asked({ subscribers, addressKeys }: Person) {
    const addresses = addressKeys.map((key) => hash('outbox', key));
    return { subscribers: JSON.stringify(subscribers), addresses: JSON.stringify(addresses) };
  }
}
