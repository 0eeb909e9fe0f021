-- Every file that was made with people of the register in it: for which activity, by whom, and who was in it.
CREATE TABLE ledger (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  at TEXT NOT NULL,
  -- '' for the command line.
  staff_id TEXT NOT NULL,
  staff_name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('export', 'labels', 'letters', 'badges', 'door-list')),
  -- The meeting, where it was for one, and what the activity was called at that moment.
  meeting_id TEXT,
  activity TEXT NOT NULL CHECK (trim(activity) <> ''),
  -- What of each person stands in the file, as JSON.
  contents TEXT NOT NULL,
  -- How many were in it when it was made, and how many of them are forgotten since.
  count INTEGER NOT NULL,
  forgotten INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX ledger_by_moment ON ledger (at);

-- Who was in it. `merged_into` is the entry that this one was made one with.
CREATE TABLE ledger_people (
  ledger_number INTEGER NOT NULL REFERENCES ledger (number) ON DELETE CASCADE,
  participant_id TEXT NOT NULL,
  merged_into TEXT,
  PRIMARY KEY (ledger_number, participant_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX ledger_people_by_participant ON ledger_people (participant_id);
CREATE INDEX ledger_people_by_merging ON ledger_people (merged_into) WHERE merged_into IS NOT NULL;

-- Somebody who was removed can be put back for a while, and is in the file again. With the last trace of
-- the person the row goes and leaves the count; of two entries that were made one, the one that stayed is in it.
CREATE TRIGGER ledger_forgets_with_the_register AFTER DELETE ON participant_history
WHEN NOT EXISTS (SELECT 1 FROM participants WHERE id = OLD.participant_id)
  AND NOT EXISTS (SELECT 1 FROM participant_history WHERE participant_id = OLD.participant_id)
BEGIN
  UPDATE OR IGNORE ledger_people SET participant_id = merged_into, merged_into = NULL
  WHERE participant_id = OLD.participant_id AND merged_into IS NOT NULL;
  UPDATE ledger SET forgotten = forgotten + 1 WHERE number IN (
    SELECT ledger_number FROM ledger_people WHERE participant_id = OLD.participant_id AND merged_into IS NULL);
  DELETE FROM ledger_people WHERE participant_id = OLD.participant_id;
END;

-- A file that was lost: since when staff know of it, and what they wrote down of it.
CREATE TABLE incidents (
  ledger_id TEXT PRIMARY KEY REFERENCES ledger (id) ON DELETE CASCADE,
  noticed_at TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  staff_name TEXT NOT NULL,
  -- In the words of staff, or empty: what happened, since when, what was done about it.
  what TEXT NOT NULL,
  lost_when TEXT NOT NULL,
  measures TEXT NOT NULL,
  -- When the authority and the people were told, or empty.
  reported_at TEXT NOT NULL,
  told_at TEXT NOT NULL
) STRICT;

-- Lists of people on their way into the register: a file, the rows that were read from it, and what each would
-- do or did. The file goes when it is read, the cells when they are used, the rest after a month.
CREATE TABLE register_lists (
  id TEXT PRIMARY KEY,
  file_name TEXT NOT NULL,
  -- '' for the command line.
  staff_id TEXT NOT NULL,
  staff_name TEXT NOT NULL,
  -- Who works at it: the site's worker, or a command that can end half-way.
  worker TEXT NOT NULL CHECK (worker IN ('site', 'command')),
  state TEXT NOT NULL CHECK (state IN ('received', 'unreadable', 'read', 'checking', 'checked', 'applying',
    'applied', 'undoing', 'undone', 'dropped')),
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  applied_at TEXT,
  -- The last row that the present step has dealt with.
  progress INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  problem TEXT,
  problem_row INTEGER,
  -- JSON: how the file was written, what is in its columns, what the columns are, the counts.
  format TEXT,
  columns TEXT,
  mapping TEXT,
  counts TEXT,
  -- While it is being undone: the earliest change of the register that was dealt with.
  undone_from INTEGER
) STRICT;

CREATE INDEX register_lists_by_state ON register_lists (state, created_at);

CREATE TABLE register_list_files (
  list_id TEXT NOT NULL REFERENCES register_lists (id) ON DELETE CASCADE,
  part INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (list_id, part)
) STRICT;

CREATE TABLE register_list_rows (
  list_id TEXT NOT NULL REFERENCES register_lists (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  cells TEXT NOT NULL,
  problem TEXT,
  -- Rows with the same one are about the same person.
  person_key TEXT,
  outcome TEXT,
  -- What is wrong with it, or what it is warned of, as codes with spaces between.
  detail TEXT NOT NULL DEFAULT '',
  participant_id TEXT,
  PRIMARY KEY (list_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX register_list_rows_by_outcome ON register_list_rows (list_id, outcome, number)
  WHERE outcome IS NOT NULL;
CREATE INDEX register_list_rows_with_warnings ON register_list_rows (list_id, number)
  WHERE detail <> '' AND outcome IN ('new', 'changed', 'same');
