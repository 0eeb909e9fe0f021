-- Lists of readers that come in from files, and what they do to the readers.

-- One more state: put aside, for an address that came in without anybody's consent. It is never mailed.
CREATE TABLE subscribers_new (
  id TEXT PRIMARY KEY,
  address TEXT NOT NULL,
  address_key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'subscribed', 'left', 'blocked', 'put-aside')),
  -- Printed in every mail and valid for ever, so kept as it is: leaving is all that it can do.
  leave_token TEXT NOT NULL UNIQUE,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  search TEXT NOT NULL
) STRICT;

INSERT INTO subscribers_new (id, address, address_key, name, state, leave_token, created_at, changed_at, search)
SELECT id, address, address_key, name, state, leave_token, created_at, changed_at, search FROM subscribers;

-- Everything that hangs on a reader is moved first: dropping the old table would take it along.
CREATE TABLE confirmations_new (
  token_hash TEXT PRIMARY KEY,
  subscriber_id TEXT NOT NULL REFERENCES subscribers_new (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('open', 'confirmed', 'withdrawn')),
  address TEXT NOT NULL,
  address_key TEXT NOT NULL,
  name TEXT NOT NULL,
  wording INTEGER NOT NULL REFERENCES consent_wordings (version),
  form TEXT NOT NULL,
  requested_at TEXT NOT NULL,
  mailed_at TEXT NOT NULL,
  message_id TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO confirmations_new (token_hash, subscriber_id, state, address, address_key, name, wording, form,
  requested_at, mailed_at, message_id, expires_at)
SELECT token_hash, subscriber_id, state, address, address_key, name, wording, form,
  requested_at, mailed_at, message_id, expires_at FROM confirmations;

-- More kinds of proof: the consent came along with a list, or staff attested to it; the mail to a new address, and
-- the move that its owner confirmed; and that mail to the address came back.
CREATE TABLE consent_events_new (
  id INTEGER PRIMARY KEY,
  subscriber_id TEXT NOT NULL REFERENCES subscribers_new (id) ON DELETE CASCADE,
  at TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('requested', 'mailed', 'confirmed', 'left', 'returned', 'imported',
    'attested', 'move-mailed', 'moved', 'blocked')),
  wording INTEGER REFERENCES consent_wordings (version),
  -- The form's address, a mail's Message-ID, the way of leaving, the number of an imported consent with the date
  -- that the list gave (`12 2019-03-04`), the address that was left behind, or how mail came back (`hard`, `soft`).
  detail TEXT NOT NULL
) STRICT;

INSERT INTO consent_events_new (id, subscriber_id, at, kind, wording, detail)
SELECT id, subscriber_id, at, kind, wording, detail FROM consent_events;

CREATE TABLE leavings_new (
  token_hash TEXT PRIMARY KEY,
  subscriber_id TEXT NOT NULL REFERENCES subscribers_new (id) ON DELETE CASCADE,
  left_at TEXT NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0,
  reason_given INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

INSERT INTO leavings_new (token_hash, subscriber_id, left_at, undone, reason_given)
SELECT token_hash, subscriber_id, left_at, undone, reason_given FROM leavings;

DROP TABLE confirmations;
DROP TABLE consent_events;
DROP TABLE leavings;
DROP TABLE subscribers;
ALTER TABLE subscribers_new RENAME TO subscribers;
ALTER TABLE confirmations_new RENAME TO confirmations;
ALTER TABLE consent_events_new RENAME TO consent_events;
ALTER TABLE leavings_new RENAME TO leavings;

CREATE INDEX subscribers_newest ON subscribers (created_at, id, search);
CREATE INDEX subscribers_newest_by_state ON subscribers (state, created_at, id, search);
CREATE INDEX subscribers_by_change ON subscribers (state, changed_at);
CREATE INDEX confirmations_by_subscriber ON confirmations (subscriber_id);
CREATE INDEX confirmations_by_request ON confirmations (requested_at);
CREATE INDEX consent_events_by_subscriber ON consent_events (subscriber_id, id);
CREATE INDEX consent_events_of_leaving ON consent_events (at) WHERE kind = 'left';
CREATE INDEX leavings_by_subscriber ON leavings (subscriber_id);
CREATE INDEX leavings_by_moment ON leavings (left_at);

CREATE TRIGGER consent_events_are_not_changed BEFORE UPDATE ON consent_events
BEGIN SELECT RAISE(ABORT, 'consent events are append-only'); END;

-- INSERT OR REPLACE removes the old row without asking the triggers for DELETE.
CREATE TRIGGER consent_events_are_not_replaced BEFORE INSERT ON consent_events
WHEN EXISTS (SELECT 1 FROM consent_events WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'consent events are append-only'); END;

CREATE TRIGGER consent_events_stay_with_the_person BEFORE DELETE ON consent_events
WHEN EXISTS (SELECT 1 FROM subscribers WHERE id = OLD.subscriber_id)
BEGIN SELECT RAISE(ABORT, 'consent events are append-only'); END;

-- Two more reasons for a suppression, and which list it came with, for the undo.
CREATE TABLE suppressions_new (
  address_hash TEXT PRIMARY KEY,
  leave_token TEXT NOT NULL UNIQUE,
  reason TEXT NOT NULL CHECK (reason IN ('left', 'removed', 'bounced', 'imported')),
  since TEXT NOT NULL,
  import_id TEXT
) STRICT, WITHOUT ROWID;

INSERT INTO suppressions_new (address_hash, leave_token, reason, since)
SELECT address_hash, leave_token, reason, since FROM suppressions;
DROP TABLE suppressions;
ALTER TABLE suppressions_new RENAME TO suppressions;

CREATE INDEX suppressions_by_import ON suppressions (import_id) WHERE import_id IS NOT NULL;

-- The lists that readers came with. While one is hidden, its readers come in or go out in batches: they are
-- neither shown nor mailed until all is done. Whoever a list adds is created at its moment, which is nobody else's.
CREATE TABLE reader_imports (
  id TEXT PRIMARY KEY,
  moment TEXT NOT NULL,
  hidden INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX reader_imports_hidden ON reader_imports (id, moment) WHERE hidden = 1;

-- What a list did to which reader, for the undo: `was` is the state before, and empty for one who was added.
CREATE TABLE imported_readers (
  import_id TEXT NOT NULL REFERENCES reader_imports (id) ON DELETE CASCADE,
  subscriber_id TEXT NOT NULL REFERENCES subscribers (id) ON DELETE CASCADE,
  was TEXT NOT NULL,
  was_changed_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (import_id, subscriber_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX imported_readers_by_subscriber ON imported_readers (subscriber_id);

-- Where the consent of a list, or of a group in it, came from, and what shows it. Kept as long as the proof.
CREATE TABLE imported_consents (
  id INTEGER PRIMARY KEY,
  import_id TEXT NOT NULL,
  list TEXT NOT NULL,
  group_name TEXT NOT NULL,
  basis TEXT NOT NULL CHECK (basis IN ('proven', 'attested', 'none')),
  origin TEXT NOT NULL,
  evidence TEXT NOT NULL,
  staff_name TEXT NOT NULL,
  recorded_at TEXT NOT NULL
) STRICT;

CREATE INDEX imported_consents_by_import ON imported_consents (import_id);

-- A list on its way in: its file, the rows that were read from it, and what each of them would do or did.
-- The file goes when it is read, the cells when they are used, the rest after a month.
CREATE TABLE imports (
  id TEXT PRIMARY KEY,
  list TEXT NOT NULL CHECK (list IN ('readers', 'unsubscribed', 'bounced', 'deleted')),
  file_name TEXT NOT NULL,
  staff_name TEXT NOT NULL,
  -- Who works at it: the site's worker, or a command that can end half-way.
  worker TEXT NOT NULL CHECK (worker IN ('site', 'command')),
  state TEXT NOT NULL CHECK (state IN ('received', 'unreadable', 'read', 'mapped', 'checking', 'checked',
    'applying', 'applied', 'undoing', 'undone', 'dropped')),
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  applied_at TEXT,
  -- The last row that the present step has dealt with.
  progress INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  problem TEXT,
  problem_row INTEGER,
  -- JSON: how the file was written, what is in its columns, what the columns are, whose consent it is, the counts.
  format TEXT,
  columns TEXT,
  mapping TEXT,
  consents TEXT,
  counts TEXT
) STRICT;

CREATE INDEX imports_by_state ON imports (state, created_at);

CREATE TABLE import_files (
  import_id TEXT NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  part INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (import_id, part)
) STRICT;

CREATE TABLE import_rows (
  import_id TEXT NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  cells TEXT NOT NULL,
  problem TEXT,
  address_key TEXT,
  outcome TEXT,
  detail TEXT,
  subscriber_id TEXT,
  PRIMARY KEY (import_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX import_rows_by_outcome ON import_rows (import_id, outcome, number) WHERE outcome IS NOT NULL;
