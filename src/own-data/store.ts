import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';
import { type Link, linkSchema, type Move, moveSchema } from './link.ts';

const MOVE = `token_hash AS tokenHash, subscriber_id AS subscriberId, state, from_key AS fromKey, address,
  address_key AS addressKey, requested_at AS requestedAt, mailed_at AS mailedAt, message_id AS messageId,
  expires_at AS expiresAt`;

export type OwnDataStore = ReturnType<typeof createOwnDataStore>;

export function createOwnDataStore(connection: Connection) {
  const addLink = connection.prepare(`
    INSERT INTO own_data_links (token_hash, subscriber_id, address_key, expires_at)
    VALUES (@tokenHash, @subscriberId, @addressKey, @expiresAt)`);
  const findLink = connection.prepare(`
    SELECT subscriber_id AS subscriberId, address_key AS addressKey, expires_at AS expiresAt
    FROM own_data_links WHERE token_hash = ?`);
  const addMove = connection.prepare(`
    INSERT INTO address_moves (token_hash, subscriber_id, state, from_key, address, address_key, requested_at,
      mailed_at, message_id, expires_at)
    VALUES (@tokenHash, @subscriberId, @state, @fromKey, @address, @addressKey, @requestedAt,
      @mailedAt, @messageId, @expiresAt)`);
  const findMove = connection.prepare(`SELECT ${MOVE} FROM address_moves WHERE token_hash = ?`);
  const movesOf = connection.prepare(
    `SELECT ${MOVE} FROM address_moves WHERE subscriber_id = ? ORDER BY requested_at, expires_at`,
  );
  const withdrawMoves = connection.prepare(
    `UPDATE address_moves SET state = 'withdrawn' WHERE subscriber_id = ? AND state = 'open'`,
  );
  const confirmMove = connection.prepare(`UPDATE address_moves SET state = 'confirmed' WHERE token_hash = ?`);
  const removeLinks = connection.prepare('DELETE FROM own_data_links WHERE expires_at < ?');
  const removeMoves = connection.prepare('DELETE FROM address_moves WHERE expires_at < ?');

  return {
    addLink: (link: Link & { tokenHash: string }): void => void addLink.run(link),
    findLink: (tokenHash: string): Link | undefined => oneRow(linkSchema, findLink, tokenHash),
    addMove: (move: Move): void => void addMove.run(move),
    findMove: (tokenHash: string): Move | undefined => oneRow(moveSchema, findMove, tokenHash),
    movesOf: (subscriberId: string): Move[] => allRows(moveSchema, movesOf, subscriberId),
    /** No link of an earlier wish to move is worth anything any more. */
    withdrawMoves: (subscriberId: string): void => void withdrawMoves.run(subscriberId),
    confirmMove: (tokenHash: string): void => void confirmMove.run(tokenHash),
    removeExpired: (before: string): void => {
      removeLinks.run(before);
      removeMoves.run(before);
    },
  };
}
