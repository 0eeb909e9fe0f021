import { after, type Clock, DAY } from '../clock.ts';
import type { Address } from '../mail/address.ts';
import { hashToken, newId, newToken, type Randomness } from '../secrets.ts';
import { pastTerm, TERMS } from '../terms.ts';
import type { Admission, Browser, Entrance, HalfSignedIn } from './entrance.ts';
import type { Change } from './mails.ts';
import type { PasswordProblem, Passwords } from './passwords.ts';
import type { Owner, SecondFactors } from './second-factors.ts';
import type { Sessions } from './sessions.ts';
import type { InvitationRow, StaffMember, StaffStore } from './store.ts';

/** Who an account is for. */
export type Person = { name: string; address: Address };

/**
 * A link that sets a password. Without a person it is the very first: whoever opens it says who they are. With
 * `clearsFactors` the second factors of the account go too.
 */
export type Invitation = { person: Person | undefined; clearsFactors: boolean };

export type SetUpOutcome = Admission | HalfSignedIn | { kind: 'unknown' } | { kind: PasswordProblem };

export type AccountsDeps = {
  store: StaffStore;
  factors: SecondFactors;
  entrance: Entrance;
  sessions: Sessions;
  passwords: Passwords;
  clock: Clock;
  randomness: Randomness;
  /** Nobody's password may be the name of the house. */
  organisationName: () => string;
  writeLog: (staffId: string, action: string, persons: string[]) => void;
  /** Tells somebody by mail that something changed in their account. */
  tell: (email: string, change: Change) => void;
  /** Tells somebody by mail that one of the staff gave a person a link to come back in. */
  tellLetIn: (email: string, by: string, name: string) => void;
  inTransaction: <Result>(work: () => Result) => Result;
};

const FIRST_INVITATION_TERM = DAY;
const INVITATION_TERM = 7 * DAY;
/** A link that takes second factors away is handed over, and used, at once. */
const WAY_BACK_TERM = DAY;

/** The policy says that two people have access. More is possible; staff are told that it is more. */
export const USUAL_NUMBER = 2;

/** Who did it, where that was somebody at the command line. */
const COMMAND_LINE = 'command-line';

/** The accounts of the staff: how they come to be, and how their owners get in. */
export type Accounts = ReturnType<typeof createAccounts>;

export function createAccounts(deps: AccountsDeps) {
  const { store, factors, entrance, sessions, passwords, clock, randomness, inTransaction } = deps;
  return {
    ...{ firstInvitation, invite, letBackIn, reset, invitation, setUp, changePassword, endAccess },
    ...{ list: store.all, names: store.names, count: () => store.all().length, hasAccount, removeOld },
  };

  /**
   * A fresh token for the very first staff member, good for 24 hours; undefined once there is one.
   * Earlier ones no longer work.
   */
  function firstInvitation(): string | undefined {
    return inTransaction(() => {
      if (store.hasAnybody()) return undefined;
      store.revokeFirstInvitations();
      return addInvitation(undefined, FIRST_INVITATION_TERM, false);
    });
  }

  /**
   * A token that makes an account for this person, good for 7 days. Where the address has an account
   * already it sets a new password, and ends all its sessions; a second factor is asked for as before.
   */
  function invite(person: Person): { token: string; account: 'new' | 'existing' } {
    return inTransaction(() => {
      store.revokeInvitationsFor(person.address.key);
      const account = store.byEmailKey(person.address.key) === undefined ? 'new' : 'existing';
      return { token: addInvitation(person, INVITATION_TERM, false), account };
    });
  }

  /**
   * One of the staff gives another a link to come back in with, good for a day: it sets a new password and takes
   * the second factors away. Both hear of it, the log has it. Undefined when there is no such colleague.
   */
  function letBackIn(by: Owner, staffId: string): { token: string; member: StaffMember } | undefined {
    const member = store.byId(staffId);
    if (member === undefined || member.id === by.staff.id) return undefined;
    for (const email of [by.staff.email, member.email]) deps.tellLetIn(email, by.staff.name, member.name);
    return { token: wayBack(member), member };
  }

  /** The last resort, at the command line: the same, and every session ends. Everybody of the staff hears of it. */
  function reset(address: Address): { token: string; member: StaffMember } | undefined {
    const member = store.byEmailKey(address.key);
    if (member === undefined) return undefined;
    return inTransaction(() => {
      sessions.endAllOf(member.id);
      deps.writeLog(COMMAND_LINE, 'staff.reset', [member.id]);
      for (const { email } of store.all()) deps.tellLetIn(email, '', member.name);
      return { token: wayBack(member), member };
    });
  }

  function hasAccount(address: Address): boolean {
    return store.byEmailKey(address.key) !== undefined;
  }

  /** What this token invites to; undefined when it is unknown, used or expired. */
  function invitation(token: string): Invitation | undefined {
    const row = store.findInvitation(hashToken(token));
    if (row === undefined) return undefined;
    if (row.expiresAt > clock().toISOString())
      return { person: personOf(row), clearsFactors: row.clearsFactors };
    // Gone at first sight, so that a clock that is set back can't bring it to life.
    store.removeInvitation(row.tokenHash);
    return undefined;
  }

  /**
   * Uses the token up: makes the account or sets its new password, and signs in, or half of it where a second
   * factor is to follow. `self` counts for the first only.
   */
  async function setUp(
    token: string,
    self: Person,
    password: string,
    browser: Browser,
  ): Promise<SetUpOutcome> {
    const invited = invitation(token);
    if (invited === undefined) return { kind: 'unknown' };
    const person = invited.person ?? self;
    const problem = await problemOf(password, person.name, person.address.typed);
    if (problem !== undefined) return { kind: problem };
    const passwordHash = await passwords.hash(password);
    return inTransaction(() => {
      if (!store.useInvitation(hashToken(token), clock().toISOString())) return { kind: 'unknown' };
      const staffId = settle(person, passwordHash, invited.clearsFactors);
      deps.writeLog(staffId, 'staff.set-up', []);
      return factors.has(staffId) ? entrance.halfWay(staffId) : entrance.admit(staffId, browser, false);
    });
  }

  /** Gives somebody who just proved themselves a new password, and signs them out everywhere else. */
  async function changePassword(owner: Owner, password: string): Promise<'changed' | PasswordProblem> {
    const { id, name, email } = owner.staff;
    const problem = await problemOf(password, name, email);
    if (problem !== undefined) return problem;
    const passwordHash = await passwords.hash(password);
    inTransaction(() => {
      store.setPassword(id, passwordHash);
      sessions.endOthers(id, owner.sessionId);
      entrance.forgetHalfWay(id);
      deps.writeLog(id, 'staff.password', []);
      deps.tell(email, 'password');
    });
    return 'changed';
  }

  /** Takes a colleague's access away, now and for good. Nobody can do that to themselves. */
  function endAccess(by: Owner, staffId: string): 'ended' | 'unknown' {
    const member = store.byId(staffId);
    if (member === undefined || member.id === by.staff.id) return 'unknown';
    sessions.endAllOf(member.id);
    entrance.forgetHalfWay(member.id);
    factors.clear(member.id);
    store.removeDevicesOf(member.id);
    store.revokeInvitationsFor(member.emailKey);
    store.leave(member.id, clock().toISOString());
    return 'ended';
  }

  /** Removes what is over: sessions, invitations, and the names that the access log no longer tells of. */
  function removeOld(): void {
    sessions.removeOld();
    entrance.removeOld();
    factors.removeOld();
    store.removeInvitationsBefore(clock().toISOString());
    store.removeLeftBefore(pastTerm(TERMS.formerStaff, clock()));
  }

  /** What an acquaintance would try first is no password either. */
  function problemOf(password: string, name: string, email: string): Promise<PasswordProblem | undefined> {
    return passwords.problem(password, [deps.organisationName(), name, email]);
  }

  function wayBack(member: StaffMember): string {
    const person = { name: member.name, address: { typed: member.email, key: member.emailKey } };
    store.revokeInvitationsFor(member.emailKey);
    return addInvitation(person, WAY_BACK_TERM, true);
  }

  function addInvitation(person: Person | undefined, term: number, clearsFactors: boolean): string {
    const token = newToken(randomness);
    const now = clock();
    store.insertInvitation({
      tokenHash: hashToken(token),
      name: person?.name ?? null,
      email: person?.address.typed ?? null,
      emailKey: person?.address.key ?? null,
      createdAt: now.toISOString(),
      expiresAt: after(now, term),
      clearsFactors,
    });
    return token;
  }

  /** Makes the account, or gives the one that is there its new password and signs it out everywhere. */
  function settle({ name, address }: Person, passwordHash: string, clearsFactors: boolean): string {
    store.revokeFirstInvitations();
    store.revokeInvitationsFor(address.key);
    const known = store.byEmailKey(address.key);
    if (known !== undefined) {
      store.setPassword(known.id, passwordHash);
      sessions.endAllOf(known.id);
      entrance.forgetHalfWay(known.id);
      store.removeDevicesOf(known.id);
      if (clearsFactors) factors.clear(known.id);
      deps.tell(known.email, clearsFactors ? 'set-up-again' : 'password');
      return known.id;
    }
    const id = newId(randomness);
    const createdAt = clock().toISOString();
    store.insert({ id, name, email: address.typed, emailKey: address.key, passwordHash, createdAt });
    return id;
  }
}

function personOf({ name, email, emailKey }: InvitationRow): Person | undefined {
  if (name === null || email === null || emailKey === null) return undefined;
  return { name, address: { typed: email, key: emailKey } };
}
