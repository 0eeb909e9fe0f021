import { DAY, MINUTE } from '../clock.ts';
import type { Address } from '../mail/address.ts';
import type { Limit, RateLimits } from '../rate-limits/rate-limits.ts';
import type { CodeProblem } from './app-codes.ts';
import type { Admission, Browser, Entrance, HalfSignedIn } from './entrance.ts';
import type { Passwords } from './passwords.ts';
import type { Factors, Owner, SecondFactors } from './second-factors.ts';
import type { Sessions } from './sessions.ts';
import { createSecondStepLimits, createSignInLimits } from './sign-in-limits.ts';
import type { StaffMember, StaffStore } from './store.ts';

export type TooMany = { kind: 'too-many'; seconds: number };
export type SignInOutcome = Admission | HalfSignedIn | { kind: 'wrong' } | TooMany;

/** What somebody shows in the second step. */
export type Proof = { code: string } | { recoveryCode: string } | { passkey: string };
export type SecondStepOutcome =
  | Admission
  | { kind: 'over' }
  | { kind: 'wrong'; problem: CodeProblem }
  | TooMany;

/** What somebody who is signed in shows, to make sure that it is still them. */
export type FreshProof = { password: string } | { passkey: string };

const PASSKEYS: Limit = { name: 'passkeys by sender', turns: 60, window: 15 * MINUTE };
const PROOFS: Limit = { name: 'proofs by staff', turns: 10, window: 15 * MINUTE };
const WARNINGS: Limit = { name: 'warnings of guessing', turns: 1, window: DAY };

/** Signing in: by address and password with a second step, or by a passkey at once. */
export type SigningIn = ReturnType<typeof createSigningIn>;

export type SigningInDeps = {
  store: StaffStore;
  factors: SecondFactors;
  entrance: Entrance;
  sessions: Sessions;
  passwords: Passwords;
  limits: RateLimits;
  /** Tells somebody by mail that their password is right while the code is guessed. */
  warnOfGuessing: (email: string) => void;
  inTransaction: <Result>(work: () => Result) => Result;
};

export function createSigningIn(deps: SigningInDeps) {
  const { store, factors, entrance, sessions, passwords, limits, inTransaction } = deps;
  const signInLimits = createSignInLimits(limits);
  const stepLimits = createSecondStepLimits(limits);
  return { signIn, secondStep, takeSecondStep, askPasskey, signInByPasskey, prove };

  /**
   * Signs in by address and password, or half of it where a second factor is to follow. An unknown address
   * costs the same work as a wrong password, and the same turns.
   */
  async function signIn(
    attempt: { address: Address; password: string; sender: string },
    browser: Browser,
  ): Promise<SignInOutcome> {
    const member = store.byEmailKey(attempt.address.key);
    const device = member && entrance.knownDevice(member.id, browser);
    const turn = { sender: attempt.sender, addressKey: attempt.address.key, device };
    const seconds = inTransaction(() => signInLimits.take(turn));
    if (seconds !== undefined) return { kind: 'too-many', seconds };
    const right = await passwords.verify(attempt.password, member?.passwordHash);
    if (member === undefined || !right) return { kind: 'wrong' };
    const renewed = await renewedHash(member, attempt.password);
    return inTransaction(() => {
      if (!settleHash(member, renewed)) return { kind: 'wrong' };
      signInLimits.giveBack(turn);
      return factors.has(member.id) ? entrance.halfWay(member.id) : entrance.admit(member.id, browser, false);
    });
  }

  /** Who is half-way with this token, and what they can go on with; undefined when it is unknown or over. */
  function secondStep(token: string): { member: StaffMember; factors: Factors } | undefined {
    const staffId = entrance.ofHalfWay(token);
    const member = staffId === undefined ? undefined : store.byId(staffId);
    return member && { member, factors: factors.of(member.id) };
  }

  /** The second step. Guessing is slowed down, and its owner warned: whoever guesses has the password. */
  async function takeSecondStep(token: string, proof: Proof, browser: Browser): Promise<SecondStepOutcome> {
    const member = secondStep(token)?.member;
    if (member === undefined) return { kind: 'over' };
    const turn = { staffId: member.id, device: entrance.knownDevice(member.id, browser) };
    const seconds = inTransaction(() => stepLimits.take(turn));
    if (seconds !== undefined) {
      warn(member);
      return { kind: 'too-many', seconds };
    }
    const checked = await check(member, proof);
    if (checked !== 'right') return { kind: 'wrong', problem: checked };
    return inTransaction(() => {
      // The password may have been replaced, or the step taken, while this one was being checked.
      if (entrance.ofHalfWay(token) === undefined) return { kind: 'over' };
      stepLimits.giveBack(turn);
      return entrance.admit(member.id, browser, true);
    });
  }

  /** What a browser needs to let somebody's passkey sign in; of this person, or of whoever it turns out to be. */
  async function askPasskey(sender: string, staffId?: string) {
    const seconds = inTransaction(() => limits.take(PASSKEYS, sender));
    if (seconds !== undefined) return { kind: 'too-many' as const, seconds };
    return { kind: 'asked' as const, options: await factors.askToProve(staffId) };
  }

  /** Signs in by a passkey alone, which is two factors by itself. */
  async function signInByPasskey(
    answer: string,
    sender: string,
    browser: Browser,
  ): Promise<Admission | { kind: 'wrong' } | TooMany> {
    const seconds = inTransaction(() => limits.take(PASSKEYS, sender));
    if (seconds !== undefined) return { kind: 'too-many', seconds };
    const staffId = await factors.provePasskey(answer);
    if (staffId === undefined) return { kind: 'wrong' };
    return inTransaction(() => entrance.admit(staffId, browser, true));
  }

  /** Makes sure that who is signed in is still who it was: the session is fresh again. */
  async function prove(
    { staff, sessionId }: Owner,
    proof: FreshProof,
  ): Promise<'proved' | 'wrong' | TooMany> {
    const seconds = inTransaction(() => limits.take(PROOFS, staff.id));
    if (seconds !== undefined) return { kind: 'too-many', seconds };
    const right =
      'passkey' in proof
        ? (await factors.provePasskey(proof.passkey, staff.id)) === staff.id
        : await passwords.verify(proof.password, store.byId(staff.id)?.passwordHash);
    if (!right) return 'wrong';
    inTransaction(() => {
      limits.forget(PROOFS, staff.id);
      sessions.prove(sessionId);
    });
    return 'proved';
  }

  async function check(member: StaffMember, proof: Proof): Promise<'right' | CodeProblem> {
    if ('code' in proof) return factors.checkAppCode(member.id, proof.code);
    if ('recoveryCode' in proof) return inTransaction(() => factors.useCode(member, proof.recoveryCode));
    return (await factors.provePasskey(proof.passkey, member.id)) === member.id ? 'right' : 'wrong';
  }

  function warn({ id, email }: StaffMember): void {
    inTransaction(() => {
      if (limits.take(WARNINGS, id) === undefined) deps.warnOfGuessing(email);
    });
  }

  async function renewedHash({ passwordHash }: StaffMember, password: string): Promise<string> {
    return passwords.isOutdated(passwordHash) ? passwords.hash(password) : passwordHash;
  }

  /** False when the password was replaced while the old one was being verified. */
  function settleHash(member: StaffMember, renewed: string): boolean {
    if (store.byId(member.id)?.passwordHash !== member.passwordHash) return false;
    if (renewed !== member.passwordHash) store.setPassword(member.id, renewed);
    return true;
  }
}
