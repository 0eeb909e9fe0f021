-- How a session was opened: with a second factor or not, and when its owner last gave a password or passkey.
-- One that is over stays for a day, never to come back: what was being typed in it is kept for its owner.
-- `to_show` holds what its owner sees once, for a few minutes: new recovery codes, a link. Sealed with secret.key.
ALTER TABLE sessions ADD COLUMN second_factor INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN proved_at TEXT;
ALTER TABLE sessions ADD COLUMN over_at TEXT;
ALTER TABLE sessions ADD COLUMN to_show TEXT;

-- Somebody who no longer has access. The name stays as long as the access log tells what they did.
ALTER TABLE staff ADD COLUMN left_at TEXT;

-- A link that takes the second factors of an account away too: only a colleague or the command line gives it.
ALTER TABLE staff_invitations ADD COLUMN clears_factors INTEGER NOT NULL DEFAULT 0;

-- The app on somebody's phone that shows one-time codes (TOTP, RFC 6238). `secret` is sealed with secret.key.
CREATE TABLE code_apps (
  staff_id TEXT PRIMARY KEY REFERENCES staff (id) ON DELETE CASCADE,
  secret TEXT NOT NULL,
  added_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The time steps whose code was used: none counts twice. Whichever way a clock is set.
CREATE TABLE used_codes (
  staff_id TEXT NOT NULL REFERENCES code_apps (staff_id) ON DELETE CASCADE,
  step INTEGER NOT NULL,
  PRIMARY KEY (staff_id, step)
) STRICT, WITHOUT ROWID;

-- Passkeys (WebAuthn): the public halves, and what the device said of itself.
CREATE TABLE passkeys (
  id TEXT PRIMARY KEY,
  staff_id TEXT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  credential_id TEXT NOT NULL UNIQUE,
  public_key TEXT NOT NULL,
  counter INTEGER NOT NULL,
  transports TEXT NOT NULL,
  device TEXT NOT NULL,
  added_at TEXT NOT NULL,
  last_used_at TEXT
) STRICT;

CREATE INDEX passkeys_by_staff ON passkeys (staff_id, added_at);

-- What a passkey has to sign, once and soon. Without a staff member it is to sign in with.
CREATE TABLE passkey_questions (
  challenge_hash TEXT PRIMARY KEY,
  staff_id TEXT REFERENCES staff (id) ON DELETE CASCADE,
  expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Codes on paper, each of them good for once. Hashed with secret.key.
CREATE TABLE recovery_codes (
  staff_id TEXT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  code_hash TEXT NOT NULL,
  used_at TEXT,
  PRIMARY KEY (staff_id, code_hash)
) STRICT, WITHOUT ROWID;

-- Who gave the right password and has to give a second factor yet.
CREATE TABLE half_signed_in (
  token_hash TEXT PRIMARY KEY,
  staff_id TEXT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What was sent from a session that was over by then, sealed with secret.key, for its owner alone.
CREATE TABLE kept_texts (
  id TEXT PRIMARY KEY,
  staff_id TEXT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  address TEXT NOT NULL,
  fields TEXT NOT NULL,
  kept_at TEXT NOT NULL,
  UNIQUE (staff_id, address)
) STRICT;
