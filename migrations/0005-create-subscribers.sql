-- The exact words that people agree to on the form, each version once.
CREATE TABLE consent_wordings (
  version INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE,
  first_used_at TEXT NOT NULL
) STRICT;

CREATE TABLE subscribers (
  id TEXT PRIMARY KEY,
  address TEXT NOT NULL,
  address_key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'subscribed', 'left', 'blocked')),
  -- Printed in every mail and valid for ever, so kept as it is: leaving is all that it can do.
  leave_token TEXT NOT NULL UNIQUE,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  search TEXT NOT NULL
) STRICT;

CREATE INDEX subscribers_newest ON subscribers (created_at, id, search);
CREATE INDEX subscribers_newest_by_state ON subscribers (state, created_at, id, search);
CREATE INDEX subscribers_by_change ON subscribers (state, changed_at);

-- What a form sent, until the worker has decided about it: every address takes the same time.
CREATE TABLE newsletter_requests (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('sign-up', 'leave-link')),
  address TEXT NOT NULL,
  address_key TEXT NOT NULL,
  name TEXT NOT NULL,
  wording INTEGER REFERENCES consent_wordings (version),
  form TEXT NOT NULL,
  requested_at TEXT NOT NULL
) STRICT;

-- Sign-ups that were mailed a link. Gone 30 days after the request, confirmed or not.
CREATE TABLE confirmations (
  token_hash TEXT PRIMARY KEY,
  subscriber_id TEXT NOT NULL REFERENCES subscribers (id) ON DELETE CASCADE,
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

CREATE INDEX confirmations_by_subscriber ON confirmations (subscriber_id);
CREATE INDEX confirmations_by_request ON confirmations (requested_at);

-- The proof: what was agreed to and when, and the leaving. Written once; it goes only with the person.
CREATE TABLE consent_events (
  id INTEGER PRIMARY KEY,
  subscriber_id TEXT NOT NULL REFERENCES subscribers (id) ON DELETE CASCADE,
  at TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('requested', 'mailed', 'confirmed', 'left', 'returned')),
  wording INTEGER REFERENCES consent_wordings (version),
  -- The form's address, the confirmation mail's Message-ID, or the way of leaving.
  detail TEXT NOT NULL
) STRICT;

CREATE INDEX consent_events_by_subscriber ON consent_events (subscriber_id, id);

CREATE TRIGGER consent_events_are_not_changed BEFORE UPDATE ON consent_events
BEGIN SELECT RAISE(ABORT, 'consent events are append-only'); END;

-- INSERT OR REPLACE removes the old row without asking the triggers for DELETE.
CREATE TRIGGER consent_events_are_not_replaced BEFORE INSERT ON consent_events
WHEN EXISTS (SELECT 1 FROM consent_events WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'consent events are append-only'); END;

CREATE TRIGGER consent_events_stay_with_the_person BEFORE DELETE ON consent_events
WHEN EXISTS (SELECT 1 FROM subscribers WHERE id = OLD.subscriber_id)
BEGIN SELECT RAISE(ABORT, 'consent events are append-only'); END;

-- Leavings that can be undone within the hour.
CREATE TABLE leavings (
  token_hash TEXT PRIMARY KEY,
  subscriber_id TEXT NOT NULL REFERENCES subscribers (id) ON DELETE CASCADE,
  left_at TEXT NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0,
  reason_given INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX leavings_by_subscriber ON leavings (subscriber_id);
CREATE INDEX leavings_by_moment ON leavings (left_at);

-- Why people leave, kept apart from who they are.
CREATE TABLE leaving_reasons (
  id INTEGER PRIMARY KEY,
  month TEXT NOT NULL,
  reason TEXT NOT NULL,
  remark TEXT NOT NULL
) STRICT;

-- All that stays of an address after the term of proof or a removal: a keyed hash, so that no import
-- brings it back, and the leave token, so that the link in an old mail still answers.
CREATE TABLE suppressions (
  address_hash TEXT PRIMARY KEY,
  leave_token TEXT NOT NULL UNIQUE,
  reason TEXT NOT NULL CHECK (reason IN ('left', 'removed')),
  since TEXT NOT NULL
) STRICT, WITHOUT ROWID;
