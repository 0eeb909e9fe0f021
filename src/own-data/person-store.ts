import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows } from '../database/rows.ts';
import { asJson, type Person } from '../person.ts';
import { moveSchema } from './link.ts';

const MOVES = `
  SELECT token_hash AS tokenHash, subscriber_id AS subscriberId, state, from_key AS fromKey, address,
    address_key AS addressKey, requested_at AS requestedAt, mailed_at AS mailedAt, message_id AS messageId,
    expires_at AS expiresAt
  FROM address_moves WHERE subscriber_id IN (SELECT value FROM json_each(?)) ORDER BY requested_at`;

const linkRow = z.object({ expiresAt: z.string() });

/** What one's own page keeps of one person. What hangs on a reader or an entry goes with it. */
export type OwnDataPersonStore = ReturnType<typeof createOwnDataPersonStore>;

export function createOwnDataPersonStore(connection: Connection) {
  const moves = connection.prepare(MOVES);
  const links = connection.prepare(`
    SELECT expires_at AS expiresAt FROM own_data_links WHERE subscriber_id IN (SELECT value FROM json_each(@subscribers))
    UNION ALL SELECT expires_at FROM own_entry_links
      WHERE participant_id IN (SELECT value FROM json_each(@participants))
    ORDER BY 1`);
  const forgetMoves = connection.prepare(
    'DELETE FROM address_moves WHERE address_key IN (SELECT value FROM json_each(?))',
  );

  return {
    held: (person: Person) => ({
      moves: allRows(moveSchema, moves, asJson(person).subscribers),
      links: allRows(linkRow, links, asJson(person)),
    }),
    /** Also the wish of somebody else to move to one of these addresses. */
    forget: ({ addressKeys }: Person): void => void forgetMoves.run(JSON.stringify(addressKeys)),
  };
}
