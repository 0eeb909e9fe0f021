import { expect, it } from 'vitest';
import { migrate } from '../../src/database/migrate.ts';
import { databaseOfVersion, MIGRATIONS } from '../support/older-database.ts';

it('keeps what waits, keeps the proof, and counts how the list grew until then', () => {
  const connection = databaseOfVersion(8);
  connection.exec(`
    INSERT INTO consent_wordings (version, text, first_used_at) VALUES (1, 'Ja', '2026-01-02');
    INSERT INTO newsletter_requests (id, kind, address, address_key, name, wording, form, requested_at)
    VALUES (7, 'sign-up', 'c@lezers.example', 'c@lezers.example', 'C', 1, '/nieuwsbrief', '2026-03-01');
    INSERT INTO subscribers (id, address, address_key, name, state, leave_token, created_at, changed_at, search)
    VALUES ('a', 'a@lezers.example', 'a@lezers.example', 'A', 'subscribed', 'x', '2026-01-02', '2026-01-02', ''),
           ('b', 'b@lezers.example', 'b@lezers.example', 'B', 'left', 'y', '2026-01-03', '2026-02-04', '');
    INSERT INTO consent_events (subscriber_id, at, kind, wording, detail)
    VALUES ('a', '2026-01-02', 'requested', 1, '/'), ('a', '2026-01-02', 'confirmed', NULL, ''),
           ('b', '2026-01-03', 'confirmed', NULL, ''), ('b', '2026-02-04', 'left', NULL, 'link');`);
  const proof = connection.prepare('SELECT * FROM consent_events ORDER BY id').all();
  migrate(connection, MIGRATIONS);
  expect(connection.prepare('SELECT id, kind, subscriber_id FROM newsletter_requests').all()).toEqual([
    { id: 7, kind: 'sign-up', subscriber_id: null },
  ]);
  expect(connection.prepare('SELECT * FROM consent_events ORDER BY id').all()).toEqual(proof);
  expect(() => connection.exec('DELETE FROM consent_events')).toThrow('append-only');
  expect(() => connection.exec(`UPDATE consent_events SET at = ''`)).toThrow('append-only');
  expect(connection.prepare('SELECT * FROM list_growth ORDER BY month').all()).toEqual([
    { month: '2026-01', joined: 2, gone: 0 },
    { month: '2026-02', joined: 0, gone: 1 },
  ]);
  expect(connection.pragma('foreign_key_check')).toEqual([]);
  connection.exec(`DELETE FROM subscribers WHERE id = 'b'`);
  expect(connection.prepare('SELECT count(*) FROM consent_events').pluck().get()).toBe(2);
});
