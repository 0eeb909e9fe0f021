import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';

const mailAttachment = z.object({ name: z.string(), type: z.string(), text: z.string() });

const queuedMail = z.object({
  id: z.number(),
  messageId: z.string(),
  kind: z.string(),
  recipient: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  headers: z.string().transform((json) => z.record(z.string(), z.string()).parse(JSON.parse(json))),
  attachments: z.string().transform((json) => z.array(mailAttachment).parse(JSON.parse(json))),
  once: z.number().transform(Boolean),
  attempts: z.number(),
  createdAt: z.string(),
});

/** A mail that waits in the outbox. `attempts` counts the one under way. */
export type QueuedMail = z.infer<typeof queuedMail>;

const letterRow = z.object({ person: z.string(), addressHash: z.string(), createdAt: z.string() });

export type OutboxStore = ReturnType<typeof createOutboxStore>;

export function createOutboxStore(connection: Connection) {
  const insert = connection.prepare(`
    INSERT INTO outbox (message_id, kind, recipient, subject, text, html, headers, attachments, once,
      created_at, due_at, person, address_hash)
    VALUES (@messageId, @kind, @recipient, @subject, @text, @html, @headers, @attachments, @once, @now, @now,
      @person, @addressHash)`);
  const byKey = connection.prepare(`
    SELECT person, address_hash AS addressHash, created_at AS createdAt FROM outbox
    WHERE lower(message_id) > @from AND lower(message_id) < @until`);
  const claim = connection.prepare(`
    UPDATE outbox SET state = 'sending', attempts = attempts + 1
    WHERE id IN (SELECT id FROM outbox WHERE state IN ('pending', 'retry') AND due_at <= @now
                 ORDER BY due_at, id LIMIT @most)
    RETURNING id, message_id AS messageId, kind, recipient, subject, text, html, headers, attachments,
              once, attempts, created_at AS createdAt`);
  const finish = connection.prepare(`
    UPDATE outbox SET state = @state, answer = @answer, finished_at = @now, recipient = '', text = '', html = '', headers = '{}',
      attachments = '[]'
    WHERE id = @id`);
  const postpone = connection.prepare(`
    UPDATE outbox SET state = 'retry', answer = @answer, due_at = @dueAt WHERE id = @id`);
  const release = connection.prepare(
    `UPDATE outbox SET state = 'retry', due_at = ? WHERE state = 'sending' AND once = 0`,
  );
  const releaseOnce = connection.prepare(`
    UPDATE outbox SET state = 'uncertain', finished_at = ?, recipient = '', text = '', html = '', headers = '{}',
      attachments = '[]'
    WHERE state = 'sending' AND once = 1`);
  const statesOf = connection.prepare(
    'SELECT message_id AS messageId, state FROM outbox WHERE message_id IN (SELECT value FROM json_each(?))',
  );
  const countByState = connection.prepare('SELECT state, count(*) AS count FROM outbox GROUP BY state');
  const removeFinished = connection.prepare('DELETE FROM outbox WHERE finished_at < ?');

  return {
    insert: (
      mail: Omit<QueuedMail, 'id' | 'attempts' | 'createdAt'> & {
        now: string;
        person: string;
        addressHash: string;
      },
    ): void => {
      insert.run({
        ...mail,
        headers: JSON.stringify(mail.headers),
        attachments: JSON.stringify(mail.attachments),
        once: mail.once ? 1 : 0,
      });
    },
    /** To whom a mail was, by the left part of its Message-ID, in lower case. */
    byKey: (key: string): z.infer<typeof letterRow> | undefined =>
      oneRow(letterRow, byKey, { from: `<${key}@`, until: `<${key}A` }),
    /** Marks what is due as being sent, and returns it: nobody else will take the same rows. */
    claim: (now: string, most: number): QueuedMail[] => allRows(queuedMail, claim, { now, most }),
    /** The end of a mail: its bodies and its recipient go. */
    finish: (end: {
      id: number;
      state: 'sent' | 'failed' | 'uncertain';
      answer: string;
      now: string;
    }): void => {
      finish.run(end);
    },
    postpone: (again: { id: number; answer: string; dueAt: string }): void => {
      postpone.run(again);
    },
    /** Gives back what was being sent when the program ended. */
    release: (now: string): void => {
      release.run(now);
      releaseOnce.run(now);
    },
    /** Where these mails stand, as far as they are still known. */
    statesOf: (messageIds: string[]): { messageId: string; state: string }[] =>
      allRows(z.object({ messageId: z.string(), state: z.string() }), statesOf, JSON.stringify(messageIds)),
    countByState: (): { state: string; count: number }[] =>
      allRows(z.object({ state: z.string(), count: z.number() }), countByState),
    removeFinished: (before: string): void => {
      removeFinished.run(before);
    },
  };
}
