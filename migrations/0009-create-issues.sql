-- The newsletters as they are written. `blocks` is JSON: texts in Markdown, and articles by their slug.
CREATE TABLE issues (
  id TEXT PRIMARY KEY,
  -- The address in the archive.
  slug TEXT NOT NULL UNIQUE,
  subject TEXT NOT NULL,
  preheader TEXT NOT NULL,
  introduction TEXT NOT NULL,
  blocks TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  -- Counts the changes, so that two people do not overwrite each other unseen.
  version INTEGER NOT NULL,
  -- The open page that saved last: its next save is never in its own way, also when an answer got lost.
  saved_by TEXT NOT NULL,
  -- The block that was just taken out, as JSON, for as long as it can be put back.
  removed_block TEXT,
  -- Whether the archive shows it once it was sent.
  in_archive INTEGER NOT NULL DEFAULT 1 CHECK (in_archive IN (0, 1)),
  -- A draft that was thrown away, for as long as that can be undone.
  removed_at TEXT
) STRICT;

CREATE INDEX issues_newest ON issues (created_at DESC, id DESC) WHERE removed_at IS NULL;

-- The archive is a page of the site. What is written in a draft is not.
CREATE TRIGGER issues_in_archive_is_new_content AFTER UPDATE OF in_archive ON issues
BEGIN UPDATE content_version SET number = number + 1; END;

-- Pictures as mail needs them: a JPEG, since Outlook shows no WebP. Empty for a picture that came in before.
ALTER TABLE pictures ADD COLUMN mail TEXT;
