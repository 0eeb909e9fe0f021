import { hashToken, type KeyedHash } from '../secrets.ts';

/** No vowels, so that no word comes out; no 0 and O, no 1, I and L. */
const LETTERS = '23456789BCDFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 10;

/**
 * What opens an invitation: the token of its link, and the code that is typed from a letter. Both follow from
 * the group's id and the site's own key, so that a letter can be printed again and a reminder has the same link;
 * the database holds only their hashes. A code has 48 bits.
 */
export type Keys = ReturnType<typeof createKeys>;

export function createKeys(hash: KeyedHash) {
  return { tokenOf, codeOf, hashOfToken: hashToken, hashOfCode, printed, readCode };

  /** 32 bytes, as 43 characters that are safe in an address. */
  function tokenOf(groupId: string): string {
    return Buffer.from(hash('invitation link', groupId), 'hex').toString('base64url');
  }

  function codeOf(groupId: string): string {
    let rest = BigInt(`0x${hash('invitation code', groupId)}`);
    let code = '';
    while (code.length < CODE_LENGTH) {
      code += LETTERS.charAt(Number(rest % BigInt(LETTERS.length)));
      rest /= BigInt(LETTERS.length);
    }
    return code;
  }

  function hashOfCode(code: string): string {
    return hash('invitation code, kept', code);
  }

  /** As it stands in a letter: `BCD-2345-FGH`. */
  function printed(code: string): string {
    return `${code.slice(0, 3)}-${code.slice(3, 7)}-${code.slice(7)}`;
  }

  /** A code in any way of typing it; undefined for what can't be one. */
  function readCode(typed: string): string | undefined {
    const code = typed.toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
    const fits = code.length === CODE_LENGTH && Array.from(code).every((letter) => LETTERS.includes(letter));
    return fits ? code : undefined;
  }
}
