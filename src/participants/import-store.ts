import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import type { KnownBy } from './participant.ts';

const ids = z.array(z.string());

export type RegisterImportSource = ReturnType<typeof createRegisterImportSource>;

/** Finding who may be meant by the rows of a list, in one question for many: a long list asks it very often. */
export function createRegisterImportSource(connection: Connection) {
  const like = connection
    .prepare(`
    SELECT participants.id FROM json_each(@ids) asked CROSS JOIN participants ON participants.id = asked.value
    UNION SELECT participants.id FROM json_each(@emailKeys) asked
      CROSS JOIN participants ON email_key = asked.value AND email_key <> ''
    UNION SELECT participants.id FROM json_each(@addresses) asked
      CROSS JOIN participants ON postcode = asked.value ->> 0 AND postcode <> ''
        AND house_number = asked.value ->> 1 AND country = asked.value ->> 2
    UNION SELECT participants.id FROM json_each(@sortKeys) asked
      CROSS JOIN participants ON sort_key = asked.value`)
    .pluck();
  return {
    /** Those with one of these marks, e-mail addresses, post addresses or exactly these names, each once. */
    like: (asked: KnownBy[]): string[] => {
      const known = (what: (one: KnownBy) => unknown) => JSON.stringify(asked.map(what));
      return ids.parse(
        like.all({
          ids: known(({ id }) => id),
          emailKeys: known(({ emailKey }) => emailKey),
          addresses: known(({ postcode, houseNumber, country }) => [postcode, houseNumber, country]),
          sortKeys: known(({ sortKey }) => sortKey),
        }),
      );
    },
  };
}
