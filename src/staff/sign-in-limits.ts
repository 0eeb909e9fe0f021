import { MINUTE } from '../clock.ts';
import type { Limit, RateLimits } from '../rate-limits/rate-limits.ts';
import { hashToken } from '../secrets.ts';

const PER_SENDER: Limit = { name: 'sign-in by sender', turns: 20, window: 15 * MINUTE };
const PER_ADDRESS: Limit = { name: 'sign-in by address', turns: 10, window: 15 * MINUTE };
const PER_DEVICE: Limit = { name: 'sign-in by device', turns: 10, window: 15 * MINUTE };

/** One attempt to sign in. `device` is the token of a browser in which this person signed in before. */
type Turn = { sender: string; addressKey: string; device: string | undefined };

/**
 * Slows guessing down without locking anybody out: a browser that its owner used before is counted by
 * itself, so that whoever hammers an address uses up only the turns of strangers.
 */
export type SignInLimits = ReturnType<typeof createSignInLimits>;

export function createSignInLimits(limits: RateLimits) {
  return { take, giveBack };

  /** Undefined: go ahead. A number: come back in so many seconds. */
  function take(turn: Turn): number | undefined {
    for (const [limit, somebody] of countedBy(turn)) {
      const seconds = limits.take(limit, somebody);
      if (seconds !== undefined) return seconds;
    }
    return undefined;
  }

  /** The password was right: it never was guessing. */
  function giveBack(turn: Turn): void {
    for (const [limit, somebody] of countedBy(turn)) limits.forget(limit, somebody);
  }

  function countedBy({ sender, addressKey, device }: Turn): [Limit, string][] {
    if (device !== undefined) return [[PER_DEVICE, hashToken(device)]];
    return [
      [PER_SENDER, sender],
      [PER_ADDRESS, addressKey],
    ];
  }
}
