-- Meetings: the AlliantieRaad and other activities. Times are UTC; `reply_by` is a day ('' where there is none).
-- `questions` is JSON: what is asked of who comes.
CREATE TABLE meetings (
  id TEXT PRIMARY KEY,
  -- The address in the agenda; fixed once the meeting is published.
  slug TEXT NOT NULL UNIQUE,
  -- What calendars know it by, for ever (RFC 5545 §3.8.4.7).
  uid TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  starts_at TEXT NOT NULL,
  ends_at TEXT NOT NULL,
  place_name TEXT NOT NULL,
  street TEXT NOT NULL,
  house_number TEXT NOT NULL,
  postcode TEXT NOT NULL,
  town TEXT NOT NULL,
  -- Markdown, as is `programme`.
  directions TEXT NOT NULL,
  programme TEXT NOT NULL,
  summary TEXT NOT NULL,
  is_public INTEGER NOT NULL CHECK (is_public IN (0, 1)),
  capacity INTEGER CHECK (capacity > 0),
  reply_by TEXT NOT NULL,
  questions TEXT NOT NULL,
  asks_needs INTEGER NOT NULL CHECK (asks_needs IN (0, 1)),
  state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'cancelled')),
  -- What people are told of why it is off.
  cancel_reason TEXT NOT NULL DEFAULT '',
  -- Counts what calendars have to take over (RFC 5545 §3.8.7.4).
  sequence INTEGER NOT NULL,
  -- Counts the changes, so that two people do not overwrite each other unseen.
  version INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  -- A draft that was thrown away, for as long as that can be undone.
  removed_at TEXT,
  CHECK (ends_at > starts_at)
) STRICT;

CREATE INDEX meetings_by_start ON meetings (starts_at, id) WHERE removed_at IS NULL;
CREATE INDEX meetings_by_end ON meetings (ends_at) WHERE removed_at IS NULL;

-- What people read before a meeting, and the minutes after. `file` is a name in `uploads/documents`.
CREATE TABLE meeting_documents (
  id TEXT PRIMARY KEY,
  meeting_id TEXT NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('before', 'minutes')),
  title TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('pdf', 'docx')),
  bytes INTEGER NOT NULL,
  file TEXT NOT NULL UNIQUE,
  added_at TEXT NOT NULL,
  -- Taken away, for as long as that can be undone.
  removed_at TEXT
) STRICT;

CREATE INDEX meeting_documents_by_meeting ON meeting_documents (meeting_id, added_at, id);

-- The site shows meetings, drafts apart.
CREATE TRIGGER meetings_update_is_new_content AFTER UPDATE ON meetings
WHEN NEW.state <> 'draft' OR OLD.state <> 'draft'
BEGIN UPDATE content_version SET number = number + 1; END;
CREATE TRIGGER meetings_delete_is_new_content AFTER DELETE ON meetings
WHEN OLD.state <> 'draft'
BEGIN UPDATE content_version SET number = number + 1; END;
