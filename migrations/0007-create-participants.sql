-- The register: people who take part or want to be kept informed, for invitations only. What is not
-- known is an empty text. `sort_key` and `search` are made from the other columns, folded.
CREATE TABLE participants (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('participant', 'interested')),
  first_name TEXT NOT NULL,
  infix TEXT NOT NULL,
  last_name TEXT NOT NULL,
  organisation TEXT NOT NULL,
  street TEXT NOT NULL,
  house_number TEXT NOT NULL,
  house_suffix TEXT NOT NULL,
  postcode TEXT NOT NULL,
  town TEXT NOT NULL,
  country TEXT NOT NULL CHECK (length(country) = 2),
  email TEXT NOT NULL,
  email_key TEXT NOT NULL,
  phone TEXT NOT NULL,
  note TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  search TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  -- Counts the changes of this entry, so that two people do not overwrite each other unseen.
  version INTEGER NOT NULL,
  CHECK (last_name <> '' OR organisation <> '')
) STRICT;

CREATE INDEX participants_in_order ON participants (sort_key, id);
CREATE INDEX participants_by_kind ON participants (kind);

-- The last changes by number, whichever program made them: what a search index in memory has to read again.
CREATE TABLE participant_revisions (
  revision INTEGER PRIMARY KEY AUTOINCREMENT,
  participant_id TEXT NOT NULL
) STRICT;

CREATE TRIGGER participants_note_addition AFTER INSERT ON participants
BEGIN INSERT INTO participant_revisions (participant_id) VALUES (NEW.id); END;

CREATE TRIGGER participants_note_change AFTER UPDATE ON participants
BEGIN INSERT INTO participant_revisions (participant_id) VALUES (NEW.id); END;

CREATE TRIGGER participants_note_removal AFTER DELETE ON participants
BEGIN INSERT INTO participant_revisions (participant_id) VALUES (OLD.id); END;

CREATE TRIGGER participant_revisions_keep_100 AFTER INSERT ON participant_revisions
BEGIN DELETE FROM participant_revisions WHERE revision <= NEW.revision - 100; END;

-- What was done to the register, for as long as it can be undone: the entry before and after, as JSON.
-- A removed entry stands here and nowhere else.
CREATE TABLE participant_changes (
  id TEXT PRIMARY KEY,
  participant_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('added', 'changed', 'removed', 'restored')),
  before TEXT,
  after TEXT,
  staff_id TEXT NOT NULL,
  at TEXT NOT NULL,
  undone_at TEXT,
  CHECK (before IS NOT NULL OR after IS NOT NULL)
) STRICT;

CREATE INDEX participant_changes_by_participant ON participant_changes (participant_id);
CREATE INDEX participant_changes_by_moment ON participant_changes (at);
