import type { Clock } from '../clock.ts';
import type { KeyedHash, Randomness } from '../secrets.ts';
import type { FactorStore } from './factor-store.ts';

const HOW_MANY = 10;
/** Thirty-two letters and digits that can't be taken for one another: no i, l, o and u. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
const CODE_LENGTH = 16;

/**
 * Codes on paper for who has lost everything else: ten of them, each good for once. Each has 80 bits; the
 * database holds a keyed hash, different for each person.
 */
export type RecoveryCodes = ReturnType<typeof createRecoveryCodes>;

type Deps = { store: FactorStore; clock: Clock; randomness: Randomness; hash: KeyedHash };

export function createRecoveryCodes({ store, clock, randomness, hash }: Deps) {
  return { renew, use, left: store.codesLeft };

  /** Makes ten new codes, as they are printed: `k3w7-p0xq-8mz2-d5ta`. Earlier ones no longer work. */
  function renew(staffId: string): string[] {
    const codes = Array.from({ length: HOW_MANY }, newCode);
    store.setCodes(
      staffId,
      codes.map((code) => hashOf(staffId, code)),
    );
    return codes.map((code) => code.replaceAll(/.{4}(?=.)/g, '$&-'));
  }

  /** Uses a code up, however it was typed. */
  function use(staffId: string, typed: string): 'right' | 'wrong' {
    const codeHash = hashOf(staffId, read(typed));
    return store.useCode({ staffId, codeHash, now: clock().toISOString() }) ? 'right' : 'wrong';
  }

  function newCode(): string {
    return Array.from(randomness(CODE_LENGTH), (byte) => LETTERS.charAt(byte % LETTERS.length)).join('');
  }

  function hashOf(staffId: string, code: string): string {
    return hash('recovery code', `${staffId} ${code}`);
  }
}

/** What was typed, without the spaces and dashes, and with the letters that people take for others put right. */
function read(typed: string): string {
  return typed
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .replaceAll('o', '0')
    .replaceAll(/[il]/g, '1');
}
