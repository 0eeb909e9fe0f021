import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import type { KindId } from './kinds.ts';

/** How many there are, and how many are past their term: `@past` is the moment before which they have to be gone. */
type Look = { held: string; past?: string };

/**
 * Looks at each kind from outside: not with the statements that remove it, so that a fault there is seen here.
 * Whatever has no `past` has no term.
 */
const LOOKS: Record<KindId, Look> = {
  // A turn is worth nothing from the moment on at which all are back.
  'form-turns': rows('rate_limits', `full_at < unixepoch(@past) * 1000`),
  requests: rows('newsletter_requests', 'requested_at < @past'),
  unconfirmed: {
    held: `SELECT count(*) FROM subscribers WHERE state = 'waiting'`,
    past: `SELECT (SELECT count(*) FROM confirmations WHERE requested_at < @past) +
      (SELECT count(*) FROM subscribers s WHERE state = 'waiting' AND changed_at < @past
        AND NOT EXISTS (SELECT 1 FROM confirmations c WHERE c.subscriber_id = s.id))`,
  },
  readers: { held: `SELECT count(*) FROM subscribers WHERE state = 'subscribed'` },
  left: some('subscribers', `state = 'left'`, 'changed_at < @past'),
  blocked: some('subscribers', `state = 'blocked'`, 'changed_at < @past'),
  'put-aside': some('subscribers', `state = 'put-aside'`, 'changed_at < @past'),
  'leaving-links': rows('leavings', 'left_at < @past'),
  'leaving-reasons': rows('leaving_reasons', 'month < substr(@past, 1, 7)'),
  suppressions: { held: 'SELECT count(*) FROM suppressions' },
  'imported-consents': { held: 'SELECT count(*) FROM imported_consents' },
  'reader-lists': {
    held: 'SELECT count(*) FROM imports',
    past: `SELECT count(*) FROM imports WHERE state IN ('applied', 'undone') AND changed_at < @past
      AND (EXISTS (SELECT 1 FROM import_rows WHERE import_id = imports.id)
        OR EXISTS (SELECT 1 FROM imported_readers WHERE import_id = imports.id))`,
  },
  deliveries: {
    held: 'SELECT count(*) FROM sendings WHERE started_at IS NOT NULL AND forgotten_at IS NULL',
    past: 'SELECT count(*) FROM sendings WHERE finished_at < @past AND forgotten_at IS NULL',
  },
  bounces: rows('bounces', 'at < @past'),
  'unrecognised-mails': rows('unrecognised_mails', 'received_at < @past'),
  'own-data-links': {
    held: `SELECT (SELECT count(*) FROM own_data_links) + (SELECT count(*) FROM own_entry_links)
      + (SELECT count(*) FROM address_moves)`,
    past: `SELECT (SELECT count(*) FROM own_data_links WHERE expires_at < @past)
      + (SELECT count(*) FROM own_entry_links WHERE expires_at < @past)
      + (SELECT count(*) FROM address_moves WHERE expires_at < @past)`,
  },
  'waiting-mail': {
    held: 'SELECT count(*) FROM outbox WHERE finished_at IS NULL',
    // Also what is sent and still holds its text or its address.
    past: `SELECT count(*) FROM outbox WHERE finished_at IS NULL AND created_at < @past
      OR finished_at IS NOT NULL AND (recipient <> '' OR text <> '' OR html <> '' OR attachments <> '[]')`,
  },
  'sent-mail': {
    held: 'SELECT count(*) FROM outbox WHERE finished_at IS NOT NULL',
    past: 'SELECT count(*) FROM outbox WHERE finished_at < @past',
  },
  register: {
    held: 'SELECT count(*) FROM participants',
    past: `SELECT count(*) FROM participants
      WHERE coalesce(nullif(last_contact, ''), substr(created_at, 1, 10)) < substr(@past, 1, 10)`,
  },
  'register-history': rows('participant_history', 'at < @past'),
  'removed-entries': {
    held: `SELECT count(DISTINCT participant_id) FROM participant_history h
      WHERE NOT EXISTS (SELECT 1 FROM participants p WHERE p.id = h.participant_id)`,
    past: `SELECT count(*) FROM (SELECT 1 FROM participant_history h
      WHERE NOT EXISTS (SELECT 1 FROM participants p WHERE p.id = h.participant_id)
      GROUP BY participant_id HAVING max(at) < @past)`,
  },
  'stay-questions': rows('stay_questions', 'asked_at < @past AND wants_out_at IS NULL'),
  doubles: { held: 'SELECT count(*) FROM participant_doubles' },
  'register-lists': {
    held: 'SELECT count(*) FROM register_lists',
    past: `SELECT count(*) FROM register_lists WHERE state IN ('applied', 'undone') AND changed_at < @past
      AND EXISTS (SELECT 1 FROM register_list_rows WHERE list_id = register_lists.id)`,
  },
  invitations: {
    held: 'SELECT count(*) FROM invitations',
    past: `SELECT count(*) FROM invitations JOIN meetings m ON m.id = meeting_id WHERE m.ends_at < @past`,
  },
  needs: {
    held: `SELECT count(*) FROM invitations WHERE needs <> ''`,
    past: `SELECT count(*) FROM invitations JOIN meetings m ON m.id = meeting_id
      WHERE m.ends_at < @past AND needs <> ''`,
  },
  documents: rows('meeting_documents', 'removed_at < @past'),
  staff: { held: 'SELECT count(*) FROM staff WHERE left_at IS NULL' },
  'former-staff': some('staff', 'left_at IS NOT NULL', 'left_at < @past'),
  'second-factors': { held: 'SELECT (SELECT count(*) FROM code_apps) + (SELECT count(*) FROM passkeys)' },
  'half-signed-in': {
    held: 'SELECT (SELECT count(*) FROM half_signed_in) + (SELECT count(*) FROM passkey_questions)',
    past: `SELECT (SELECT count(*) FROM half_signed_in WHERE expires_at < @past)
      + (SELECT count(*) FROM passkey_questions WHERE expires_at < @past)`,
  },
  'kept-texts': rows('kept_texts', 'kept_at < @past'),
  'staff-invitations': rows('staff_invitations', 'created_at < @past'),
  sessions: rows('sessions', 'created_at < @past'),
  devices: rows('known_devices', 'last_used_at < @past'),
  'access-log': rows('access_log', 'at < @past'),
  ledger: {
    held: 'SELECT count(*) FROM ledger',
    past: `SELECT count(*) FROM ledger WHERE at < @past
      AND NOT EXISTS (SELECT 1 FROM incidents WHERE ledger_id = ledger.id)`,
  },
  incidents: rows('incidents', 'recorded_at < @past'),
  breaches: rows('breaches', 'recorded_at < @past'),
  'rights-requests': rows('rights_requests', `outcome <> '' AND closed_on < substr(@past, 1, 10)`),
  erasures: rows('erasures', 'erased_at < @past'),
};

/** Counts, and nothing else: no row of another feature leaves this file. */
export type LookingStore = ReturnType<typeof createLookingStore>;

export function createLookingStore(connection: Connection) {
  const statements = Object.fromEntries(
    Object.entries(LOOKS).map(([kind, { held, past }]) => [
      kind,
      { held: connection.prepare(held).pluck(), past: past && connection.prepare(past).pluck() },
    ]),
  );

  return {
    held: (kind: KindId): number => z.number().parse(statements[kind]?.held.get()),
    /** How many are of before this moment; 0 for what has no term. */
    before: (kind: KindId, past: string): number =>
      z.number().parse(statements[kind]?.past ? statements[kind].past.get({ past }) : 0),
  };
}

function rows(table: string, past: string): Look {
  return { held: `SELECT count(*) FROM ${table}`, past: `SELECT count(*) FROM ${table} WHERE ${past}` };
}

function some(table: string, which: string, past: string): Look {
  const held = `SELECT count(*) FROM ${table} WHERE ${which}`;
  return { held, past: `${held} AND ${past}` };
}
