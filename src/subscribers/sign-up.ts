import { after, type Clock, DAY } from '../clock.ts';
import type { Address } from '../mail/address.ts';
import type { Outbox } from '../mail/outbox.ts';
import type { Limit, RateLimits } from '../rate-limits/rate-limits.ts';
import { hashToken, type KeyedHash, newId, newToken, type Randomness } from '../secrets.ts';
import { CONSENT_WORDING } from './consent.ts';
import type { SubscriberMails } from './mails.ts';
import { searchTextOf } from './search-text.ts';
import type { SubscriberStore } from './store.ts';
import type { Confirmation, NewsletterRequest, Subscriber } from './subscriber.ts';

/** What a link in a confirmation mail is worth now. */
export type LinkState = 'open' | 'expired' | 'already-subscribed' | 'withdrawn' | 'unknown';

export type SignUpDeps = {
  store: SubscriberStore;
  mails: SubscriberMails;
  outbox: Outbox;
  limits: RateLimits;
  clock: Clock;
  randomness: Randomness;
  hash: KeyedHash;
  /** Decides about requests of the feature for one's own data, which waits in the same queue. */
  ownData: OwnDataRequests;
  inTransaction: <Result>(work: () => Result) => Result;
};

/** What is decided elsewhere: mailing a reader the link to their own data, and mailing a new address. */
export type OwnDataRequests = {
  mailLink: (reader: Subscriber) => void;
  /** The same to whoever has this address in the register. */
  mailEntryLink: (addressKey: string) => void;
  mailMove: (
    move: Pick<NewsletterRequest, 'address' | 'addressKey' | 'requestedAt' | 'subscriberId'>,
  ) => void;
};

/** A link in a confirmation mail holds for 14 days. */
const LINK_TERM = 14 * DAY;

export const CONFIRMATIONS_PER_ADDRESS: Limit = { name: 'confirmation mail', turns: 3, window: DAY };
const CONFIRMATIONS_WHEN_BLOCKED: Limit = { name: 'confirmation mail, blocked', turns: 1, window: 30 * DAY };
const REMINDERS_PER_ADDRESS: Limit = { name: 'already subscribed', turns: 1, window: DAY };
const LEAVE_LINKS_PER_ADDRESS: Limit = { name: 'leave link', turns: 3, window: DAY };
const MAILS_FOR_THE_SITE: Limit = { name: 'mails on request', turns: 500, window: DAY / 24 };

/**
 * Signing up by double opt-in. What a form sends becomes one request row, whatever the address; the
 * worker decides afterwards. So neither the answer nor its time tells who is on the list.
 */
export type SignUp = ReturnType<typeof createSignUp>;

export function createSignUp(deps: SignUpDeps) {
  const { store, mails, outbox, limits, clock, randomness, hash, ownData, inTransaction } = deps;
  const forms = { request, requestLeaveLink, requestOwnData, requestMove, requestAgain };
  return { ...forms, handleRequests, stateOfLink, confirm };

  /** Somebody filled in the sign-up form at the address `form`. */
  function request(signUp: { name: string; address: Address; form: string }): void {
    inTransaction(() => {
      const now = clock().toISOString();
      const wording = store.wordingVersion(CONSENT_WORDING, now);
      const { name, address, form } = signUp;
      const common = { address: address.typed, addressKey: address.key, name, form, requestedAt: now };
      store.addRequest({ kind: 'sign-up', wording, subscriberId: null, ...common });
    });
  }

  /** Somebody asked for the link to leave, by address. */
  function requestLeaveLink(address: Address, form: string): void {
    requestMail('leave-link', address, form, null);
  }

  /** Somebody asked for the link to their own data, by address. */
  function requestOwnData(address: Address, form: string): void {
    requestMail('own-data', address, form, null);
  }

  /** A reader wants the newsletter at another address. */
  function requestMove(subscriberId: string, address: Address, form: string): void {
    requestMail('move', address, form, subscriberId);
  }

  function requestMail(
    kind: 'leave-link' | 'own-data' | 'move',
    { typed, key }: Address,
    form: string,
    subscriberId: string | null,
  ): void {
    const requestedAt = clock().toISOString();
    const common = { address: typed, addressKey: key, name: '', wording: null, form, requestedAt };
    store.addRequest({ kind, subscriberId, ...common });
  }

  /** Asks again with what an expired link stands for. */
  function requestAgain(token: string): 'requested' | 'unknown' {
    const confirmation = store.findConfirmation(hashToken(token));
    if (confirmation === undefined || confirmation.state !== 'open') return 'unknown';
    const { address, addressKey, name, wording, form } = confirmation;
    store.addRequest({
      kind: 'sign-up',
      ...{ address, addressKey, name, wording, form },
      requestedAt: clock().toISOString(),
      subscriberId: null,
    });
    return 'requested';
  }

  /** Decides about what waits, oldest first, at most `most`. Returns how many were decided about. */
  function handleRequests(most: number): number {
    let handled = 0;
    while (handled < most && inTransaction(handleOldest)) handled += 1;
    return handled;
  }

  function handleOldest(): boolean {
    const oldest = store.oldestRequest();
    if (oldest === undefined) return false;
    // Above the ceiling of the whole site nobody is turned away: the requests wait for their turn.
    if (limits.take(MAILS_FOR_THE_SITE, '') !== undefined) return false;
    decide(oldest);
    store.removeRequest(oldest.id);
    return true;
  }

  function decide(asked: NewsletterRequest): void {
    const subscriber = store.byKey(asked.addressKey);
    if (asked.kind === 'leave-link') return mailLeaveLink(subscriber);
    if (asked.kind === 'own-data') return mailOwnData(asked.addressKey, subscriber);
    if (asked.kind === 'move') return decideMove(asked, subscriber);
    if (subscriber?.state === 'subscribed') return remindOfSubscription(subscriber);
    const limit = subscriber?.state === 'blocked' ? CONFIRMATIONS_WHEN_BLOCKED : CONFIRMATIONS_PER_ADDRESS;
    if (limits.take(limit, asked.addressKey) === undefined) mailConfirmation(asked, subscriber);
  }

  function mailOwnData(addressKey: string, subscriber: Subscriber | undefined): void {
    if (subscriber !== undefined) ownData.mailLink(subscriber);
    ownData.mailEntryLink(addressKey);
  }

  // Who owns an address that is on the list already hears that: it is their own wish, or somebody tries.
  function decideMove(asked: NewsletterRequest, holder: Subscriber | undefined): void {
    ownData.mailMove(asked);
    if (holder?.state === 'subscribed') remindOfSubscription(holder);
  }

  function mailLeaveLink(subscriber: Subscriber | undefined): void {
    if (subscriber?.state !== 'subscribed') return;
    if (limits.take(LEAVE_LINKS_PER_ADDRESS, subscriber.addressKey) !== undefined) return;
    const content = mails.leaveLink(subscriber.leaveToken);
    outbox.enqueue({ kind: 'leave link', recipient: subscriber.address, content, person: subscriber.id });
  }

  function remindOfSubscription(subscriber: Subscriber): void {
    if (limits.take(REMINDERS_PER_ADDRESS, subscriber.addressKey) !== undefined) return;
    const content = mails.alreadySubscribed(subscriber.leaveToken);
    outbox.enqueue({
      kind: 'already subscribed',
      recipient: subscriber.address,
      content,
      person: subscriber.id,
    });
  }

  function mailConfirmation(asked: NewsletterRequest, known: Subscriber | undefined): void {
    const now = clock();
    const subscriber = known ?? addWaiting(asked);
    const token = newToken(randomness);
    const { address, addressKey, name, form, requestedAt } = asked;
    const content = mails.confirm(token);
    const messageId = outbox.enqueue({
      kind: 'confirmation',
      recipient: address,
      content,
      person: subscriber.id,
    });
    store.addConfirmation({
      ...{ address, addressKey, name, form, requestedAt, messageId },
      wording: asked.wording ?? store.wordingVersion(CONSENT_WORDING, now.toISOString()),
      tokenHash: hashToken(token),
      subscriberId: subscriber.id,
      state: 'open',
      mailedAt: now.toISOString(),
      expiresAt: after(now, LINK_TERM),
    });
  }

  function addWaiting({ address, addressKey, name }: NewsletterRequest): Subscriber {
    const now = clock().toISOString();
    const subscriber: Subscriber = {
      ...{ address, addressKey, name },
      id: newId(randomness),
      state: 'waiting',
      // Who once left keeps the token of those days: the link in an old mail has to go on working.
      leaveToken: store.suppressedLeaveToken(hash('suppression', addressKey)) ?? newToken(randomness),
      createdAt: now,
      changedAt: now,
    };
    store.add({ ...subscriber, search: searchTextOf(subscriber) });
    return subscriber;
  }

  /** What the link in a confirmation mail is worth now. Changes nothing. */
  function stateOfLink(token: string): LinkState {
    const confirmation = store.findConfirmation(hashToken(token));
    if (confirmation === undefined) return 'unknown';
    if (confirmation.state === 'withdrawn') return 'withdrawn';
    const subscriber = store.byId(confirmation.subscriberId);
    if (subscriber?.state === 'subscribed') return 'already-subscribed';
    if (confirmation.state === 'confirmed') return 'withdrawn';
    return confirmation.expiresAt <= clock().toISOString() ? 'expired' : 'open';
  }

  /** The button of the confirmation page: on the list from now on, with the proof, and a mail that says so. */
  function confirm(token: string): LinkState | 'confirmed' {
    return inTransaction(() => {
      const state = stateOfLink(token);
      const confirmation = store.findConfirmation(hashToken(token));
      const subscriber = confirmation && store.byId(confirmation.subscriberId);
      if (state !== 'open' || confirmation === undefined || subscriber === undefined) return state;
      putOnList(subscriber, confirmation);
      return 'confirmed';
    });
  }

  function putOnList(subscriber: Subscriber, confirmation: Confirmation): void {
    const now = clock().toISOString();
    const { address, addressKey } = confirmation;
    const name = confirmation.name || subscriber.name;
    const subscribed: Subscriber = { ...subscriber, address, name, state: 'subscribed', changedAt: now };
    store.update({ ...subscribed, search: searchTextOf(subscribed) });
    store.markConfirmed(confirmation.tokenHash);
    store.liftSuppression(hash('suppression', addressKey));
    recordConsent(confirmation, now);
    const content = mails.welcome(subscriber.leaveToken);
    outbox.enqueue({ kind: 'welcome', recipient: address, content, person: subscriber.id });
  }

  function recordConsent(confirmation: Confirmation, now: string): void {
    const { subscriberId, wording, form, requestedAt, mailedAt, messageId } = confirmation;
    store.addEvent({ subscriberId, at: requestedAt, kind: 'requested', wording, detail: form });
    store.addEvent({ subscriberId, at: mailedAt, kind: 'mailed', wording: null, detail: messageId });
    store.addEvent({ subscriberId, at: now, kind: 'confirmed', wording: null, detail: '' });
  }
}
