-- What people ask about their own data, who is left alone, and erasures, which are applied again to a backup.

-- A request by somebody in the lists (articles 15 to 21 of the GDPR). Days are those of the Netherlands, YYYY-MM-DD.
CREATE TABLE rights_requests (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL
    CHECK (kind IN ('access', 'correction', 'restriction', 'objection', 'erasure', 'portability')),
  -- Who wrote it down: staff, or the person on the page for one's own data.
  written_by TEXT NOT NULL CHECK (written_by IN ('staff', 'person')),
  staff_id TEXT NOT NULL,
  came_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  -- In the words of staff. Empty once the people are erased.
  note TEXT NOT NULL,
  -- How it ended; an empty text while it is open.
  outcome TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'done', 'partly', 'refused', 'withdrawn')),
  closed_on TEXT NOT NULL DEFAULT '',
  closing_note TEXT NOT NULL DEFAULT '',
  -- What staff were last mailed about it.
  reminded TEXT NOT NULL DEFAULT '' CHECK (reminded IN ('', 'soon', 'late')),
  recorded_at TEXT NOT NULL
) STRICT;

CREATE INDEX rights_requests_open ON rights_requests (due_on, id) WHERE outcome = '';
CREATE INDEX rights_requests_closed ON rights_requests (closed_on, id) WHERE outcome <> '';

-- Who asks, by the ids of the lists. While `chosen` is 0 it may be somebody else: staff have to choose.
CREATE TABLE rights_request_people (
  request_id TEXT NOT NULL REFERENCES rights_requests (id) ON DELETE CASCADE,
  list TEXT NOT NULL CHECK (list IN ('subscriber', 'participant')),
  person_id TEXT NOT NULL,
  chosen INTEGER NOT NULL CHECK (chosen IN (0, 1)),
  PRIMARY KEY (request_id, list, person_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX rights_request_people_by_person ON rights_request_people (list, person_id);

-- Erasures that were applied to this database, by the names of their files outside it: numbers, no names.
CREATE TABLE erasures (
  name TEXT PRIMARY KEY,
  erased_at TEXT NOT NULL,
  applied_at TEXT NOT NULL,
  subscribers INTEGER NOT NULL,
  participants INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Links by which somebody in the register sees their own entry; worth nothing once its address is another one.
CREATE TABLE own_entry_links (
  token_hash TEXT PRIMARY KEY,
  participant_id TEXT NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
  address_key TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX own_entry_links_by_participant ON own_entry_links (participant_id);
CREATE INDEX own_entry_links_by_moment ON own_entry_links (expires_at);

-- Since when somebody is kept, and nothing else (article 18 of the GDPR), or wants no invitations (article 21);
-- an empty text where that is not so.
ALTER TABLE subscribers ADD COLUMN restricted_at TEXT NOT NULL DEFAULT '';
ALTER TABLE participants ADD COLUMN restricted_at TEXT NOT NULL DEFAULT '';
ALTER TABLE participants ADD COLUMN objected_at TEXT NOT NULL DEFAULT '';

-- What finds the rows of one person at once.
CREATE INDEX outbox_by_person ON outbox (person) WHERE person <> '';
CREATE INDEX outbox_by_address ON outbox (address_hash) WHERE address_hash <> '';
CREATE INDEX newsletter_requests_by_address ON newsletter_requests (address_key);
CREATE INDEX address_moves_by_address ON address_moves (address_key);
CREATE INDEX unrecognised_mails_by_address ON unrecognised_mails (lower(about_address)) WHERE about_address <> '';
CREATE INDEX participants_left_alone ON participants (id) WHERE restricted_at <> '' OR objected_at <> '';
