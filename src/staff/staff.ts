import type { Clock } from '../clock.ts';
import type { Outbox } from '../mail/outbox.ts';
import type { MailRenderer } from '../mail/render.ts';
import type { RateLimits } from '../rate-limits/rate-limits.ts';
import type { KeyedHash, Randomness, Seal } from '../secrets.ts';
import { createAccounts } from './accounts.ts';
import { createEntrance } from './entrance.ts';
import type { FactorStore } from './factor-store.ts';
import type { KeptStore } from './kept-store.ts';
import { createKeptTexts } from './kept-texts.ts';
import { type Change, createStaffMails } from './mails.ts';
import { createPasswords, type Derive } from './passwords.ts';
import { createSecondFactors } from './second-factors.ts';
import type { SessionStore } from './session-store.ts';
import { createSessions } from './sessions.ts';
import { createSigningIn } from './signing-in.ts';
import type { StaffStore } from './store.ts';

export type StaffDeps = {
  store: StaffStore;
  sessionStore: SessionStore;
  factorStore: FactorStore;
  keptStore: KeptStore;
  clock: Clock;
  randomness: Randomness;
  hash: KeyedHash;
  seal: Seal;
  limits: RateLimits;
  outbox: Outbox;
  render: MailRenderer;
  siteUrl: string;
  organisationName: () => string;
  /** Signing in, and each change of an account, is written in the access log. */
  writeLog: (staffId: string, action: string, persons: string[]) => void;
  inTransaction: <Result>(work: () => Result) => Result;
  /** argon2id, unless a test wants to see it at work. */
  derive?: Derive;
};

/** The staff: their accounts, how they get in, what they prove themselves with, and what they were typing. */
export type Staff = ReturnType<typeof createStaff>;

export function createStaff(deps: StaffDeps) {
  const mails = createStaffMails(deps.render, deps.siteUrl);
  const now = () => deps.clock().toISOString();
  const send = (recipient: string, content: ReturnType<typeof mails.changed>) =>
    void deps.outbox.enqueue({ kind: 'staff account', recipient, content });
  const tell = (email: string, change: Change) => send(email, mails.changed(change, now()));

  const sessions = createSessions({ ...deps, store: deps.sessionStore });
  const passwords = createPasswords(deps);
  const entrance = createEntrance({ ...deps, sessions });
  const factors = createSecondFactors({ ...deps, store: deps.factorStore, sessions, tell });
  const common = { ...deps, sessions, passwords, entrance, factors };
  return {
    ...{ sessions, factors, keptTexts: createKeptTexts({ ...deps, store: deps.keptStore }) },
    accounts: createAccounts({
      ...{ ...common, tell },
      tellLetIn: (email, by, name) => send(email, mails.letIn(by, name, now())),
    }),
    signingIn: createSigningIn({
      ...common,
      warnOfGuessing: (email) => send(email, mails.guessed(now())),
    }),
  };
}
