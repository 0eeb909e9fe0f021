import { after, DAY, HOUR } from '../clock.ts';
import type { Limit } from '../rate-limits/rate-limits.ts';
import { hashToken, newToken } from '../secrets.ts';
import type { Story } from '../subscribers/story.ts';
import type { Subscriber } from '../subscribers/subscriber.ts';
import type { Subscribers } from '../subscribers/subscribers.ts';
import { pastTerm, TERMS } from '../terms.ts';
import type { Move } from './link.ts';
import { createMoves, type MovesDeps } from './moves.ts';

/** Everything that we hold of one reader, and until when their link to it works. */
export type OwnData = {
  reader: Subscriber;
  story: Story;
  moves: Move[];
  /** Until when the data stay if nothing happens; undefined while on the list. */
  keptUntil: string | undefined;
  /** Months that the proof stays after leaving. */
  proofMonths: number;
  expiresAt: string;
};

/** Why a link to one's own data shows nothing: too old, of before a move, or none of ours. */
export type DeadLink = 'expired' | 'moved' | 'unknown';

export type OwnDataDeps = MovesDeps & {
  subscribers: Pick<Subscribers, 'byId' | 'changes' | 'leave' | 'retention' | 'signUp' | 'story'>;
  proofMonths: () => number;
  /** Removes a reader everywhere; only the keyed hashes stay. */
  erase: (id: string) => void;
};

/** The link holds for an hour; what is left of it goes a week later. */
const LINK_TERM = HOUR;

const LINKS_PER_ADDRESS: Limit = { name: 'own data link', turns: 3, window: DAY };
const LINKS_WHEN_BLOCKED: Limit = { name: 'own data link, blocked', turns: 1, window: 30 * DAY };

/** What readers see and change of themselves, by a link that is mailed to them. */
export type OwnDataVerbs = ReturnType<typeof createOwnData>;

export function createOwnData(deps: OwnDataDeps) {
  const { store, subscribers, mails, outbox, limits, clock, randomness, proofMonths } = deps;
  const moves = createMoves(deps);
  return {
    /** Somebody asked for the link, by address. The worker decides. */
    request: subscribers.signUp.requestOwnData,
    ...{ mailLink, open, correctName, leave, forget, removeOld, moves },
  };

  /** Mails a reader the link. Called by the worker, within its transaction. */
  function mailLink(reader: Subscriber): void {
    const limit = reader.state === 'blocked' ? LINKS_WHEN_BLOCKED : LINKS_PER_ADDRESS;
    if (limits.take(limit, reader.addressKey) !== undefined) return;
    const token = newToken(randomness);
    const expiresAt = after(clock(), LINK_TERM);
    const { id: subscriberId, addressKey } = reader;
    store.addLink({ tokenHash: hashToken(token), subscriberId, addressKey, expiresAt });
    const content = mails.link(token, expiresAt);
    outbox.enqueue({ kind: 'own data link', recipient: reader.address, content, person: reader.id });
  }

  /** Everything behind a link, or why it shows nothing. Changes nothing. */
  function open(token: string): OwnData | DeadLink {
    const link = store.findLink(hashToken(token));
    const reader = link && subscribers.byId(link.subscriberId);
    if (reader === undefined) return 'unknown';
    // It was mailed to an address that is no longer this reader's.
    if (link?.addressKey !== reader.addressKey) return 'moved';
    if (link.expiresAt <= clock().toISOString()) return 'expired';
    return {
      reader,
      story: subscribers.story(reader.id),
      moves: store.movesOf(reader.id),
      keptUntil: subscribers.retention.keptUntil(reader),
      proofMonths: proofMonths(),
      expiresAt: link.expiresAt,
    };
  }

  /** Puts the name right; an empty one takes it away. */
  function correctName({ reader }: OwnData, name: string): void {
    subscribers.changes.correctName(reader.id, name);
  }

  /** Off the list, as by the link of a mail. Gives the token of the page that can undo it. */
  function leave({ reader }: OwnData): string | undefined {
    const outcome = subscribers.leave.leave(reader.leaveToken, 'own-data');
    return outcome.kind === 'left' ? outcome.undoToken : undefined;
  }

  /** Removes everything but the keyed hashes; the links go with it. */
  function forget({ reader }: OwnData): void {
    deps.erase(reader.id);
  }

  /** Removes what is left of links a week after they expired. */
  function removeOld(): void {
    store.removeExpired(pastTerm(TERMS.ownDataLink, clock()));
  }
}
