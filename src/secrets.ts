import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from './start-error.ts';

/** Gives random bytes. Handed in, so that tests own it. */
export type Randomness = (length: number) => Buffer;

/** A token for a link: 32 random bytes, as 43 characters that are safe in an address. */
export function newToken(randomness: Randomness): string {
  return randomness(32).toString('base64url');
}

/** An opaque id for a person or a thing: 12 random bytes, so that it tells nothing and is never given twice. */
export function newId(randomness: Randomness): string {
  return randomness(12).toString('base64url');
}

const SHARED_BYTES = 4;
const IN_A_RUN = 1000;
const DRAWN_AT_ONCE = 8192;

/**
 * Random bytes in runs that begin with the same four bytes, for a great many ids or tokens at once: they then
 * lie side by side in the indexes, which writes a tenth of the pages. What is left is as hard to guess: 8
 * bytes of an id, 28 of a token.
 */
export function inRuns(randomness: Randomness): Randomness {
  let drawn = randomness(DRAWN_AT_ONCE);
  let used = 0;
  let start = draw(SHARED_BYTES);
  let left = IN_A_RUN;
  return (length) => {
    if (left === 0) [start, left] = [draw(SHARED_BYTES), IN_A_RUN];
    left -= 1;
    return Buffer.concat([start, draw(length - SHARED_BYTES)]);
  };

  /** Asking for a few bytes costs as much as asking for thousands. No byte is given twice. */
  function draw(length: number): Buffer {
    if (used + length > drawn.length) [drawn, used] = [randomness(DRAWN_AT_ONCE), 0];
    used += length;
    return drawn.subarray(used - length, used);
  }
}

/** What the database keeps of a token: its SHA-256, as hexadecimal. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Turns a value into something that can be recognised again but not read back, without the key. */
export type KeyedHash = (purpose: string, value: string) => string;

/** A keyed hash (HMAC-SHA-256) that differs for each purpose, so that two lists can't be laid side by side. */
export function createKeyedHash(key: Buffer): KeyedHash {
  return (purpose, value) => createHmac('sha256', key).update(`${purpose}\0${value}`).digest('hex');
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Locks text away, so that the database alone does not tell it. Each purpose has a key of its own. */
export type Seal = {
  close: (purpose: string, text: string) => string;
  /** The text again. Throws where it was closed for another purpose, with another key, or was changed since. */
  open: (purpose: string, closed: string) => string;
};

/** Seals by AES-256-GCM (NIST SP 800-38D), with keys derived from the site's own by HKDF (RFC 5869). */
export function createSeal(key: Buffer, randomness: Randomness): Seal {
  const keyFor = (purpose: string) => Buffer.from(hkdfSync('sha256', key, '', `seal ${purpose}`, 32));
  return {
    close: (purpose, text) => {
      const nonce = randomness(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', keyFor(purpose), nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    open: (purpose, closed) => {
      const bytes = Buffer.from(closed, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', keyFor(purpose), bytes.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const body = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([body, decipher.final()]).toString('utf8');
    },
  };
}

/**
 * Reads `DATA_DIR/secret.key`, and makes it on the first start (mode 0600).
 *
 * @throws {StartError} when the file is there but is not a key.
 */
export function readSecretKey(dataDir: string, databaseExists: boolean): Buffer {
  const file = join(dataDir, 'secret.key');
  if (!existsSync(file)) {
    if (databaseExists) {
      throw new StartError(
        `${file} is missing, while the database is there. Put the key back from a backup: without it, people who left could be mailed again.`,
      );
    }
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
  if (key.length !== 32) throw new StartError(`${file} is not a key of 64 hexadecimal digits.`);
  return key;
}
