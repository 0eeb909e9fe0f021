import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';
import {
  type Confirmation,
  type ConsentEvent,
  confirmationSchema,
  consentEventSchema,
  type Leaving,
  leavingSchema,
  type NewsletterRequest,
  requestSchema,
  type Subscriber,
  subscriberSchema,
} from './subscriber.ts';

const SUBSCRIBER = `id, address, address_key AS addressKey, name, state, leave_token AS leaveToken,
  created_at AS createdAt, changed_at AS changedAt`;
const REQUEST =
  'id, kind, address, address_key AS addressKey, name, wording, form, requested_at AS requestedAt, subscriber_id AS subscriberId';
const CONFIRMATION = `token_hash AS tokenHash, subscriber_id AS subscriberId, state, address,
  address_key AS addressKey, name, wording, form, requested_at AS requestedAt, mailed_at AS mailedAt,
  message_id AS messageId, expires_at AS expiresAt`;

const tokenRow = z.object({ leaveToken: z.string() });

export type SubscriberStore = ReturnType<typeof createSubscriberStore>;

export function createSubscriberStore(connection: Connection) {
  const prepare = (sql: string) => connection.prepare(sql);
  const addWording = prepare(
    'INSERT INTO consent_wordings (text, first_used_at) VALUES (@text, @now) ON CONFLICT (text) DO NOTHING',
  );
  const findWording = prepare('SELECT version FROM consent_wordings WHERE text = ?').pluck();

  const addRequest = prepare(`
    INSERT INTO newsletter_requests (kind, address, address_key, name, wording, form, requested_at, subscriber_id)
    VALUES (@kind, @address, @addressKey, @name, @wording, @form, @requestedAt, @subscriberId)`);
  const oldestRequest = prepare(`SELECT ${REQUEST} FROM newsletter_requests ORDER BY id LIMIT 1`);
  const removeRequest = prepare('DELETE FROM newsletter_requests WHERE id = ?');

  const byKey = prepare(`SELECT ${SUBSCRIBER} FROM subscribers WHERE address_key = ?`);
  const byId = prepare(`SELECT ${SUBSCRIBER} FROM subscribers WHERE id = ?`);
  const byLeaveToken = prepare(`SELECT ${SUBSCRIBER} FROM subscribers WHERE leave_token = ?`);
  const add = prepare(`
    INSERT INTO subscribers (id, address, address_key, name, state, leave_token, created_at, changed_at, search)
    VALUES (@id, @address, @addressKey, @name, @state, @leaveToken, @createdAt, @changedAt, @search)`);
  const update = prepare(`
    UPDATE subscribers SET address = @address, name = @name, state = @state, changed_at = @changedAt,
      search = @search WHERE id = @id`);
  const rename = prepare('UPDATE subscribers SET name = @name, search = @search WHERE id = @id');
  const changeAddress = prepare(
    'UPDATE subscribers SET address = @address, address_key = @addressKey, search = @search WHERE id = @id',
  );
  const changeState = prepare('UPDATE subscribers SET state = ?, changed_at = ? WHERE id = ?');
  const remove = prepare('DELETE FROM subscribers WHERE id = ?');

  const addConfirmation = prepare(`
    INSERT INTO confirmations (token_hash, subscriber_id, state, address, address_key, name, wording, form,
      requested_at, mailed_at, message_id, expires_at)
    VALUES (@tokenHash, @subscriberId, @state, @address, @addressKey, @name, @wording, @form,
      @requestedAt, @mailedAt, @messageId, @expiresAt)`);
  const findConfirmation = prepare(`SELECT ${CONFIRMATION} FROM confirmations WHERE token_hash = ?`);
  const confirmationsOf = prepare(
    `SELECT ${CONFIRMATION} FROM confirmations WHERE subscriber_id = ? ORDER BY requested_at`,
  );
  const markConfirmed = prepare(`UPDATE confirmations SET state = 'confirmed' WHERE token_hash = ?`);
  const renameConfirmations = prepare('UPDATE confirmations SET name = @name WHERE subscriber_id = @id');
  const withdrawAll = prepare(`UPDATE confirmations SET state = 'withdrawn' WHERE subscriber_id = ?`);

  const addEvent = prepare(`
    INSERT INTO consent_events (subscriber_id, at, kind, wording, detail)
    VALUES (@subscriberId, @at, @kind, @wording, @detail)`);
  const eventsOf = prepare(`
    SELECT e.at, e.kind, w.text AS wording, e.wording AS wordingVersion,
      iif(c.id IS NULL, e.detail, trim(substr(e.detail, length(c.id) + 1))) AS detail,
      iif(c.id IS NULL, NULL, json_object('list', c.list, 'group', c.group_name, 'basis', c.basis,
        'origin', c.origin, 'evidence', c.evidence, 'staffName', c.staff_name)) AS imported
    FROM consent_events e LEFT JOIN consent_wordings w ON w.version = e.wording
      LEFT JOIN imported_consents c
        ON e.kind IN ('imported', 'attested') AND c.id = CAST(e.detail AS INTEGER)
    WHERE e.subscriber_id = ? ORDER BY e.id`);

  const addLeaving = prepare(
    'INSERT INTO leavings (token_hash, subscriber_id, left_at) VALUES (@tokenHash, @subscriberId, @leftAt)',
  );
  const findLeaving = prepare(`
    SELECT subscriber_id AS subscriberId, left_at AS leftAt, undone, reason_given AS reasonGiven
    FROM leavings WHERE token_hash = ?`);
  const markUndone = prepare('UPDATE leavings SET undone = 1 WHERE token_hash = ?');
  const markReasonGiven = prepare('UPDATE leavings SET reason_given = 1 WHERE token_hash = ?');
  const addReason = prepare(
    'INSERT INTO leaving_reasons (month, reason, remark) VALUES (@month, @reason, @remark)',
  );

  const suppress = prepare(`
    INSERT INTO suppressions (address_hash, leave_token, reason, since)
    VALUES (@addressHash, @leaveToken, @reason, @since)
    ON CONFLICT (address_hash) DO UPDATE SET reason = excluded.reason, since = excluded.since`);
  const findSuppression = prepare(
    'SELECT leave_token AS leaveToken FROM suppressions WHERE address_hash = ?',
  );
  const suppressedToken = prepare('SELECT leave_token AS leaveToken FROM suppressions WHERE leave_token = ?');
  const liftSuppression = prepare('DELETE FROM suppressions WHERE address_hash = ?');

  const removeConfirmations = prepare('DELETE FROM confirmations WHERE requested_at < ?');
  const removeUnconfirmed = prepare(`
    DELETE FROM subscribers WHERE state = 'waiting' AND changed_at < ?
      AND NOT EXISTS (SELECT 1 FROM confirmations WHERE subscriber_id = subscribers.id)`);
  const removeLeavings = prepare('DELETE FROM leavings WHERE left_at < ?');
  const removeReasons = prepare('DELETE FROM leaving_reasons WHERE month < ?');
  // An imported consent is kept as long as anybody's proof names it.
  const removeUnusedConsents = prepare(`
    DELETE FROM imported_consents WHERE NOT EXISTS (SELECT 1 FROM reader_imports WHERE id = import_id AND hidden = 1)
      AND id NOT IN (
        SELECT CAST(detail AS INTEGER) FROM consent_events WHERE kind IN ('imported', 'attested'))`);
  const offBefore = prepare(
    `SELECT ${SUBSCRIBER} FROM subscribers WHERE state = @state AND changed_at < @moment LIMIT @most`,
  );
  const neverConsented = prepare(`
    SELECT ${SUBSCRIBER} FROM subscribers s WHERE state = 'blocked' AND changed_at < @moment AND NOT EXISTS (
      SELECT 1 FROM consent_events e
      WHERE e.subscriber_id = s.id AND e.kind IN ('confirmed', 'imported', 'attested'))
    LIMIT @most`);

  return {
    /** The number of this wording; a new one where these words were never used before. */
    wordingVersion: (text: string, now: string): number => {
      addWording.run({ text, now });
      return z.number().parse(findWording.get(text));
    },

    addRequest: (request: Omit<NewsletterRequest, 'id'>): void => void addRequest.run(request),
    oldestRequest: (): NewsletterRequest | undefined => oneRow(requestSchema, oldestRequest),
    removeRequest: (id: number): void => void removeRequest.run(id),

    byKey: (key: string): Subscriber | undefined => oneRow(subscriberSchema, byKey, key),
    byId: (id: string): Subscriber | undefined => oneRow(subscriberSchema, byId, id),
    byLeaveToken: (token: string): Subscriber | undefined => oneRow(subscriberSchema, byLeaveToken, token),
    add: (subscriber: Subscriber & { search: string }): void => void add.run(subscriber),
    update: (subscriber: Subscriber & { search: string }): void => void update.run(subscriber),
    /** The right name, also on what is still to be confirmed. */
    rename: (reader: { id: string; name: string; search: string }): void => {
      rename.run(reader);
      renameConfirmations.run({ id: reader.id, name: reader.name });
    },
    changeAddress: (reader: { id: string; address: string; addressKey: string; search: string }): void =>
      void changeAddress.run(reader),
    changeState: (id: string, state: Subscriber['state'], now: string): void =>
      void changeState.run(state, now, id),
    remove: (id: string): void => void remove.run(id),

    addConfirmation: (confirmation: Confirmation): void => void addConfirmation.run(confirmation),
    findConfirmation: (tokenHash: string): Confirmation | undefined =>
      oneRow(confirmationSchema, findConfirmation, tokenHash),
    confirmationsOf: (id: string): Confirmation[] => allRows(confirmationSchema, confirmationsOf, id),
    markConfirmed: (tokenHash: string): void => void markConfirmed.run(tokenHash),
    /** No link that was mailed before can confirm this person any more. */
    withdrawConfirmations: (id: string): void => void withdrawAll.run(id),

    addEvent: (event: {
      subscriberId: string;
      at: string;
      kind: ConsentEvent['kind'];
      wording: number | null;
      detail: string;
    }): void => void addEvent.run(event),
    eventsOf: (id: string): ConsentEvent[] => allRows(consentEventSchema, eventsOf, id),

    addLeaving: (leaving: { tokenHash: string; subscriberId: string; leftAt: string }): void =>
      void addLeaving.run(leaving),
    findLeaving: (tokenHash: string): Leaving | undefined => oneRow(leavingSchema, findLeaving, tokenHash),
    markUndone: (tokenHash: string): void => void markUndone.run(tokenHash),
    markReasonGiven: (tokenHash: string): void => void markReasonGiven.run(tokenHash),
    addReason: (reason: { month: string; reason: string; remark: string }): void =>
      void addReason.run(reason),

    suppress: (row: {
      addressHash: string;
      leaveToken: string;
      reason: 'left' | 'removed' | 'bounced';
      since: string;
    }): void => void suppress.run(row),
    suppressedLeaveToken: (addressHash: string): string | undefined =>
      oneRow(tokenRow, findSuppression, addressHash)?.leaveToken,
    isSuppressedToken: (token: string): boolean => suppressedToken.get(token) !== undefined,
    liftSuppression: (addressHash: string): void => void liftSuppression.run(addressHash),

    removeConfirmations: (requestedBefore: string): void => void removeConfirmations.run(requestedBefore),
    removeUnconfirmed: (changedBefore: string): void => void removeUnconfirmed.run(changedBefore),
    removeLeavings: (leftBefore: string): void => void removeLeavings.run(leftBefore),
    /** Why people left, in months before this one (YYYY-MM). */
    removeReasons: (month: string): void => void removeReasons.run(month),
    removeUnusedConsents: (): void => void removeUnusedConsents.run(),
    /** Who left, was blocked or was put aside before this moment. */
    offBefore: (state: 'left' | 'blocked' | 'put-aside', moment: string, most: number): Subscriber[] =>
      allRows(subscriberSchema, offBefore, { state, moment, most }),
    /** Who was blocked before this moment without ever having confirmed. */
    blockedUnconfirmed: (moment: string, most: number): Subscriber[] =>
      allRows(subscriberSchema, neverConsented, { moment, most }),
  };
}
