import type { Clock } from '../clock.ts';
import type { KeyedHash } from '../secrets.ts';
import type { SubscriberStore } from './store.ts';
import type { Subscriber } from './subscriber.ts';

export type BlockingDeps = {
  store: SubscriberStore;
  clock: Clock;
  hash: KeyedHash;
  inTransaction: <Result>(work: () => Result) => Result;
};

/** A mail that came back: to whom it was, whether to this address, and when it was sent first. */
export type MailThatCameBack = {
  subscriberId: string;
  wasTo: (addressKey: string) => boolean;
  at: string;
};

/**
 * What mail that came back does to a reader. Whoever moved to another address since, or is off the list,
 * is left alone.
 */
export type Blocking = ReturnType<typeof createBlocking>;

export function createBlocking({ store, clock, hash, inTransaction }: BlockingDeps) {
  return { standing, block, complain };

  /**
   * The reader whose address this mail still tells something about. Not one who came onto the list after it:
   * they pressed the button in a mail that did arrive.
   */
  function standing({ subscriberId, wasTo, at }: MailThatCameBack): Subscriber | undefined {
    const reader = store.byId(subscriberId);
    const mailed = reader?.state === 'subscribed' || reader?.state === 'waiting';
    const stillTheirs = mailed && wasTo(reader.addressKey) && reader.changedAt <= at;
    return stillTheirs ? reader : undefined;
  }

  /**
   * Mails this reader no more, with the proof. Only their own new sign-up, confirmed by a mail that arrives,
   * undoes it.
   */
  function block(mail: MailThatCameBack, how: 'hard' | 'soft'): 'blocked' | 'nothing' {
    return inTransaction(() => {
      const reader = standing(mail);
      if (reader === undefined) return 'nothing';
      const now = clock().toISOString();
      const { id, addressKey, leaveToken } = reader;
      store.changeState(id, 'blocked', now);
      store.addEvent({ subscriberId: id, at: now, kind: 'blocked', wording: null, detail: how });
      const addressHash = hash('suppression', addressKey);
      store.suppress({ addressHash, leaveToken, reason: 'bounced', since: now });
      return 'blocked';
    });
  }

  /** Takes off the list whoever told their provider that this mail was unwanted. */
  function complain({ subscriberId, wasTo }: MailThatCameBack): 'left' | 'nothing' {
    return inTransaction(() => {
      const reader = store.byId(subscriberId);
      if (reader === undefined || !wasTo(reader.addressKey)) return 'nothing';
      store.withdrawConfirmations(reader.id);
      if (reader.state !== 'subscribed') return 'nothing';
      const now = clock().toISOString();
      store.changeState(reader.id, 'left', now);
      store.addEvent({ subscriberId: reader.id, at: now, kind: 'left', wording: null, detail: 'complaint' });
      return 'left';
    });
  }
}
