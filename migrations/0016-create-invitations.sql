-- Who is invited to which meeting. A group is one mail or one letter: a person, or a household. Names and
-- addresses stay in the register; here is only whose entry it is.
CREATE TABLE invitation_groups (
  id TEXT PRIMARY KEY,
  meeting_id TEXT NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
  channel TEXT NOT NULL CHECK (channel IN ('mail', 'letter', 'phone', 'none')),
  -- A keyed hash of what those in it have in common: an e-mail address, a post address, or being one person.
  shared TEXT NOT NULL,
  -- The SHA-256 of the token of its link; the keyed hash of the code of its letter.
  token_hash TEXT NOT NULL UNIQUE,
  code_hash TEXT NOT NULL UNIQUE,
  -- The mail that has to be queued; '' where there is none.
  due TEXT NOT NULL DEFAULT '' CHECK (due IN ('', 'invitation', 'reminder', 'cancelled', 'moved')),
  -- The last mail to it, as the outbox knows it.
  message_id TEXT NOT NULL DEFAULT '',
  invited_at TEXT,
  reminded_at TEXT,
  -- The news about the meeting that this group still has to hear from a person: '' once it has.
  to_tell TEXT NOT NULL DEFAULT '' CHECK (to_tell IN ('', 'cancelled', 'moved')),
  -- The names of whom they bring, as JSON.
  guests TEXT NOT NULL DEFAULT '[]',
  guests_came INTEGER NOT NULL DEFAULT 0,
  answered_at TEXT,
  answered_by TEXT NOT NULL DEFAULT '' CHECK (answered_by IN ('', 'link', 'phone', 'paper')),
  -- Who of the staff wrote the answer down; '' for an answer of their own.
  staff_id TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL
) STRICT;

CREATE INDEX invitation_groups_by_meeting ON invitation_groups (meeting_id, shared);
CREATE INDEX invitation_groups_due ON invitation_groups (meeting_id) WHERE due <> '';

-- One person of a group.
CREATE TABLE invitations (
  id TEXT PRIMARY KEY,
  meeting_id TEXT NOT NULL,
  group_id TEXT NOT NULL REFERENCES invitation_groups (id) ON DELETE CASCADE,
  -- The entry of the register. Where it is gone, so is the name; `gone_at` is when that was noticed.
  participant_id TEXT NOT NULL,
  gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
  gone_at TEXT,
  -- The place in the order of the register when the person was chosen.
  place INTEGER NOT NULL,
  answer TEXT NOT NULL DEFAULT '' CHECK (answer IN ('', 'yes', 'no')),
  -- What was answered to the meeting's questions, by their ids, as JSON.
  answers TEXT NOT NULL DEFAULT '{}',
  -- Diet and access needs: never without the consent for just that (art. 9 AVG).
  needs TEXT NOT NULL DEFAULT '',
  needs_consent_at TEXT,
  came INTEGER NOT NULL DEFAULT 0 CHECK (came IN (0, 1)),
  -- When that was ticked, by the clock of the server.
  ticked_at TEXT,
  UNIQUE (meeting_id, participant_id),
  CHECK (needs = '' OR needs_consent_at IS NOT NULL)
) STRICT;

CREATE INDEX invitations_by_group ON invitations (group_id, place);
CREATE INDEX invitations_in_order ON invitations (meeting_id, place, id);
CREATE INDEX invitations_by_participant ON invitations (participant_id);
CREATE INDEX invitations_gone ON invitations (gone_at) WHERE gone = 1;

-- An entry that is removed can come back for 30 days, and so can what belongs to it here.
CREATE TRIGGER invitations_lose_their_participant AFTER DELETE ON participants
BEGIN UPDATE invitations SET gone = 1 WHERE participant_id = OLD.id; END;
CREATE TRIGGER invitations_find_their_participant AFTER INSERT ON participants
BEGIN UPDATE invitations SET gone = 0, gone_at = NULL WHERE participant_id = NEW.id AND gone = 1; END;

-- The texts that staff write for a meeting.
CREATE TABLE invitation_texts (
  meeting_id TEXT NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('invitation', 'reminder', 'letter')),
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (meeting_id, kind)
) STRICT, WITHOUT ROWID;

-- What was cleared after a meeting, and how much it was: numbers, no names.
CREATE TABLE invitation_receipts (
  meeting_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('needs', 'attendance')),
  at TEXT NOT NULL,
  cleared INTEGER NOT NULL,
  -- The figures of the meeting as they were, as JSON.
  counts TEXT NOT NULL,
  PRIMARY KEY (meeting_id, kind)
) STRICT, WITHOUT ROWID;

-- Files that go along with a mail, as JSON: name, media type, text.
ALTER TABLE outbox ADD COLUMN attachments TEXT NOT NULL DEFAULT '[]';
-- Better not at all than twice: when nobody knows whether it was sent, it becomes `uncertain`.
ALTER TABLE outbox ADD COLUMN once INTEGER NOT NULL DEFAULT 0 CHECK (once IN (0, 1));
