-- An issue on its way to its readers, from the decision to send it on. No row: it is a draft.
-- `dropping` takes back a list that was being frozen: a draft again once its rows are gone.
CREATE TABLE sendings (
  issue_id TEXT PRIMARY KEY REFERENCES issues (id),
  state TEXT NOT NULL
    CHECK (state IN ('planned', 'freezing', 'sending', 'paused', 'sent', 'cancelled', 'dropping')),
  planned_at TEXT NOT NULL,
  planned_for TEXT NOT NULL,
  -- The last reader that is on the list so far, while it is being frozen.
  frozen_up_to TEXT NOT NULL DEFAULT '',
  -- The length of the list, once it is whole.
  total INTEGER,
  started_at TEXT,
  finished_at TEXT,
  pause_reason TEXT CHECK (pause_reason IN ('staff', 'unreachable', 'refusing', 'miscounted')),
  -- The mail server's own words.
  pause_answer TEXT NOT NULL DEFAULT '',
  resume_at TEXT,
  -- How often in a row it had to pause by itself.
  pauses INTEGER NOT NULL DEFAULT 0,
  -- How many were done at two moments not long ago: what the rate is told from.
  paced_from TEXT,
  paced_from_done INTEGER NOT NULL DEFAULT 0,
  paced_at TEXT,
  paced_at_done INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- The issue as it leaves, printed when it was decided. Apart, since it is long and never changes.
CREATE TABLE sending_prints (
  issue_id TEXT PRIMARY KEY REFERENCES sendings (issue_id) ON DELETE CASCADE,
  subject TEXT NOT NULL,
  html TEXT NOT NULL,
  text TEXT NOT NULL,
  leave_marker TEXT NOT NULL
) STRICT;

-- One row for each reader of an issue, made before the first mail leaves. A row is marked `sending`
-- before its mail is handed over, so that a crash can lose nobody and double nobody.
CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY,
  issue_id TEXT NOT NULL REFERENCES sendings (issue_id),
  subscriber_id TEXT REFERENCES subscribers (id) ON DELETE SET NULL,
  address TEXT NOT NULL,
  address_key TEXT NOT NULL,
  leave_token TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'pending'
    CHECK (state IN ('pending', 'sending', 'sent', 'retry', 'failed', 'uncertain', 'left')),
  message_id TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  first_tried_at TEXT,
  due_at TEXT NOT NULL,
  -- The mail server's own words, or what happened in a word.
  answer TEXT NOT NULL DEFAULT '',
  finished_at TEXT,
  -- When staff decided to leave it uncertain.
  settled_at TEXT,
  UNIQUE (issue_id, address_key)
) STRICT;

CREATE INDEX deliveries_pending ON deliveries (issue_id, id) WHERE state = 'pending';
CREATE INDEX deliveries_retry ON deliveries (issue_id, due_at) WHERE state = 'retry';
CREATE INDEX deliveries_sending ON deliveries (id) WHERE state = 'sending';
CREATE INDEX deliveries_failed ON deliveries (issue_id, id) WHERE state = 'failed';
CREATE INDEX deliveries_to_decide ON deliveries (issue_id, id) WHERE state = 'uncertain' AND settled_at IS NULL;
CREATE INDEX deliveries_by_subscriber ON deliveries (subscriber_id, issue_id);

-- How many rows of an issue are in which state, kept by the triggers below: looking is no work.
CREATE TABLE delivery_counts (
  issue_id TEXT NOT NULL REFERENCES sendings (issue_id) ON DELETE CASCADE,
  state TEXT NOT NULL,
  count INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (issue_id, state)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER sendings_begin_counting AFTER INSERT ON sendings
BEGIN
  INSERT INTO delivery_counts (issue_id, state)
  VALUES (NEW.issue_id, 'pending'), (NEW.issue_id, 'sending'), (NEW.issue_id, 'sent'), (NEW.issue_id, 'retry'),
    (NEW.issue_id, 'failed'), (NEW.issue_id, 'uncertain'), (NEW.issue_id, 'left');
END;

CREATE TRIGGER deliveries_count_addition AFTER INSERT ON deliveries
BEGIN
  UPDATE delivery_counts SET count = count + 1 WHERE issue_id = NEW.issue_id AND state = NEW.state;
END;

CREATE TRIGGER deliveries_count_change AFTER UPDATE OF state ON deliveries WHEN OLD.state <> NEW.state
BEGIN
  UPDATE delivery_counts SET count = count - 1 WHERE issue_id = OLD.issue_id AND state = OLD.state;
  UPDATE delivery_counts SET count = count + 1 WHERE issue_id = NEW.issue_id AND state = NEW.state;
END;

CREATE TRIGGER deliveries_count_removal AFTER DELETE ON deliveries
BEGIN
  UPDATE delivery_counts SET count = count - 1 WHERE issue_id = OLD.issue_id AND state = OLD.state;
END;

-- When a reader is removed, the row stays for the count, and nothing of the reader stays in it. Whoever
-- did not get the mail yet won't get it.
CREATE TRIGGER deliveries_forget_reader AFTER UPDATE OF subscriber_id ON deliveries WHEN NEW.subscriber_id IS NULL
BEGIN
  UPDATE deliveries SET
    address = '', address_key = 'removed ' || id, leave_token = '', message_id = '', answer = '',
    state = CASE WHEN state IN ('pending', 'retry') THEN 'left' ELSE state END
  WHERE id = NEW.id;
END;

-- The archive is a page of the site.
CREATE TRIGGER sendings_are_new_content AFTER UPDATE OF state ON sendings WHEN OLD.state <> NEW.state
BEGIN UPDATE content_version SET number = number + 1; END;
