import type { Connection } from '../database/open.ts';
import { createListPersonStore } from '../tables/list-person-store.ts';
import { REGISTER_LISTS } from './store.ts';

/** What lists for the register keep of one person. */
export function createRegisterListPersonStore(connection: Connection) {
  const mine = 'participant_id IN (SELECT value FROM json_each(@participants))';
  return createListPersonStore(connection, REGISTER_LISTS, mine);
}
