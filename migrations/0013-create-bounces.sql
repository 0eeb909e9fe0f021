-- Mail that came back, and what followed from it.

-- Finds the copy, or the mail, that a report is about. Servers may lower the case of an address.
CREATE INDEX deliveries_by_key ON deliveries (lower(message_id));
CREATE INDEX outbox_by_key ON outbox (lower(message_id));

-- Whom a mail is to, for as long as its row is there: an opaque id, and a keyed hash of the address.
ALTER TABLE outbox ADD COLUMN person TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN address_hash TEXT NOT NULL DEFAULT '';

-- One row for each mail and kind: the same report twice changes nothing.
CREATE TABLE bounces (
  id INTEGER PRIMARY KEY,
  -- The left part of the mail's Message-ID, in lower case.
  mail_key TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('hard', 'soft', 'complaint', 'auto-reply', 'delayed')),
  -- The mail server's answer while it was being sent, or a report that came in later.
  source TEXT NOT NULL CHECK (source IN ('answer', 'report')),
  at TEXT NOT NULL,
  -- Empty for a mail that is no issue of the newsletter.
  issue_id TEXT REFERENCES sendings (issue_id),
  subscriber_id TEXT REFERENCES subscribers (id) ON DELETE SET NULL,
  -- RFC 3463, where it was given.
  status TEXT NOT NULL,
  -- The mail server's own words.
  words TEXT NOT NULL,
  -- What followed for the reader.
  followed TEXT NOT NULL CHECK (followed IN ('nothing', 'blocked', 'left')),
  UNIQUE (mail_key, kind)
) STRICT;

CREATE INDEX bounces_by_subscriber ON bounces (subscriber_id, at);
CREATE INDEX bounces_by_moment ON bounces (at);

-- When a reader is removed, the row stays for the count, and nothing of the reader stays in it.
CREATE TRIGGER bounces_forget_reader AFTER UPDATE OF subscriber_id ON bounces WHEN NEW.subscriber_id IS NULL
BEGIN
  UPDATE bounces SET mail_key = 'removed ' || id, words = '' WHERE id = NEW.id;
END;

-- The figures of an issue: they stay when the rows are past their term.
CREATE TABLE bounce_counts (
  issue_id TEXT NOT NULL REFERENCES sendings (issue_id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  source TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (issue_id, kind, source)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER bounces_count_addition AFTER INSERT ON bounces WHEN NEW.issue_id IS NOT NULL
BEGIN
  INSERT INTO bounce_counts (issue_id, kind, source, count) VALUES (NEW.issue_id, NEW.kind, NEW.source, 1)
  ON CONFLICT (issue_id, kind, source) DO UPDATE SET count = count + 1;
END;

-- Returned mail that nobody but a person can make out. Gone after 30 days, and with the reader that it names.
CREATE TABLE unrecognised_mails (
  id TEXT PRIMARY KEY,
  -- SHA-256 of what was read of it.
  fingerprint TEXT NOT NULL UNIQUE,
  received_at TEXT NOT NULL,
  sender TEXT NOT NULL,
  subject TEXT NOT NULL,
  sent_at TEXT,
  text TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('not-understood', 'unknown-mail', 'no-mail-named')),
  -- Whom it says it is about. A hint and no proof: anybody can write that.
  about_address TEXT NOT NULL,
  about_id TEXT REFERENCES subscribers (id) ON DELETE CASCADE,
  handled_at TEXT
) STRICT;

CREATE INDEX unrecognised_mails_by_moment ON unrecognised_mails (received_at);
CREATE INDEX unrecognised_mails_by_reader ON unrecognised_mails (about_id) WHERE about_id IS NOT NULL;

-- How far the mailbox has been read, and since when it can't be. `mailbox` tells another one apart.
CREATE TABLE bounce_mailbox (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  mailbox TEXT NOT NULL DEFAULT '',
  uid_validity TEXT NOT NULL DEFAULT '',
  last_uid INTEGER NOT NULL DEFAULT 0,
  read_at TEXT,
  failing_since TEXT,
  problem TEXT CHECK (problem IN ('unreachable', 'refused', 'folder', 'other'))
) STRICT;

INSERT INTO bounce_mailbox (id) VALUES (1);

-- What has been dealt with and is still to be put away: after a crash that is done first.
CREATE TABLE bounce_put_away (
  uid INTEGER PRIMARY KEY
) STRICT;
