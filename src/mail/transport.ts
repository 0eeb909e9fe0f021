import nodemailer from 'nodemailer';
import type { MailConfig } from '../config.ts';
import { envelopeAddress } from './address.ts';
import { type BulkContent, type BulkMail, createBulkMail, type ReadyMessage } from './bulk-mail.ts';
import { catchMail } from './caught.ts';
import { type Ceiling, createCeiling } from './ceiling.ts';
import { createSigner } from './dkim.ts';
import { createLine, type Line } from './line.ts';
import { composeMessage, finishMessage } from './message.ts';
import { createReturnPaths } from './return-path.ts';
import { smtpOptions } from './smtp-options.ts';
import type { QueuedMail } from './store.ts';

/**
 * How sending ended. `later`: try again. `unsure`: the connection was lost, and the server may have it or not.
 * `refused`: the server said no for good. `code` is the SMTP status or nodemailer's word; `answer` is the
 * server's own text.
 */
export type SendOutcome =
  | { kind: 'sent'; answer: string }
  | { kind: 'later' | 'unsure' | 'refused'; code: string; answer: string };

/** The way out for mail. */
export type Transport = {
  /** Sends one mail that somebody waits for. Never throws. */
  send: (mail: QueuedMail) => Promise<SendOutcome>;
  /** How many of those may be under way at once, beside the newsletter where it is being sent. */
  connections: () => number;
  /** The lane beside it, with connections of its own, for the same mail to many. */
  bulk: BulkTransport;
  close: () => void;
};

/** The lane for the same mail to many. It leaves one connection, and the first turn, to other mail. */
export type BulkTransport = {
  connections: number;
  ceiling: Ceiling;
  prepare: (content: BulkContent) => Promise<BulkMail>;
  openLine: () => Line;
};

/** Idle connections are let go of soon: the provider counts them too. */
const IDLE_TIMEOUT = 5000;

/**
 * The way out: the configured SMTP server, or, while there is none, a folder of `.eml` files.
 *
 * @throws {StartError} for a DKIM key that can't be used.
 */
export function createTransport(config: MailConfig, mailFolder: string): Transport {
  const signer = createSigner(config.dkim);
  const ceiling = createCeiling(config.rate);
  const returnPaths = createReturnPaths(config);
  const server = config.smtpUrl === undefined ? undefined : smtpOptions(config.smtpUrl);
  const pool =
    server &&
    nodemailer.createTransport({
      ...server,
      pool: true,
      maxConnections: config.connections,
      idleTimeout: IDLE_TIMEOUT,
    });
  let openLines = 0;
  const idleLines: Line[] = [];
  const closeIdleLines = setTimeout(letLinesGo, IDLE_TIMEOUT).unref();

  return {
    send,
    connections: () => Math.max(1, config.connections - openLines),
    bulk: {
      connections: Math.max(1, config.connections - 1),
      ceiling,
      prepare: (content) => createBulkMail(config.from, content, signer, returnPaths),
      openLine,
    },
    close: () => {
      clearTimeout(closeIdleLines);
      letLinesGo();
      pool?.close();
    },
  };

  async function send(mail: QueuedMail): Promise<SendOutcome> {
    await ceiling.take('mail');
    try {
      const raw = await finishMessage(await composeMessage(optionsFor(mail, config.from)), signer);
      if (pool === undefined) return { kind: 'sent', answer: await catchMail(mailFolder, raw) };
      const sender = returnPaths.of(mail.messageId);
      const recipient = envelopeAddress(mail.recipient);
      if (mail.once) return await sendOnce({ sender, recipient, raw });
      const envelope = { from: sender, to: [recipient] };
      return { kind: 'sent', answer: (await pool.sendMail({ envelope, raw })).response };
    } catch (error) {
      return outcomeOf(error as SmtpError);
    }
  }

  /** The pool sends again by itself after a lost answer; a line of our own tells that it does not know. */
  async function sendOnce(message: ReadyMessage): Promise<SendOutcome> {
    const line = idleLines.pop() ?? lineOut();
    const { kind, answer } = await line.deliver(message);
    idleLines.push(line);
    closeIdleLines.refresh();
    if (kind === 'sent') return { kind, answer };
    return { kind: kind === 'unreachable' ? 'later' : kind, code: kind, answer };
  }

  function lineOut(): Line {
    return server === undefined ? createCatchingLine(mailFolder) : createLine(server);
  }

  function letLinesGo(): void {
    for (const line of idleLines.splice(0)) line.close();
  }

  function openLine(): Line {
    openLines += 1;
    const line = lineOut();
    return {
      deliver: line.deliver,
      close: () => {
        openLines -= 1;
        line.close();
      },
    };
  }
}

/** A line that ends in the folder of caught mail. */
function createCatchingLine(mailFolder: string): Line {
  return {
    deliver: async ({ raw }) => {
      try {
        return { kind: 'sent', answer: await catchMail(mailFolder, raw) };
      } catch (error) {
        return { kind: 'unreachable', answer: (error as Error).message };
      }
    },
    close: () => {},
  };
}

type SmtpError = Error & { code?: string; responseCode?: number; response?: string; command?: string };

/**
 * Only a 5xx about this recipient or this mail is final. A refused login or sender is our own
 * configuration, which somebody will mend; a lost connection is tried again.
 */
function outcomeOf(error: SmtpError): SendOutcome {
  const code = String(error.responseCode ?? error.code ?? error.name);
  const answer = error.response ?? error.code ?? error.name;
  const final = (error.responseCode ?? 0) >= 500 && (error.command === 'RCPT TO' || error.command === 'DATA');
  return { kind: final ? 'refused' : 'later', code, answer };
}

function optionsFor(mail: QueuedMail, from: string) {
  return {
    from,
    to: envelopeAddress(mail.recipient),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: mail.messageId,
    date: new Date(mail.createdAt),
    attachments: mail.attachments.map(({ name, type, text }) => ({
      ...{ filename: name, contentType: type, content: text },
      // Calendars read it wherever the transport would change an 8-bit text.
      contentTransferEncoding: 'base64' as const,
    })),
    headers: Object.entries(mail.headers).map(([key, value]) => ({ key, value: { prepared: true, value } })),
  };
}
