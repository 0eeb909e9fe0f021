-- The people who run the site. `email_key` is how two spellings of one address are recognised.
CREATE TABLE staff (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  email_key TEXT NOT NULL UNIQUE,
  password_hash TEXT NOT NULL,
  created_at TEXT NOT NULL,
  last_used_at TEXT
) STRICT;

-- Links that set a password, once. The very first has no address: whoever opens it fills it in.
CREATE TABLE staff_invitations (
  token_hash TEXT PRIMARY KEY,
  name TEXT,
  email TEXT,
  email_key TEXT,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  used_at TEXT,
  CHECK ((name IS NULL) = (email IS NULL) AND (email IS NULL) = (email_key IS NULL))
) STRICT, WITHOUT ROWID;

-- Who is signed in where. The browser holds the token, we hold its hash.
CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  staff_id TEXT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  created_at TEXT NOT NULL,
  last_used_at TEXT NOT NULL,
  device TEXT NOT NULL,
  notice TEXT
) STRICT;

CREATE INDEX sessions_by_staff ON sessions (staff_id, last_used_at);

-- Browsers that signed in before: a stranger who tries somebody's address can't lock these out.
CREATE TABLE known_devices (
  token_hash TEXT NOT NULL,
  staff_id TEXT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  last_used_at TEXT NOT NULL,
  PRIMARY KEY (token_hash, staff_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX known_devices_by_staff ON known_devices (staff_id);
