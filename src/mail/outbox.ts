import { after, type Clock, DAY, HOUR, MINUTE } from '../clock.ts';
import type { Logger } from '../log.ts';
import { newId, type Randomness } from '../secrets.ts';
import type { MailContent } from './render.ts';
import type { OutboxStore, QueuedMail } from './store.ts';
import type { SendOutcome, Transport } from './transport.ts';

/** A mail to be queued: what kind (for the log), to whom, with what. */
export type Letter = { kind: string; recipient: string; content: MailContent };

const GIVE_UP_AFTER = 2 * DAY;
const KEEP_FINISHED = 30 * DAY;
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
  log: Logger;
};

export function createOutbox({ store, clock, randomness, domain, log }: Deps) {
  return { enqueue, sendDue, release, removeOld, countByState: store.countByState };

  /** Queues a mail, within the caller's transaction. Returns the Message-ID that each attempt will have. */
  function enqueue(letter: Letter): string {
    const messageId = `<${newId(randomness)}@${domain}>`;
    const { kind, recipient, content } = letter;
    store.insert({ messageId, kind, recipient, ...content, now: clock().toISOString() });
    return messageId;
  }

  /** Sends what is due, `connections` at a time. Returns how many were tried. */
  async function sendDue(transport: Transport, connections: number): Promise<number> {
    const mails = store.claim(clock().toISOString(), connections);
    await Promise.all(mails.map(async (mail) => settle(mail, await transport.send(mail))));
    return mails.length;
  }

  /** After a crash: what was being sent is sent again, since these mails do no harm twice. */
  function release(): void {
    store.release(clock().toISOString());
  }

  /** Removes what has been finished for 30 days. */
  function removeOld(): void {
    store.removeFinished(after(clock(), -KEEP_FINISHED));
  }

  function settle(mail: QueuedMail, outcome: SendOutcome): void {
    const now = clock();
    const { id, kind, attempts } = mail;
    if (outcome.kind === 'sent') {
      store.finish({ id, state: 'sent', answer: outcome.answer, now: now.toISOString() });
      return;
    }
    const tooLate = now.getTime() - Date.parse(mail.createdAt) > GIVE_UP_AFTER;
    if (outcome.kind === 'refused' || tooLate) {
      log.warn({ mail: kind, attempts, code: outcome.code }, 'a mail could not be delivered');
      store.finish({ id, state: 'failed', answer: outcome.answer, now: now.toISOString() });
      return;
    }
    log.warn({ mail: kind, attempts, code: outcome.code }, 'a mail will be tried again');
    const pause = PAUSES[Math.min(attempts, PAUSES.length) - 1] ?? MINUTE;
    store.postpone({ id, answer: outcome.answer, dueAt: after(now, pause) });
  }
}
