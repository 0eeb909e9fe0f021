-- A long list of people comes in faster.

-- At least the last 100 revisions stay, as before; older ones are looked for once in a hundred changes.
DROP TRIGGER participant_revisions_keep_100;

CREATE TRIGGER participant_revisions_keep_100 AFTER INSERT ON participant_revisions WHEN NEW.revision % 100 = 0
BEGIN DELETE FROM participant_revisions WHERE revision <= NEW.revision - 100; END;

-- The last change of the register when the list was checked, and then that of its own rows: as long as nobody else
-- changes it, what was found out by checking is still true.
ALTER TABLE register_lists ADD COLUMN checked_revision INTEGER;
