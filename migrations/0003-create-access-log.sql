-- Who of the staff saw, changed or removed whom, and when. Opaque ids only: no name, address or search
-- word is ever in it. A page of a list is one row. Nothing is changed or taken back.
CREATE TABLE access_log (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  staff_id TEXT NOT NULL,
  action TEXT NOT NULL,
  persons TEXT NOT NULL
) STRICT;

CREATE INDEX access_log_by_moment ON access_log (at);

CREATE TRIGGER access_log_is_not_changed BEFORE UPDATE ON access_log
BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;

-- INSERT OR REPLACE removes the old row without asking the triggers for DELETE.
CREATE TRIGGER access_log_is_not_replaced BEFORE INSERT ON access_log
WHEN EXISTS (SELECT 1 FROM access_log WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;

-- Rows go only by age, after the term below.
CREATE TRIGGER access_log_is_not_removed BEFORE DELETE ON access_log
WHEN OLD.at > strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-13 months')
BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
