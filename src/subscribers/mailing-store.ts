import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows } from '../database/rows.ts';
import { NOT_HIDDEN } from './list-store.ts';

const readerSchema = z.object({
  id: z.string(),
  address: z.string(),
  addressKey: z.string(),
  leaveToken: z.string(),
});

/** A reader as the sending of an issue needs them. */
export type MailedReader = z.infer<typeof readerSchema>;

const leaverSchema = z.object({ subscriberId: z.string(), at: z.string() });

/** Somebody who left, and when. */
export type Leaver = z.infer<typeof leaverSchema>;

/** What the sending of an issue asks about the readers. */
export type MailingStore = ReturnType<typeof createMailingStore>;

export function createMailingStore(connection: Connection) {
  // The plus keeps SQLite from the index by state: it would sort the whole list for each page.
  const forSending = connection.prepare(`
    SELECT id, address, address_key AS addressKey, leave_token AS leaveToken
    FROM subscribers WHERE id > ? AND state = 'subscribed' AND restricted_at = '' AND ${NOT_HIDDEN} ORDER BY id LIMIT ?`);
  const isSubscribed = connection
    .prepare(`SELECT 1 FROM subscribers WHERE id = ? AND state = 'subscribed' AND restricted_at = ''`)
    .pluck();
  const leavers = connection.prepare(`
    SELECT subscriber_id AS subscriberId, at FROM consent_events e
    WHERE kind = 'left' AND at >= ? AND at < ? AND NOT EXISTS (
      SELECT 1 FROM consent_events r
      WHERE r.subscriber_id = e.subscriber_id AND r.id > e.id AND r.kind = 'returned')
    ORDER BY at`);

  return {
    /** Readers who are on the list and may be mailed, by id, from the one after `after` (the first where it is left out). */
    forSending: (after: string | undefined, most: number): MailedReader[] =>
      allRows(readerSchema, forSending, after ?? '', most),
    /** Whether this reader is on the list at this moment, and may be mailed. */
    isSubscribed: (id: string): boolean => isSubscribed.get(id) !== undefined,
    /** Who left between two moments, and did not take it back. */
    leaversBetween: (from: string, until: string): Leaver[] => allRows(leaverSchema, leavers, from, until),
  };
}
