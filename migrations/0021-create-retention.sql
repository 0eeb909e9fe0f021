-- The retention clock, what was asked of entries without contact, the promises of the privacy policy as they were
-- last looked at, and data breaches.

-- One row for each run that removed what was past its term. Without `finished_at` it was broken off.
CREATE TABLE retention_runs (
  number INTEGER PRIMARY KEY,
  -- The night that it was for, as the day (YYYY-MM-DD, Amsterdam) on which it began.
  night TEXT NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT
) STRICT;

-- What became of each kind in a run: numbers, no names.
CREATE TABLE retention_receipts (
  run INTEGER NOT NULL REFERENCES retention_runs (number) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  -- How many were past their term when it began, how many still were when it ended, and how many will be in a week.
  found INTEGER NOT NULL,
  remaining INTEGER NOT NULL,
  coming INTEGER NOT NULL,
  PRIMARY KEY (run, kind)
) STRICT, WITHOUT ROWID;

-- Issues of which nobody can tell any more who got them.
ALTER TABLE sendings ADD COLUMN forgotten_at TEXT;

-- The day of the last contact; where none is known, the day on which the entry was added.
CREATE INDEX participants_by_contact
  ON participants (coalesce(nullif(last_contact, ''), substr(created_at, 1, 10)), id);

-- Entries without contact for long: what was asked of the person, and what came back. It goes with the entry.
CREATE TABLE stay_questions (
  participant_id TEXT PRIMARY KEY REFERENCES participants (id) ON DELETE CASCADE,
  -- The SHA-256 of the token of its link; NULL where staff asked in another way.
  token_hash TEXT UNIQUE,
  way TEXT NOT NULL CHECK (way IN ('mail', 'other')),
  staff_id TEXT NOT NULL,
  asked_at TEXT NOT NULL,
  -- The person wants to be taken out.
  wants_out_at TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX stay_questions_by_moment ON stay_questions (asked_at);

-- The promises of the privacy policy, as the running system last looked at them.
CREATE TABLE promise_checks (
  promise TEXT PRIMARY KEY,
  checked_at TEXT NOT NULL,
  kept INTEGER NOT NULL CHECK (kept IN (0, 1)),
  -- When it was last found to be kept, and since when it is not.
  kept_at TEXT,
  broken_since TEXT,
  -- How many things were looked at, and which of them were not as promised, as JSON.
  looked_at INTEGER NOT NULL,
  wrong TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Whether staff asked for another look, and when all of them were last looked at. One row.
CREATE TABLE promise_round (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  asked INTEGER NOT NULL CHECK (asked IN (0, 1)),
  checked_at TEXT
) STRICT;

INSERT INTO promise_round (id, asked, checked_at) VALUES (1, 0, NULL);

-- Data breaches (article 33, fifth paragraph, of the GDPR), but for lost lists: those stand in `incidents`.
CREATE TABLE breaches (
  id TEXT PRIMARY KEY,
  recorded_at TEXT NOT NULL,
  staff_name TEXT NOT NULL,
  noticed_at TEXT NOT NULL,
  -- In the words of staff.
  what TEXT NOT NULL,
  -- JSON: the kinds of data that it is about, by their ids in the retention table.
  kinds TEXT NOT NULL,
  -- How many people, as far as is known.
  people TEXT NOT NULL,
  consequences TEXT NOT NULL,
  measures TEXT NOT NULL,
  -- When the authority and the people were told (YYYY-MM-DD, or empty), and why not.
  reported_at TEXT NOT NULL,
  told_at TEXT NOT NULL,
  why_not TEXT NOT NULL,
  -- Counts the changes, so that two people do not overwrite each other unseen.
  version INTEGER NOT NULL
) STRICT;

CREATE INDEX breaches_by_moment ON breaches (noticed_at);
