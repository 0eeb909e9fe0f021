import type { Connection } from '../database/open.ts';
import { createListPersonStore } from '../tables/list-person-store.ts';
import { READER_LISTS } from './store.ts';

/** What lists of readers keep of one person. */
export function createReaderListPersonStore(connection: Connection) {
  return createListPersonStore(
    connection,
    READER_LISTS,
    `subscriber_id IN (SELECT value FROM json_each(@subscribers))
      OR address_key IN (SELECT value FROM json_each(@addressKeys))`,
  );
}
