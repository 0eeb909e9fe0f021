import type { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows } from '../database/rows.ts';
import { type KnownBy, knownBy, participant } from './participant.ts';

const COLUMNS = `participants.id, email_key AS emailKey, postcode, house_number AS houseNumber, country,
  sort_key AS sortKey, first_name AS firstName, last_name AS lastName, organisation`;

const candidate = knownBy.extend(
  participant.pick({ firstName: true, lastName: true, organisation: true }).shape,
);

/** An entry that may be meant by a row of a list: what is compared of it. */
export type Candidate = z.infer<typeof candidate>;

export type RegisterImportSource = ReturnType<typeof createRegisterImportSource>;

/** Finding who may be meant by the rows of a list, in one question for many: a long list asks it very often. */
export function createRegisterImportSource(connection: Connection) {
  const like = connection.prepare(`
    SELECT ${COLUMNS} FROM json_each(@emailKeys) asked
      CROSS JOIN participants ON email_key = asked.value AND email_key <> ''
    UNION SELECT ${COLUMNS} FROM json_each(@addresses) asked
      CROSS JOIN participants ON postcode = asked.value ->> 0 AND postcode <> ''
        AND house_number = asked.value ->> 1 AND country = asked.value ->> 2
    UNION SELECT ${COLUMNS} FROM json_each(@sortKeys) asked
      CROSS JOIN participants ON sort_key = asked.value`);
  return {
    /** Those with one of these e-mail addresses, post addresses or exactly these names, each once. */
    like: (asked: KnownBy[]): Candidate[] => {
      const known = (what: (one: KnownBy) => unknown) => JSON.stringify(asked.map(what));
      return allRows(candidate, like, {
        emailKeys: known(({ emailKey }) => emailKey),
        addresses: known(({ postcode, houseNumber, country }) => [postcode, houseNumber, country]),
        sortKeys: known(({ sortKey }) => sortKey),
      });
    },
  };
}
