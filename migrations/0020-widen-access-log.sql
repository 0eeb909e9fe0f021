-- What the log is asked for: who did it, what was done, and to whom.
CREATE INDEX access_log_by_staff ON access_log (staff_id);
CREATE INDEX access_log_by_action ON access_log (action);
CREATE INDEX access_log_by_staff_and_action ON access_log (staff_id, action);

-- Which rows are about whom: the ids of `persons` as words, and nothing else. It can be made anew from the log.
CREATE VIRTUAL TABLE access_log_search USING fts5 (
  persons,
  content = '',
  contentless_delete = 1,
  detail = none,
  tokenize = "unicode61 remove_diacritics 0 tokenchars '-_'"
);

INSERT INTO access_log_search (rowid, persons) SELECT id, persons FROM access_log;

CREATE TRIGGER access_log_is_indexed AFTER INSERT ON access_log
BEGIN
  INSERT INTO access_log_search (rowid, persons) VALUES (NEW.id, NEW.persons);
END;

CREATE TRIGGER access_log_leaves_the_index AFTER DELETE ON access_log
BEGIN
  DELETE FROM access_log_search WHERE rowid = OLD.id;
END;

-- The term is a setting now. A year is the least, whatever the setting says: nobody can shorten the log to hide
-- what they did.
DROP TRIGGER access_log_is_not_removed;

CREATE TRIGGER access_log_is_not_removed BEFORE DELETE ON access_log
WHEN OLD.at > strftime(
  '%Y-%m-%dT%H:%M:%fZ',
  'now',
  '-' || max(12, coalesce((SELECT CAST(value AS INTEGER) FROM settings WHERE name = 'logMonths'), 13)) || ' months'
)
BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
