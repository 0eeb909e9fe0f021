import { after, type Clock, DAY } from '../clock.ts';
import type { Address } from '../mail/address.ts';
import type { RateLimits } from '../rate-limits/rate-limits.ts';
import { hashToken, newId, newToken, type Randomness } from '../secrets.ts';
import { createPasswords, type Derive, type PasswordProblem } from './passwords.ts';
import type { Sessions } from './sessions.ts';
import { createSignInLimits } from './sign-in-limits.ts';
import type { InvitationRow, StaffMember, StaffStore } from './store.ts';

/** Who an account is for. */
export type Person = { name: string; address: Address };

/** A link that sets a password. Without a person it is the very first: whoever opens it says who they are. */
export type Invitation = { person: Person | undefined };

/** What is known of the browser that signs in: what it holds from before, and what it calls itself. */
export type Browser = { userAgent: string; session: string | undefined; device: string | undefined };

/** What the browser gets to hold: for this time, and to be known by next time. */
export type Admission = { kind: 'signed-in'; sessionId: string; session: string; device: string };

export type SignInOutcome = Admission | { kind: 'wrong' } | { kind: 'too-many'; seconds: number };
export type SetUpOutcome = Admission | { kind: 'unknown' } | { kind: PasswordProblem };

export type AccountsDeps = {
  store: StaffStore;
  sessions: Sessions;
  limits: RateLimits;
  clock: Clock;
  randomness: Randomness;
  /** Nobody's password may be the name of the house. */
  organisationName: () => string;
  /** Signing in is written in the access log too. */
  writeLog: (staffId: string, action: string, persons: string[]) => void;
  inTransaction: <Result>(work: () => Result) => Result;
  /** argon2id, unless a test wants to see it at work. */
  derive?: Derive;
};

const FIRST_INVITATION_TERM = DAY;
const INVITATION_TERM = 7 * DAY;

/** How long a browser that signed in is known: a year after the last time. */
export const DEVICE_TERM = 365 * DAY;

/** The accounts of the staff: how they come to be, and how their owners get in. */
export type Accounts = ReturnType<typeof createAccounts>;

export function createAccounts(deps: AccountsDeps) {
  const { store, sessions, clock, randomness, inTransaction } = deps;
  const passwords = createPasswords(deps);
  const limits = createSignInLimits(deps.limits);
  return { firstInvitation, invite, invitation, setUp, signIn, list: store.all, removeOld };

  /**
   * A fresh token for the very first staff member, good for 24 hours; undefined once there is one.
   * Earlier ones no longer work.
   */
  function firstInvitation(): string | undefined {
    return inTransaction(() => {
      if (store.hasAnybody()) return undefined;
      store.revokeFirstInvitations();
      return addInvitation(undefined, FIRST_INVITATION_TERM);
    });
  }

  /**
   * A token that makes an account for this person, good for 7 days. Where the address has an account
   * already it sets a new password, and ends all its sessions.
   */
  function invite(person: Person): { token: string; account: 'new' | 'existing' } {
    return inTransaction(() => {
      store.revokeInvitationsFor(person.address.key);
      const account = store.byEmailKey(person.address.key) === undefined ? 'new' : 'existing';
      return { token: addInvitation(person, INVITATION_TERM), account };
    });
  }

  /** What this token invites to; undefined when it is unknown, used or expired. */
  function invitation(token: string): Invitation | undefined {
    const row = store.findInvitation(hashToken(token));
    if (row === undefined) return undefined;
    if (row.expiresAt > clock().toISOString()) return { person: personOf(row) };
    // Gone at first sight, so that a clock that is set back can't bring it to life.
    store.removeInvitation(row.tokenHash);
    return undefined;
  }

  /** Uses the token up: makes the account or sets its new password, and signs in. `self` counts for the first only. */
  async function setUp(
    token: string,
    self: Person,
    password: string,
    browser: Browser,
  ): Promise<SetUpOutcome> {
    const invited = invitation(token);
    if (invited === undefined) return { kind: 'unknown' };
    const person = invited.person ?? self;
    const known = [deps.organisationName(), person.name, person.address.typed];
    const problem = await passwords.problem(password, known);
    if (problem !== undefined) return { kind: problem };
    const passwordHash = await passwords.hash(password);
    return inTransaction(() => {
      if (!store.useInvitation(hashToken(token), clock().toISOString())) return { kind: 'unknown' };
      const staffId = settle(person, passwordHash);
      deps.writeLog(staffId, 'staff.set-up', []);
      return admit(staffId, browser);
    });
  }

  /**
   * Signs in by address and password. An unknown address costs the same work as a wrong password, and
   * the same turns.
   */
  async function signIn(
    attempt: { address: Address; password: string; sender: string },
    browser: Browser,
  ): Promise<SignInOutcome> {
    const member = store.byEmailKey(attempt.address.key);
    const device = member && knownDevice(member, browser);
    const turn = { sender: attempt.sender, addressKey: attempt.address.key, device };
    const seconds = inTransaction(() => limits.take(turn));
    if (seconds !== undefined) return { kind: 'too-many', seconds };
    const right = await passwords.verify(attempt.password, member?.passwordHash);
    if (member === undefined || !right) return { kind: 'wrong' };
    const renewed = await renewedHash(member, attempt.password);
    return inTransaction(() => {
      if (!settleHash(member, renewed)) return { kind: 'wrong' };
      limits.giveBack(turn);
      return admit(member.id, browser);
    });
  }

  /** Removes what is over: sessions, invitations, and browsers that stayed away for a year. */
  function removeOld(): void {
    sessions.removeOld();
    store.removeInvitationsBefore(clock().toISOString());
    store.removeDevicesBefore(after(clock(), -DEVICE_TERM));
  }

  function addInvitation(person: Person | undefined, term: number): string {
    const token = newToken(randomness);
    const now = clock();
    store.insertInvitation({
      tokenHash: hashToken(token),
      name: person?.name ?? null,
      email: person?.address.typed ?? null,
      emailKey: person?.address.key ?? null,
      createdAt: now.toISOString(),
      expiresAt: after(now, term),
    });
    return token;
  }

  /** Makes the account, or gives the one that is there its new password and signs it out everywhere. */
  function settle({ name, address }: Person, passwordHash: string): string {
    store.revokeFirstInvitations();
    store.revokeInvitationsFor(address.key);
    const known = store.byEmailKey(address.key);
    if (known !== undefined) {
      store.setPassword(known.id, passwordHash);
      sessions.endAllOf(known.id);
      store.removeDevicesOf(known.id);
      return known.id;
    }
    const id = newId(randomness);
    const createdAt = clock().toISOString();
    store.insert({ id, name, email: address.typed, emailKey: address.key, passwordHash, createdAt });
    return id;
  }

  function admit(staffId: string, browser: Browser): Admission {
    const { token: session, sessionId } = sessions.start(staffId, browser.userAgent, browser.session);
    const device = deviceOf(browser);
    store.keepDevice({ tokenHash: hashToken(device), staffId, now: clock().toISOString() });
    deps.writeLog(staffId, 'staff.sign-in', []);
    return { kind: 'signed-in', sessionId, session, device };
  }

  /** One browser keeps one token, whoever of the staff use it. Only tokens that we gave are kept. */
  function deviceOf({ device }: Browser): string {
    return device !== undefined && store.isDevice(hashToken(device)) ? device : newToken(randomness);
  }

  function knownDevice(member: StaffMember, { device }: Browser): string | undefined {
    return device !== undefined && store.isDeviceOf(hashToken(device), member.id) ? device : undefined;
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

function personOf({ name, email, emailKey }: InvitationRow): Person | undefined {
  if (name === null || email === null || emailKey === null) return undefined;
  return { name, address: { typed: email, key: emailKey } };
}
