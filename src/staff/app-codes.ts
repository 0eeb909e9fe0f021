import { type Clock, MINUTE, SECOND } from '../clock.ts';
import type { Randomness, Seal } from '../secrets.ts';
import type { FactorStore } from './factor-store.ts';

/**
 * What is wrong with a code: it is no code, it does not fit, it was used before, or it fits a clock that many
 * minutes from ours (negative: the phone is behind).
 */
export type CodeProblem = 'malformed' | 'wrong' | 'used' | { minutesOff: number };

const PERIOD = 30;
/** One step to either side, for slow hands and small differences (RFC 6238 §5.2). */
const TOLERANCE = PERIOD;
/** A clock further away than this is not looked for. */
const LOOKED_FOR = 15 * 60;
const SECRET_BYTES = 20;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** One-time codes from an app (TOTP, RFC 6238: SHA-1, six digits, 30 seconds, which every app knows). */
export type AppCodes = ReturnType<typeof createAppCodes>;

type Deps = { store: FactorStore; clock: Clock; randomness: Randomness; seal: Seal };

export function createAppCodes({ store, clock, randomness, seal }: Deps) {
  return { newSecret, isSecret, set, check, checkAgainst, removeOld };

  /** A secret for an app, as people type it: 160 bits in base32 (RFC 4648). */
  function newSecret(): string {
    return base32(randomness(SECRET_BYTES));
  }

  /** Whether this can be a secret that we gave. */
  function isSecret(text: string): boolean {
    return /^[A-Z2-7]{32}$/.test(text);
  }

  /** Puts this app in the place of the one before. The code that was shown with it counts as used. */
  function set(staffId: string, secret: string, step: number): void {
    store.setApp(staffId, { secret: seal.close(purpose(staffId), secret), addedAt: clock().toISOString() });
    store.useStep(staffId, step);
  }

  /** Whether this is the code that somebody's app shows now, for the first time. */
  async function check(staffId: string, typed: string): Promise<'right' | CodeProblem> {
    const app = store.appOf(staffId);
    if (app === undefined) return 'wrong';
    const found = await checkAgainst(seal.open(purpose(staffId), app.secret), typed);
    if (typeof found !== 'number') return found;
    // The app may have been replaced while the code was being checked.
    if (store.appOf(staffId)?.secret !== app.secret) return 'wrong';
    return store.useStep(staffId, found) ? 'right' : 'used';
  }

  /** The time step of a code that fits this secret now, or what is wrong with it. */
  async function checkAgainst(secret: string, typed: string): Promise<number | CodeProblem> {
    const token = typed.normalize('NFKC').replaceAll(/[\s\p{Pd}.]/gu, '');
    if (!/^[0-9]{6}$/.test(token)) return 'malformed';
    // Read only now: few starts need it.
    const { verify } = await import('otplib');
    const epoch = Math.floor(clock().getTime() / SECOND);
    const near = await verify({ secret, token, epoch, epochTolerance: TOLERANCE });
    if (near.valid) return stepOf(epoch, near.delta);
    const far = await verify({ secret, token, epoch, epochTolerance: LOOKED_FOR });
    if (!far.valid) return 'wrong';
    const minutes = Math.round((far.delta * PERIOD * SECOND) / MINUTE);
    return { minutesOff: minutes === 0 ? Math.sign(far.delta) : minutes };
  }

  /** Forgets which codes were used a day ago. */
  function removeOld(): void {
    store.removeStepsBefore(stepOf(clock().getTime() / SECOND, 0) - (24 * 3600) / PERIOD);
  }

  function stepOf(epoch: number, delta: number): number {
    return Math.floor(epoch / PERIOD) + delta;
  }
}

function purpose(staffId: string): string {
  return `app of ${staffId}`;
}

function base32(bytes: Buffer): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return bits.replaceAll(/.{5}/g, (five) => BASE32.charAt(Number.parseInt(five, 2)));
}
