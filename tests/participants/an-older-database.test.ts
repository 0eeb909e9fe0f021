import { expect, it } from 'vitest';
import { migrate } from '../../src/database/migrate.ts';
import { createHistoryStore } from '../../src/participants/history-store.ts';
import { createParticipantStore } from '../../src/participants/store.ts';
import { databaseOfVersion, MIGRATIONS } from '../support/older-database.ts';

const OLD = {
  ...{ id: 'a', kind: 'participant', firstName: 'Anna', infix: 'de', lastName: 'Vries', organisation: '' },
  ...{ street: '', houseNumber: '', houseSuffix: '', postcode: '', town: 'Sneek', country: 'NL' },
  ...{ email: '', emailKey: '', phone: '', note: '', createdAt: '2026-01-01', updatedAt: '2026-01-01' },
  version: 1,
};

it('keeps the entries and the way back of an older register', () => {
  const connection = databaseOfVersion(12);
  const add = connection.prepare(`
    INSERT INTO participants (id, kind, first_name, infix, last_name, organisation, street, house_number,
      house_suffix, postcode, town, country, email, email_key, phone, note, sort_key, search, created_at,
      updated_at, version)
    VALUES (?, ?, 'Anna', 'de', 'Vries', '', '', '', '', '', 'Goes', 'NL', '', '', '', '', 'vries', 'vries',
      '2026-01-01', '2026-01-02', 2)`);
  add.run('a', 'participant');
  add.run('b', 'interested');
  const change = connection.prepare(`
    INSERT INTO participant_changes (id, participant_id, kind, before, after, staff_id, at)
    VALUES (?, ?, ?, ?, ?, 'staff', ?)`);
  change.run(
    '1',
    'a',
    'changed',
    JSON.stringify(OLD),
    JSON.stringify({ ...OLD, town: 'Goes' }),
    '2026-01-02',
  );
  change.run('2', 'c', 'removed', JSON.stringify({ ...OLD, id: 'c' }), null, '2026-01-03');
  migrate(connection, MIGRATIONS);

  const store = createParticipantStore(connection);
  expect(store.byId('a')).toMatchObject({ town: 'Goes', tags: [], noMail: false, mailGround: 'participant' });
  expect(store.byId('b')).toMatchObject({ mailGround: 'none', source: '', lastContact: '' });
  const history = createHistoryStore(connection);
  expect(history.of('a', 9)).toMatchObject([
    { id: '1', kind: 'changed', actor: 'staff', staffId: 'staff', before: { town: 'Sneek' } },
  ]);
  expect(history.byId('2')?.before).toMatchObject({ lastName: 'Vries', tags: [], mailGround: 'none' });
  expect(connection.pragma('foreign_key_check')).toEqual([]);
});
