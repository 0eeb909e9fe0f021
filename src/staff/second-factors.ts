import type { Clock } from '../clock.ts';
import type { KeyedHash, Randomness, Seal } from '../secrets.ts';
import { type CodeProblem, createAppCodes } from './app-codes.ts';
import { describeDevice } from './device.ts';
import type { FactorStore, Passkey } from './factor-store.ts';
import type { Change } from './mails.ts';
import { createPasskeys } from './passkeys.ts';
import { createRecoveryCodes } from './recovery-codes.ts';
import type { Sessions } from './sessions.ts';

/** A staff member at work on their own account, in this session. */
export type Owner = { staff: { id: string; name: string; email: string }; sessionId: string };

/** What somebody can prove themselves with besides the password. */
export type Factors = { appSince: string | undefined; passkeys: Passkey[]; codesLeft: number };

const SHOWN = 'recovery codes';

/** The second factors of the staff: how they get them, show them and lose them. Each change is logged and mailed. */
export type SecondFactors = ReturnType<typeof createSecondFactors>;

export type SecondFactorsDeps = {
  store: FactorStore;
  sessions: Sessions;
  clock: Clock;
  randomness: Randomness;
  hash: KeyedHash;
  seal: Seal;
  siteUrl: string;
  organisationName: () => string;
  writeLog: (staffId: string, action: string, persons: string[]) => void;
  /** Tells somebody by mail that something changed in their account. */
  tell: (email: string, change: Change) => void;
  inTransaction: <Result>(work: () => Result) => Result;
};

export function createSecondFactors(deps: SecondFactorsDeps) {
  const { store, sessions, writeLog, tell, inTransaction } = deps;
  const apps = createAppCodes(deps);
  const passkeys = createPasskeys(deps);
  const codes = createRecoveryCodes(deps);
  return {
    ...{ has, of, newApp, addApp, addPasskey, removeApp, removePasskey, renewCodes, newCodes, codesSeen },
    ...{ useCode, clear: store.removeAllOf, removeOld, checkAppCode: apps.check, isAppSecret: apps.isSecret },
    ...{ askToAddPasskey: passkeys.askToAdd, askToProve: passkeys.askToProve, provePasskey: passkeys.prove },
  };

  /** Whether somebody has a second factor. Recovery codes alone are none. */
  function has(staffId: string): boolean {
    return store.appOf(staffId) !== undefined || store.passkeysOf(staffId).length > 0;
  }

  function of(staffId: string): Factors {
    const appSince = store.appOf(staffId)?.addedAt;
    return { appSince, passkeys: passkeys.ofStaff(staffId), codesLeft: codes.left(staffId) };
  }

  /** A secret for an app that is not there yet, and the address that its QR code holds (Key URI format). */
  function newApp(owner: Owner, secret = apps.newSecret()): { secret: string; address: string } {
    const issuer = encodeURIComponent(deps.organisationName());
    const label = `${issuer}:${encodeURIComponent(owner.staff.email)}`;
    return { secret, address: `otpauth://totp/${label}?secret=${secret}&issuer=${issuer}` };
  }

  /** Adds the app that was given this secret, or puts it in the place of the one before, once it shows the right code. */
  async function addApp(owner: Owner, secret: string, typed: string): Promise<'added' | CodeProblem> {
    const step = await apps.checkAgainst(secret, typed);
    if (typeof step !== 'number') return step;
    inTransaction(() => {
      const first = !has(owner.staff.id);
      apps.set(owner.staff.id, secret, step);
      changed(owner, 'app-added', first);
    });
    return 'added';
  }

  /** Adds a passkey by the browser's answer. */
  async function addPasskey(owner: Owner, userAgent: string, answer: string): Promise<'added' | 'refused'> {
    const passkey = await passkeys.add(owner.staff.id, describeDevice(userAgent), answer);
    if (passkey === undefined) return 'refused';
    return inTransaction(() => {
      const first = !has(owner.staff.id);
      if (!store.insertPasskey(passkey)) return 'refused';
      changed(owner, 'passkey-added', first);
      return 'added';
    });
  }

  /** Takes the app away; not when it is all there is. */
  function removeApp(owner: Owner): 'removed' | 'unknown' | 'last' {
    const { appSince, passkeys: others } = of(owner.staff.id);
    if (appSince === undefined) return 'unknown';
    if (others.length === 0) return 'last';
    store.removeApp(owner.staff.id);
    changed(owner, 'app-removed', false);
    return 'removed';
  }

  /** Takes a passkey away; not when it is all there is. */
  function removePasskey(owner: Owner, id: string): 'removed' | 'unknown' | 'last' {
    const { appSince, passkeys: own } = of(owner.staff.id);
    if (!own.some((passkey) => passkey.id === id)) return 'unknown';
    if (appSince === undefined && own.length === 1) return 'last';
    store.removePasskey(owner.staff.id, id);
    changed(owner, 'passkey-removed', false);
    return 'removed';
  }

  /** Makes ten new recovery codes, for this session to show. */
  function renewCodes(owner: Owner): void {
    showNewCodes(owner);
    changed(owner, 'codes-renewed', false);
  }

  /** The codes that were just made in this session; undefined when they were seen, or it is too long ago. */
  function newCodes(owner: Owner): string[] | undefined {
    return sessions.toShow(owner.sessionId, SHOWN)?.split(' ');
  }

  /** The codes were written down or printed: they are never shown again. */
  function codesSeen(owner: Owner): void {
    sessions.dropToShow(owner.sessionId);
  }

  /** Uses a recovery code up. Its owner hears of it. */
  function useCode(member: { id: string; email: string }, typed: string): 'right' | 'wrong' {
    if (codes.use(member.id, typed) === 'wrong') return 'wrong';
    tell(member.email, 'code-used');
    return 'right';
  }

  /** Removes what is over: questions to passkeys, and which codes were used. */
  function removeOld(): void {
    apps.removeOld();
    passkeys.removeOld();
  }

  function changed(owner: Owner, change: Change, first: boolean): void {
    const { id, email } = owner.staff;
    if (first) {
      sessions.addFactor(id, owner.sessionId);
      if (codes.left(id) === 0) showNewCodes(owner);
    }
    writeLog(id, `staff.${change}`, []);
    tell(email, change);
  }

  function showNewCodes(owner: Owner): void {
    const made = codes.renew(owner.staff.id);
    sessions.keepToShow(owner.sessionId, SHOWN, made.join(' '));
  }
}
