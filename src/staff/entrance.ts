import { after, type Clock, DAY, MINUTE } from '../clock.ts';
import { hashToken, newToken, type Randomness } from '../secrets.ts';
import { pastTerm, TERMS } from '../terms.ts';
import type { SessionStore } from './session-store.ts';
import type { Sessions } from './sessions.ts';
import type { StaffStore } from './store.ts';

/** What is known of the browser that signs in: what it holds from before, and what it calls itself. */
export type Browser = { userAgent: string; session: string | undefined; device: string | undefined };

/** What the browser gets to hold: for this time, and to be known by next time. */
export type Admission = { kind: 'signed-in'; sessionId: string; session: string; device: string };

/** The password was right, and a second factor is asked for: the browser gets to hold this token meanwhile. */
export type HalfSignedIn = { kind: 'second-step'; token: string };

/** How long the second step may take. */
export const HALF_TERM = 15 * MINUTE;

/** How long a browser that signed in is known: a year after the last time. */
export const DEVICE_TERM = 365 * DAY;

/** The way in, for who has shown who they are, or half of it. */
export type Entrance = ReturnType<typeof createEntrance>;

type Deps = {
  store: StaffStore;
  sessionStore: SessionStore;
  sessions: Sessions;
  clock: Clock;
  randomness: Randomness;
  writeLog: (staffId: string, action: string, persons: string[]) => void;
};

export function createEntrance({ store, sessionStore, sessions, clock, randomness, writeLog }: Deps) {
  return { admit, halfWay, ofHalfWay, forgetHalfWay: sessionStore.removeHalvesOf, knownDevice, removeOld };

  /** Lets somebody in, within the caller's transaction. Every first step of theirs that waits is used up. */
  function admit(staffId: string, browser: Browser, secondFactor: boolean): Admission {
    sessionStore.removeHalvesOf(staffId);
    const { token: session, sessionId } = sessions.start(staffId, browser, secondFactor);
    const device = deviceOf(browser);
    store.keepDevice({ tokenHash: hashToken(device), staffId, now: clock().toISOString() });
    writeLog(staffId, 'staff.sign-in', []);
    return { kind: 'signed-in', sessionId, session, device };
  }

  /** Lets somebody go on to the second step. */
  function halfWay(staffId: string): HalfSignedIn {
    const token = newToken(randomness);
    sessionStore.insertHalf({ tokenHash: hashToken(token), staffId, expiresAt: after(clock(), HALF_TERM) });
    return { kind: 'second-step', token };
  }

  /** Who goes on with this token; undefined when it is unknown, used or expired. */
  function ofHalfWay(token: string): string | undefined {
    const half = sessionStore.findHalf(hashToken(token));
    if (half === undefined || half.expiresAt > clock().toISOString()) return half?.staffId;
    // Gone at first sight, so that a clock that is set back can't bring it to life.
    sessionStore.removeHalf(hashToken(token));
    return undefined;
  }

  /** The token of this browser, where this person signed in with it before. */
  function knownDevice(staffId: string, { device }: Browser): string | undefined {
    return device !== undefined && store.isDeviceOf(hashToken(device), staffId) ? device : undefined;
  }

  /** One browser keeps one token, whoever of the staff use it. Only tokens that we gave are kept. */
  function deviceOf({ device }: Browser): string {
    return device !== undefined && store.isDevice(hashToken(device)) ? device : newToken(randomness);
  }

  /** Removes what is over: half-way tokens, and browsers that stayed away for a year. */
  function removeOld(): void {
    sessionStore.removeHalvesBefore(clock().toISOString());
    store.removeDevicesBefore(pastTerm(TERMS.device, clock()));
  }
}
