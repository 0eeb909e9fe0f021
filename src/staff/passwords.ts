import { argon2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Randomness } from '../secrets.ts';

/** What is wrong with a password that somebody wants. */
export type PasswordProblem = 'too-short' | 'too-long' | 'easy';

/** What argon2id is asked to do. Handed in, so that a test can see that it was. */
export type Derive = (
  password: string,
  salt: Buffer,
  parameters: { memory: number; passes: number; parallelism: number },
) => Promise<Buffer>;

export const LEAST_CHARACTERS = 12;
export const MOST_CHARACTERS = 200;

/** The least that OWASP's Password Storage Cheat Sheet asks of argon2id: 19 MiB, two passes. */
const PARAMETERS = { memory: 19_456, passes: 2, parallelism: 1 };
const HASH_BYTES = 32;
const SALT_BYTES = 16;

/** zxcvbn's score from 0 to 4; at 3 a password holds out against guessing by computer for long enough. */
const LEAST_SCORE = 3;

/** What people here think of first. The library itself knows common passwords, but no Dutch. */
const WORDS_OF_HERE = [
  ...['wachtwoord', 'welkom', 'geheim', 'inloggen', 'toegang', 'beheer', 'beheerder', 'medewerker'],
  ...['nieuwsbrief', 'armoede', 'bestaanszekerheid', 'participatie', 'participant', 'sociale', 'alliantie'],
  ...['socialealliantie', 'alliantieraad', 'vereniging', 'stichting', 'utrecht', 'amsterdam', 'nederland'],
  ...['lente', 'zomer', 'herfst', 'winter', 'januari', 'februari', 'maart', 'april', 'mei', 'juni', 'juli'],
  ...['augustus', 'september', 'oktober', 'november', 'december', 'maandag', 'dinsdag', 'woensdag'],
  ...['donderdag', 'vrijdag', 'zaterdag', 'zondag', 'hallo', 'goedemorgen', 'liefje', 'schatje', 'mijn'],
];

/** A password as it is compared: the same whichever keyboard typed it (NFKC). */
function normalise(password: string): string {
  return password.normalize('NFKC');
}

/** Whether a password has a length that we take, counted in characters as people count them. */
export function lengthProblem(password: string): 'too-short' | 'too-long' | undefined {
  const { length } = Array.from(normalise(password));
  if (length < LEAST_CHARACTERS) return 'too-short';
  return length > MOST_CHARACTERS ? 'too-long' : undefined;
}

/** Hashes passwords, verifies them, and says which are too easy to guess. */
export type Passwords = ReturnType<typeof createPasswords>;

export function createPasswords({
  randomness,
  derive = deriveByArgon2,
}: {
  randomness: Randomness;
  derive?: Derive;
}) {
  const nobodys = format(PARAMETERS, randomness(SALT_BYTES), randomness(HASH_BYTES));
  return { problem, hash, verify, isOutdated };

  /**
   * What is wrong with a password, if anything. `known` holds what an acquaintance would try first:
   * the person's name and address. The dictionaries are read only now: few starts need them.
   */
  async function problem(password: string, known: string[]): Promise<PasswordProblem | undefined> {
    const wrongLength = lengthProblem(password);
    if (wrongLength !== undefined) return wrongLength;
    const { ZxcvbnFactory } = await import('@zxcvbn-ts/core');
    const { adjacencyGraphs, dictionary } = await import('@zxcvbn-ts/language-common');
    const judge = new ZxcvbnFactory({
      dictionary: { ...dictionary, here: WORDS_OF_HERE },
      graphs: adjacencyGraphs,
    });
    const { score } = judge.check(normalise(password), known.flatMap(wordsOf));
    return score < LEAST_SCORE ? 'easy' : undefined;
  }

  /** What the database keeps of a password: a PHC string with its own salt and parameters. */
  async function hash(password: string): Promise<string> {
    const salt = randomness(SALT_BYTES);
    return format(PARAMETERS, salt, await derive(normalise(password), salt, PARAMETERS));
  }

  /**
   * Whether this is the password of that hash, computed by the parameters in the hash itself. Without
   * a hash, for somebody we don't know, it takes as long and is never right.
   */
  async function verify(password: string, stored: string | undefined): Promise<boolean> {
    const { parameters, salt, hash: expected } = parse(stored ?? nobodys);
    const actual = await derive(normalise(password), salt, parameters);
    const same = actual.length === expected.length && timingSafeEqual(actual, expected);
    return same && stored !== undefined;
  }

  /** Whether a hash was made by other parameters than today's. */
  function isOutdated(stored: string): boolean {
    return JSON.stringify(parse(stored).parameters) !== JSON.stringify(PARAMETERS);
  }
}

const argon2Async = promisify(argon2);

/** argon2id as Node has it (RFC 9106). */
export function deriveByArgon2(...[password, nonce, parameters]: Parameters<Derive>): Promise<Buffer> {
  return argon2Async('argon2id', { message: password, nonce, tagLength: HASH_BYTES, ...parameters });
}

/** The PHC string format: `$argon2id$v=19$m=19456,t=2,p=1$SALT$HASH`, base64 without padding. */
function format(parameters: typeof PARAMETERS, salt: Buffer, hash: Buffer): string {
  const { memory, passes, parallelism } = parameters;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(hash)}`;
}

function parse(stored: string): { parameters: typeof PARAMETERS; salt: Buffer; hash: Buffer } {
  const found =
    /^\$argon2id\$v=19\$m=(?<m>\d+),t=(?<t>\d+),p=(?<p>\d+)\$(?<salt>[\w+/]+)\$(?<hash>[\w+/]+)$/.exec(
      stored,
    );
  const { m, t, p, salt, hash } = found?.groups ?? {};
  if (salt === undefined || hash === undefined) throw new Error('A password hash is in no form that we know');
  return {
    parameters: { memory: Number(m), passes: Number(t), parallelism: Number(p) },
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

/** A name or address as people put it in a password: whole, run together, and word by word. */
function wordsOf(text: string): string[] {
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2);
  return [text, words.join(''), text.replaceAll(/\s/g, ''), ...words];
}
