import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, eachRow, oneRow } from '../database/rows.ts';

const requestRow = z.object({
  kind: z.enum(['sign-up', 'leave-link', 'own-data', 'move']),
  address: z.string(),
  name: z.string(),
  form: z.string(),
  requestedAt: z.string(),
});
const suppressionRow = z.object({
  reason: z.enum(['left', 'removed', 'bounced', 'imported']),
  since: z.string(),
});
const knownRow = z.object({ id: z.string(), addressKey: z.string(), createdAt: z.string() });

/** What a form sent that nobody has decided about yet. */
export type OpenRequest = z.infer<typeof requestRow>;

/** Why, and since when, a keyed hash of an address is kept. */
export type Suppression = z.infer<typeof suppressionRow>;

/** A reader, for finding somebody who was erased. */
export type KnownReader = z.infer<typeof knownRow>;

/** What is kept around readers, and whether their data may be used. */
export type SubscriberPersonStore = ReturnType<typeof createSubscriberPersonStore>;

export function createSubscriberPersonStore(connection: Connection) {
  const prepare = (sql: string) => connection.prepare(sql);
  const requestsOf = prepare(`
    SELECT kind, address, name, form, requested_at AS requestedAt FROM newsletter_requests
    WHERE address_key IN (SELECT value FROM json_each(?)) ORDER BY id`);
  const removeRequests = prepare(`
    DELETE FROM newsletter_requests WHERE address_key IN (SELECT value FROM json_each(?))`);
  const suppression = prepare('SELECT reason, since FROM suppressions WHERE address_hash = ?');
  const restrictedAt = prepare('SELECT restricted_at FROM subscribers WHERE id = ?').pluck();
  const restrict = prepare('UPDATE subscribers SET restricted_at = @at WHERE id = @id');
  const all = prepare('SELECT id, address_key AS addressKey, created_at AS createdAt FROM subscribers');

  return {
    requestsOf: (addressKeys: string[]): OpenRequest[] =>
      allRows(requestRow, requestsOf, JSON.stringify(addressKeys)),
    removeRequests: (addressKeys: string[]): void => void removeRequests.run(JSON.stringify(addressKeys)),
    suppression: (addressHash: string): Suppression | undefined =>
      oneRow(suppressionRow, suppression, addressHash),
    /** Undefined for nobody, '' where it is not restricted. */
    restrictedAt: (id: string): string | undefined => z.string().optional().parse(restrictedAt.get(id)),
    restrict: (id: string, at: string): void => void restrict.run({ id, at }),
    all: (): Iterable<KnownReader> => eachRow(knownRow, all),
  };
}
