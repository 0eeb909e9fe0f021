import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';
import { type ImportedConsent, STATES, type State, type Subscriber, subscriberSchema } from './subscriber.ts';

const eventRow = z.object({ kind: z.string(), detail: z.string() });
const hashRow = z.object({ hash: z.string(), importId: z.string().nullable() });
const doneRow = z.object({
  subscriberId: z.string(),
  was: z.enum([...STATES, '']),
  wasChangedAt: z.string(),
  changedAt: z.string(),
  name: z.string(),
});

/** What a list did to one reader: the state before ('' for one who was added), and how it left them. */
export type Done = z.infer<typeof doneRow>;

/** What the store keeps of a suppression that came with a list. */
export type ListedSuppression = {
  addressHash: string;
  leaveToken: string;
  reason: 'imported' | 'bounced';
  since: string;
  importId: string;
};

/** What lists did to the readers, for the proof and for the undo. */
export type ReaderImportStore = ReturnType<typeof createReaderImportStore>;

export function createReaderImportStore(connection: Connection) {
  const prepare = (sql: string) => connection.prepare(sql);
  const known = prepare(`
    SELECT s.id, address, address_key AS addressKey, name, state, leave_token AS leaveToken,
      created_at AS createdAt, changed_at AS changedAt
    FROM json_each(?) asked CROSS JOIN subscribers s ON address_key = asked.value`);
  const suppressed = prepare(`
    SELECT address_hash AS hash, import_id AS importId FROM json_each(?) asked CROSS JOIN suppressions ON address_hash = asked.value`);
  const begin = prepare('INSERT INTO reader_imports (id, moment, hidden) VALUES (?, ?, 1)');
  const momentOf = prepare('SELECT moment FROM reader_imports WHERE id = ?').pluck();
  const isTaken = prepare(`
    SELECT 1 WHERE EXISTS (SELECT 1 FROM subscribers WHERE created_at = @moment)
      OR EXISTS (SELECT 1 FROM reader_imports WHERE moment = @moment)`).pluck();
  const hide = prepare('UPDATE reader_imports SET hidden = ? WHERE id = ?');
  const addConsent = prepare(`
    INSERT INTO imported_consents (import_id, list, group_name, basis, origin, evidence, staff_name, recorded_at)
    VALUES (@importId, @list, @group, @basis, @origin, @evidence, @staffName, @recordedAt)`);
  const note = prepare(`
    INSERT INTO imported_readers (import_id, subscriber_id, was, was_changed_at, changed_at, name)
    VALUES (@importId, @subscriberId, @was, @wasChangedAt, @changedAt, @name) ON CONFLICT DO NOTHING`);
  const done = prepare(`
    SELECT subscriber_id AS subscriberId, was, was_changed_at AS wasChangedAt, changed_at AS changedAt, name
    FROM imported_readers WHERE import_id = ? LIMIT ?`);
  const doneTo = prepare(`
    SELECT subscriber_id AS subscriberId, was, was_changed_at AS wasChangedAt, changed_at AS changedAt, name
    FROM json_each(?) asked CROSS JOIN imported_readers ON import_id = ? AND subscriber_id = asked.value`);
  const forget = prepare('DELETE FROM imported_readers WHERE import_id = ? AND subscriber_id = ?');
  const forgetSome = prepare(`
    DELETE FROM imported_readers WHERE import_id = @importId AND subscriber_id IN
      (SELECT subscriber_id FROM imported_readers WHERE import_id = @importId LIMIT @most)`);
  const suppress = prepare(`
    INSERT INTO suppressions (address_hash, leave_token, reason, since, import_id)
    VALUES (@addressHash, @leaveToken, @reason, @since, @importId)`);
  const liftSome = prepare(`
    DELETE FROM suppressions WHERE address_hash IN
      (SELECT address_hash FROM suppressions
       WHERE import_id = ? AND reason IN ('imported', 'bounced') LIMIT ?)`);
  const lastOwn = prepare(`
    SELECT max(at) FROM consent_events WHERE subscriber_id = ? AND kind = 'confirmed'`).pluck();
  const lastEvent = prepare(
    'SELECT kind, detail FROM consent_events WHERE subscriber_id = ? ORDER BY id DESC LIMIT 1',
  );

  return {
    /** Who of these addresses are readers, or were, by key. One question for many is twice as fast as many. */
    known: (keys: string[]): Map<string, Subscriber> =>
      new Map(allRows(subscriberSchema, known, JSON.stringify(keys)).map((each) => [each.addressKey, each])),
    /** Which of these hashes are suppressed, and by which list, if it was one. */
    suppressed: (hashes: string[]): Map<string, string | null> =>
      new Map(
        allRows(hashRow, suppressed, JSON.stringify(hashes)).map(({ hash, importId }) => [hash, importId]),
      ),
    /** What this list did to these readers already, by id. */
    doneTo: (importId: string, ids: string[]): Map<string, Done> => {
      if (importId === '' || ids.length === 0) return new Map();
      const rows = allRows(doneRow, doneTo, JSON.stringify(ids), importId);
      return new Map(rows.map((row) => [row.subscriberId, row]));
    },
    /** Begins a list, hidden. `moment` has to be nobody's yet. */
    begin: (importId: string, moment: string): void => void begin.run(importId, moment),
    /** The moment at which readers of this list are created. */
    momentOf: (importId: string): string => z.string().parse(momentOf.get(importId)),
    isTaken: (moment: string): boolean => isTaken.get({ moment }) !== undefined,
    hide: (importId: string, hidden: boolean): void => void hide.run(Number(hidden), importId),
    /** Returns the number by which events refer to this consent. */
    addConsent: (consent: ImportedConsent & { importId: string; recordedAt: string }): number =>
      Number(addConsent.run(consent).lastInsertRowid),
    note: (row: Done & { importId: string }): void => void note.run(row),
    done: (importId: string, most: number): Done[] => allRows(doneRow, done, importId, most),
    forget: (importId: string, subscriberId: string): void => void forget.run(importId, subscriberId),
    /** Returns how many were forgotten. */
    forgetSome: (importId: string, most: number): number => forgetSome.run({ importId, most }).changes,
    suppress: (row: ListedSuppression): void => void suppress.run(row),
    /** Lifts what this list alone suppressed. Returns how many. */
    liftSome: (importId: string, most: number): number => liftSome.run(importId, most).changes,
    /** When this reader last pressed the button of the double opt-in. */
    lastConfirmed: (subscriberId: string): string | undefined =>
      z.string().nullable().parse(lastOwn.get(subscriberId)) ?? undefined,
    lastEvent: (subscriberId: string): { kind: string; detail: string } | undefined =>
      oneRow(eventRow, lastEvent, subscriberId),
  };
}

/** A state, or '' for a reader who was not there. */
export type StateBefore = State | '';
