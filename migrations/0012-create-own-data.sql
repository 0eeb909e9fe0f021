-- What readers see and change of themselves, by a mailed link.

-- Two more kinds of request: the link to one's own data, and a move to another address.
CREATE TABLE newsletter_requests_new (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('sign-up', 'leave-link', 'own-data', 'move')),
  address TEXT NOT NULL,
  address_key TEXT NOT NULL,
  name TEXT NOT NULL,
  wording INTEGER REFERENCES consent_wordings (version),
  form TEXT NOT NULL,
  requested_at TEXT NOT NULL,
  -- Who moves, with `move` only.
  subscriber_id TEXT REFERENCES subscribers (id) ON DELETE CASCADE
) STRICT;

INSERT INTO newsletter_requests_new (id, kind, address, address_key, name, wording, form, requested_at)
SELECT id, kind, address, address_key, name, wording, form, requested_at FROM newsletter_requests;
DROP TABLE newsletter_requests;
ALTER TABLE newsletter_requests_new RENAME TO newsletter_requests;

-- Links to one's own data. A link is worth nothing once the reader has moved from the address that it was mailed to.
CREATE TABLE own_data_links (
  token_hash TEXT PRIMARY KEY,
  subscriber_id TEXT NOT NULL REFERENCES subscribers (id) ON DELETE CASCADE,
  address_key TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX own_data_links_by_subscriber ON own_data_links (subscriber_id);
CREATE INDEX own_data_links_by_moment ON own_data_links (expires_at);

-- Moves to another address that were mailed a link there. `from_key` is the address that the reader had then.
CREATE TABLE address_moves (
  token_hash TEXT PRIMARY KEY,
  subscriber_id TEXT NOT NULL REFERENCES subscribers (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('open', 'confirmed', 'withdrawn')),
  from_key TEXT NOT NULL,
  address TEXT NOT NULL,
  address_key TEXT NOT NULL,
  requested_at TEXT NOT NULL,
  mailed_at TEXT NOT NULL,
  message_id TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX address_moves_by_subscriber ON address_moves (subscriber_id);
CREATE INDEX address_moves_by_moment ON address_moves (expires_at);

-- How many came onto the list and went off it in each month, without who: triggers, so that every way on and
-- off counts. All of `joined` less all of `gone` is always the number on the list. Who is removed while on the
-- list is taken out of the month in which they came.
CREATE TABLE list_growth (
  month TEXT PRIMARY KEY,
  joined INTEGER NOT NULL,
  gone INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO list_growth (month, joined, gone)
SELECT substr(at, 1, 7), sum(kind IN ('confirmed', 'returned')), sum(kind = 'left')
FROM consent_events WHERE kind IN ('confirmed', 'returned', 'left') GROUP BY 1;

CREATE TRIGGER list_growth_counts_additions AFTER INSERT ON subscribers
WHEN NEW.state = 'subscribed'
BEGIN
  INSERT INTO list_growth (month, joined, gone) VALUES (substr(NEW.changed_at, 1, 7), 1, 0)
  ON CONFLICT (month) DO UPDATE SET joined = joined + 1;
END;

CREATE TRIGGER list_growth_counts_arrivals AFTER UPDATE OF state ON subscribers
WHEN NEW.state = 'subscribed' AND OLD.state <> 'subscribed'
BEGIN
  INSERT INTO list_growth (month, joined, gone) VALUES (substr(NEW.changed_at, 1, 7), 1, 0)
  ON CONFLICT (month) DO UPDATE SET joined = joined + 1;
END;

CREATE TRIGGER list_growth_counts_departures AFTER UPDATE OF state ON subscribers
WHEN OLD.state = 'subscribed' AND NEW.state <> 'subscribed'
BEGIN
  INSERT INTO list_growth (month, joined, gone) VALUES (substr(NEW.changed_at, 1, 7), 0, 1)
  ON CONFLICT (month) DO UPDATE SET gone = gone + 1;
END;

CREATE TRIGGER list_growth_forgets_removals AFTER DELETE ON subscribers
WHEN OLD.state = 'subscribed'
BEGIN
  INSERT INTO list_growth (month, joined, gone) VALUES (substr(OLD.changed_at, 1, 7), -1, 0)
  ON CONFLICT (month) DO UPDATE SET joined = joined - 1;
END;
