-- The register in full: how somebody may be reached, where the entry came from, labels, the history of every
-- field, questions kept under a name, and who is perhaps in it twice.

ALTER TABLE participants ADD COLUMN no_post INTEGER NOT NULL DEFAULT 0 CHECK (no_post IN (0, 1));
ALTER TABLE participants ADD COLUMN no_mail INTEGER NOT NULL DEFAULT 0 CHECK (no_mail IN (0, 1));
-- A day, YYYY-MM-DD, or an empty text.
ALTER TABLE participants ADD COLUMN last_contact TEXT NOT NULL DEFAULT '';
ALTER TABLE participants ADD COLUMN source TEXT NOT NULL DEFAULT '';
-- On what ground this person may be mailed; `none`: not.
ALTER TABLE participants ADD COLUMN mail_ground TEXT NOT NULL DEFAULT 'none'
  CHECK (mail_ground IN ('consent', 'participant', 'none'));
ALTER TABLE participants ADD COLUMN consent_on TEXT NOT NULL DEFAULT '';
ALTER TABLE participants ADD COLUMN consent_source TEXT NOT NULL DEFAULT '';

-- Who takes part in the alliance is mailed as a participant; whoever else was there has to be asked first.
UPDATE participants SET mail_ground = 'participant' WHERE kind = 'participant';

CREATE INDEX participants_by_address ON participants (postcode, house_number) WHERE postcode <> '';
CREATE INDEX participants_by_email ON participants (email_key) WHERE email_key <> '';
CREATE INDEX participants_by_organisation ON participants (organisation COLLATE NOCASE) WHERE organisation <> '';

-- `key` is the name folded: a label is one label however it is typed.
CREATE TABLE tags (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE participant_tags (
  participant_id TEXT NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
  tag_id INTEGER NOT NULL REFERENCES tags (id),
  PRIMARY KEY (participant_id, tag_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX participant_tags_by_tag ON participant_tags (tag_id);

-- What was done to the register, in order. `before` and `after` are JSON: of a change only the fields that
-- it changed, of an addition or a removal the whole entry. Who did it: a member of staff, the person
-- through a link of their own, or the program itself. What was done together has one `batch_id`.
CREATE TABLE participant_history (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  participant_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('added', 'changed', 'removed', 'restored', 'merged')),
  before TEXT,
  after TEXT,
  actor TEXT NOT NULL CHECK (actor IN ('staff', 'person', 'program')),
  staff_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  batch_id TEXT,
  at TEXT NOT NULL,
  undone_at TEXT,
  CHECK (before IS NOT NULL OR after IS NOT NULL)
) STRICT;

INSERT INTO participant_history (id, participant_id, kind, before, after, actor, staff_id, reason, at, undone_at)
SELECT id, participant_id, kind, json_patch(added, before), json_patch(added, after), 'staff', staff_id, '', at, undone_at
FROM participant_changes,
  (SELECT '{"noPost":false,"noMail":false,"lastContact":"","source":"","mailGround":"none","consentOn":"","consentSource":"","tags":[]}' AS added)
ORDER BY at, participant_changes.rowid;

DROP TABLE participant_changes;

CREATE INDEX participant_history_of_participant ON participant_history (participant_id, number);
CREATE INDEX participant_history_by_moment ON participant_history (at);
CREATE INDEX participant_history_by_batch ON participant_history (batch_id, number) WHERE batch_id IS NOT NULL;

-- Questions to the register under a name: the same words as stand in the address of the list.
CREATE TABLE participant_filters (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  question TEXT NOT NULL,
  staff_id TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;

-- Two entries that are perhaps one person, as they were last looked for; the likeliest first.
CREATE TABLE participant_doubles (
  one_id TEXT NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
  other_id TEXT NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
  reason TEXT NOT NULL CHECK (reason IN ('email', 'address', 'name')),
  -- 1 is the likeliest.
  rank INTEGER NOT NULL,
  PRIMARY KEY (one_id, other_id),
  CHECK (one_id < other_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX participant_doubles_by_rank ON participant_doubles (rank, one_id, other_id);
CREATE INDEX participant_doubles_by_other ON participant_doubles (other_id);

-- Staff said of these that they are two people.
CREATE TABLE participant_differences (
  one_id TEXT NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
  other_id TEXT NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
  staff_id TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (one_id, other_id),
  CHECK (one_id < other_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX participant_differences_by_other ON participant_differences (other_id);

-- When was looked for doubles, and up to which change of the register. One row.
CREATE TABLE participant_doubles_search (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  asked INTEGER NOT NULL CHECK (asked IN (0, 1)),
  searched_at TEXT,
  revision INTEGER NOT NULL
) STRICT;

INSERT INTO participant_doubles_search (id, asked, searched_at, revision) VALUES (1, 0, NULL, 0);
