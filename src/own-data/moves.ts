import { after, type Clock, DAY } from '../clock.ts';
import type { Address } from '../mail/address.ts';
import type { Outbox } from '../mail/outbox.ts';
import { paths } from '../paths.ts';
import type { Limit, RateLimits } from '../rate-limits/rate-limits.ts';
import { hashToken, newToken, type Randomness } from '../secrets.ts';
import { CONFIRMATIONS_PER_ADDRESS, type OwnDataRequests } from '../subscribers/sign-up.ts';
import type { Subscriber } from '../subscribers/subscriber.ts';
import type { Subscribers } from '../subscribers/subscribers.ts';
import type { OwnDataMails } from './mails.ts';
import type { OwnDataStore } from './store.ts';

export type MovesDeps = {
  store: OwnDataStore;
  subscribers: Pick<Subscribers, 'byId' | 'changes' | 'signUp'>;
  mails: OwnDataMails;
  outbox: Outbox;
  limits: RateLimits;
  clock: Clock;
  randomness: Randomness;
  inTransaction: <Result>(work: () => Result) => Result;
};

/** What the link in a mail to a new address is worth now. */
export type MoveState = 'open' | 'expired' | 'done' | 'withdrawn' | 'taken' | 'unknown';

/** What became of a wish to move: `seconds` says when the next one is welcome. */
export type MoveRequest = 'requested' | 'same-address' | 'not-subscribed' | { seconds: number };

/** The link in the mail to the new address holds for a day. */
const LINK_TERM = DAY;

const MOVES_PER_READER: Limit = { name: 'address move', turns: 5, window: DAY };

/**
 * Moving to another address: only the owner of the new one can confirm it. The wish goes through the queue
 * of the sign-ups, and is kept whatever the address, so that nothing tells whether we know it.
 */
export type Moves = ReturnType<typeof createMoves>;

export function createMoves(deps: MovesDeps) {
  const { store, subscribers, mails, outbox, limits, clock, randomness, inTransaction } = deps;
  return { request, mailMove, stateOfMove, confirm };

  /** A reader wants the newsletter at another address. */
  function request(reader: Subscriber, address: Address): MoveRequest {
    if (reader.state !== 'subscribed') return 'not-subscribed';
    if (address.key === reader.addressKey) return 'same-address';
    const seconds = limits.take(MOVES_PER_READER, reader.id);
    if (seconds !== undefined) return { seconds };
    subscribers.signUp.requestMove(reader.id, address, paths.ownData());
    return 'requested';
  }

  /** Mails the new address, where the reader can move there. Called by the worker, within its transaction. */
  function mailMove(asked: Parameters<OwnDataRequests['mailMove']>[0]): void {
    const reader = subscribers.byId(asked.subscriberId ?? '');
    if (reader?.state !== 'subscribed') return;
    const now = clock();
    const token = newToken(randomness);
    const { address, addressKey, requestedAt } = asked;
    const mayMail =
      subscribers.changes.isFree(reader, addressKey) &&
      limits.take(CONFIRMATIONS_PER_ADDRESS, addressKey) === undefined;
    const messageId = mayMail
      ? outbox.enqueue({
          ...{ kind: 'address move', recipient: address, content: mails.confirmMove(token) },
          person: reader.id,
        })
      : '';
    store.withdrawMoves(reader.id);
    store.addMove({
      ...{ address, addressKey, requestedAt, messageId },
      tokenHash: hashToken(token),
      subscriberId: reader.id,
      state: 'open',
      fromKey: reader.addressKey,
      mailedAt: now.toISOString(),
      expiresAt: after(now, LINK_TERM),
    });
  }

  /** What the link in a mail to a new address is worth now. Changes nothing. */
  function stateOfMove(token: string): MoveState {
    const move = store.findMove(hashToken(token));
    if (move === undefined) return 'unknown';
    if (move.state === 'confirmed') return 'done';
    const reader = subscribers.byId(move.subscriberId);
    const stillThere = reader?.state === 'subscribed' && reader.addressKey === move.fromKey;
    if (move.state === 'withdrawn' || !stillThere) return 'withdrawn';
    if (move.expiresAt <= clock().toISOString()) return 'expired';
    return subscribers.changes.isFree(reader, move.addressKey) ? 'open' : 'taken';
  }

  /** The button behind that link: the newsletter goes to the new address from now on, and the old one is told. */
  function confirm(token: string): Exclude<MoveState, 'open'> {
    return inTransaction(() => {
      const state = stateOfMove(token);
      const move = store.findMove(hashToken(token));
      const reader = move && subscribers.byId(move.subscriberId);
      if (move === undefined || reader === undefined) return 'unknown';
      if (state !== 'open') return state;
      const address = { typed: move.address, key: move.addressKey };
      subscribers.changes.move(reader.id, { address, mailedAt: move.mailedAt, messageId: move.messageId });
      store.confirmMove(move.tokenHash);
      outbox.enqueue({
        ...{ kind: 'address moved', recipient: reader.address, content: mails.moved() },
        person: reader.id,
      });
      return 'done';
    });
  }
}
