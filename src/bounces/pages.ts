import { partial, staffPage } from '../web/view.ts';
import type { Bounce, BounceKind, MailboxProblem, Unrecognised } from './bounce.ts';
import type { BounceHealth } from './bounces.ts';

/** One mail that came back, with the reader and the issue by their names. */
export type ShownBounce = Bounce & { address: string | undefined; issue: string | undefined };

/** Returned mail for staff to look at, with the reader whom it may be about. */
export type ShownUnrecognised = Unrecognised & { reader: { id: string; address: string } | undefined };

export type ReturnedMailData = {
  health: BounceHealth;
  /** When the mailbox was last read. */
  readAt: string | undefined;
  unhandled: ShownUnrecognised[];
  /** How many there are in all. */
  unhandledCount: number;
  kinds: { kind: BounceKind; count: number; newest: ShownBounce[] }[];
};
export const returnedMail = staffPage<ReturnedMailData>('bounces/list');

/** One mail that only a person can make out. */
export const unrecognised = partial<{ mail: ShownUnrecognised }>('bounces/unrecognised');

/** What came back of one kind: what it means, what to do, and whose. */
export const kindLately = partial<{ kind: BounceKind; count: number; newest: ShownBounce[] }>('bounces/kind');

/** Since when the mailbox can't be read, why, and what to do. */
export const problem = partial<{ since: string; problem: MailboxProblem }>('bounces/problem');
