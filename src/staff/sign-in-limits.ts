import { MINUTE } from '../clock.ts';
import type { Limit, RateLimits } from '../rate-limits/rate-limits.ts';
import { hashToken } from '../secrets.ts';

const PER_SENDER: Limit = { name: 'sign-in by sender', turns: 20, window: 15 * MINUTE };
const PER_ADDRESS: Limit = { name: 'sign-in by address', turns: 10, window: 15 * MINUTE };
const PER_DEVICE: Limit = { name: 'sign-in by device', turns: 10, window: 15 * MINUTE };

/** Three codes in a million are right at a time: this leaves a guesser one chance in seven hundred a day. */
const STEP_PER_STAFF: Limit = { name: 'second step by staff', turns: 5, window: 15 * MINUTE };
const STEP_PER_DEVICE: Limit = { name: 'second step by device', turns: 5, window: 15 * MINUTE };

/** One attempt to sign in. `device` is the token of a browser in which this person signed in before. */
type Turn = { sender: string; addressKey: string; device: string | undefined };

/** One attempt at the second step. */
type StepTurn = { staffId: string; device: string | undefined };

/**
 * Slows guessing down without locking anybody out: a browser that its owner used before is counted by
 * itself, so that whoever hammers an address uses up only the turns of strangers.
 */
export type SignInLimits = ReturnType<typeof createSignInLimits>;

export function createSignInLimits(limits: RateLimits) {
  return createLimits(limits, ({ sender, addressKey, device }: Turn) => {
    if (device !== undefined) return [[PER_DEVICE, hashToken(device)]];
    return [
      [PER_SENDER, sender],
      [PER_ADDRESS, addressKey],
    ];
  });
}

/** The same for the second step. */
export type SecondStepLimits = ReturnType<typeof createSecondStepLimits>;

export function createSecondStepLimits(limits: RateLimits) {
  return createLimits(limits, ({ staffId, device }: StepTurn) => [
    device === undefined ? [STEP_PER_STAFF, staffId] : [STEP_PER_DEVICE, hashToken(device)],
  ]);
}

function createLimits<Attempt>(limits: RateLimits, countedBy: (attempt: Attempt) => [Limit, string][]) {
  return { take, giveBack };

  /** Undefined: go ahead. A number: come back in so many seconds. */
  function take(attempt: Attempt): number | undefined {
    for (const [limit, somebody] of countedBy(attempt)) {
      const seconds = limits.take(limit, somebody);
      if (seconds !== undefined) return seconds;
    }
    return undefined;
  }

  /** What was given was right: it never was guessing. */
  function giveBack(attempt: Attempt): void {
    for (const [limit, somebody] of countedBy(attempt)) limits.forget(limit, somebody);
  }
}
