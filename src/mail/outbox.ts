import { after, type Clock, HOUR, MINUTE } from '../clock.ts';
import type { Logger } from '../log.ts';
import { type KeyedHash, newId, type Randomness } from '../secrets.ts';
import { pastTerm, TERMS } from '../terms.ts';
import { parseAddress } from './address.ts';
import type { MailContent } from './render.ts';
import { keyOf } from './return-path.ts';
import type { OutboxStore, QueuedMail } from './store.ts';
import type { SendOutcome, Transport } from './transport.ts';

export type { MailOfPerson } from './person-store.ts';

/**
 * A mail to be queued: what kind (for the log), to whom, with what. `person` is the opaque id of a reader. With
 * `once` it is rather not sent than sent twice: where nobody knows whether it left, it is left at that, as
 * `uncertain`.
 */
export type Letter = {
  kind: string;
  recipient: string;
  content: MailContent;
  person?: string;
  once?: boolean;
};

/** A mail that was queued in the last month: to which reader, if to one, when, and whether to this address. */
export type LetterSent = { key: string; person: string; at: string; wasTo: (addressKey: string) => boolean };

const PAUSES = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR];

/**
 * Mail on its way out. Each mail is queued in the transaction of the change that causes it, claimed
 * before it is sent, and kept until the server answered.
 */
export type Outbox = ReturnType<typeof createOutbox>;

type Deps = {
  store: OutboxStore;
  clock: Clock;
  randomness: Randomness;
  /** The domain of Message-IDs. */
  domain: string;
  hash: KeyedHash;
  log: Logger;
  inTransaction: <Result>(work: () => Result) => Result;
  /** Hears of each mail that a server refused for good, within the transaction that notes it. */
  onRefused: (mail: LetterSent, answer: string) => void;
};

export function createOutbox({
  store,
  clock,
  randomness,
  domain,
  hash,
  log,
  inTransaction,
  onRefused,
}: Deps) {
  return { enqueue, sendDue, release, removeOld, byKey, countByState: store.countByState, statesOf };

  /** Queues a mail, within the caller's transaction. Returns the Message-ID that each attempt will have. */
  function enqueue(letter: Letter): string {
    const messageId = `<${newId(randomness)}@${domain}>`;
    const { kind, recipient, content, person = '', once = false } = letter;
    const { attachments = [], ...bodies } = content;
    const address = parseAddress(recipient);
    const addressHash = address.ok ? addressHashOf(address.address.key) : '';
    const now = clock().toISOString();
    store.insert({ messageId, kind, recipient, ...bodies, attachments, once, now, person, addressHash });
    return messageId;
  }

  /** Sends what is due, `connections` at a time. Returns how many were tried. */
  async function sendDue(transport: Transport, connections: number): Promise<number> {
    const mails = store.claim(clock().toISOString(), connections);
    await Promise.all(mails.map(async (mail) => settle(mail, await transport.send(mail))));
    return mails.length;
  }

  /** Where mails stand by their Message-IDs, as far as they are still known. */
  function statesOf(messageIds: string[]): Map<string, string> {
    return new Map(store.statesOf(messageIds).map(({ messageId, state }) => [messageId, state]));
  }

  /** The mail with this key, the left part of its Message-ID in lower case. Undefined after a month. */
  function byKey(key: string): LetterSent | undefined {
    const sent = store.byKey(key);
    return (
      sent && {
        ...{ key, person: sent.person, at: sent.createdAt },
        wasTo: (addressKey) => sent.addressHash === addressHashOf(addressKey),
      }
    );
  }

  function addressHashOf(addressKey: string): string {
    return hash('outbox', addressKey);
  }

  /** After a crash: what was being sent is sent again, but for what may go once only. */
  function release(): void {
    store.release(clock().toISOString());
  }

  /** Removes what has been finished for 30 days. */
  function removeOld(): void {
    store.removeFinished(pastTerm(TERMS.outbox, clock()));
  }

  function settle(mail: QueuedMail, outcome: SendOutcome): void {
    const now = clock();
    const { id, kind, attempts } = mail;
    if (outcome.kind === 'sent') {
      store.finish({ id, state: 'sent', answer: outcome.answer, now: now.toISOString() });
      return;
    }
    if (outcome.kind === 'unsure' && mail.once) {
      log.warn({ mail: kind, attempts, code: outcome.code }, 'nobody knows whether a mail was sent');
      store.finish({ id, state: 'uncertain', answer: outcome.answer, now: now.toISOString() });
      return;
    }
    const tooLate = mail.createdAt < pastTerm(TERMS.waitingMail, now);
    if (outcome.kind === 'refused' || tooLate) {
      log.warn({ mail: kind, attempts, code: outcome.code }, 'a mail could not be delivered');
      return giveUp(mail, outcome.answer);
    }
    log.warn({ mail: kind, attempts, code: outcome.code }, 'a mail will be tried again');
    const pause = PAUSES[Math.min(attempts, PAUSES.length) - 1] ?? MINUTE;
    store.postpone({ id, answer: outcome.answer, dueAt: after(now, pause) });
  }

  function giveUp({ id, messageId }: QueuedMail, answer: string): void {
    inTransaction(() => {
      store.finish({ id, state: 'failed', answer, now: clock().toISOString() });
      const sent = byKey(keyOf(messageId));
      if (sent !== undefined) onRefused(sent, answer);
    });
  }
}
