-- One row for each limit and each (hashed) somebody. `full_at` is the moment, in milliseconds, at
-- which the allowance would be whole again if nothing more came: the generic cell rate algorithm.
CREATE TABLE rate_limits (
  key TEXT PRIMARY KEY,
  full_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX rate_limits_by_moment ON rate_limits (full_at);
