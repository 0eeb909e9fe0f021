import nodemailer from 'nodemailer';
import type { MailConfig } from '../config.ts';
import { envelopeAddress } from './address.ts';
import { catchMail } from './caught.ts';
import { readDkim } from './dkim.ts';
import type { QueuedMail } from './store.ts';

/**
 * How sending ended. `later`: try again. `refused`: the server said no for good. `code` is the SMTP
 * status or nodemailer's word; `answer` is the server's own text.
 */
export type SendOutcome =
  | { kind: 'sent'; answer: string }
  | { kind: 'later' | 'refused'; code: string; answer: string };

/** Sends one mail. Never throws. */
export type Transport = { send: (mail: QueuedMail) => Promise<SendOutcome>; close: () => void };

/** As long as Postfix waits for the answer after DATA. */
const ANSWER_TIMEOUT = 600_000;

/** The way out: the configured SMTP server, or, while there is none, a folder of `.eml` files. */
export function createTransport(config: MailConfig, mailFolder: string): Transport {
  const dkim = readDkim(config);
  const common = { ...(dkim && { dkim }) };
  const { smtpUrl } = config;
  if (smtpUrl === undefined) {
    const catcher = nodemailer.createTransport({ streamTransport: true, buffer: true, ...common });
    return {
      close: () => catcher.close(),
      send: (mail) =>
        attempt(async () => {
          const info = await catcher.sendMail(compose(mail, config));
          return catchMail(mailFolder, info.message as Buffer);
        }),
    };
  }
  const url = new URL(smtpUrl);
  const pool = nodemailer.createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (url.protocol === 'smtps:' ? 465 : 587)),
    secure: url.protocol === 'smtps:',
    ...(url.username && {
      auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    }),
    pool: true,
    maxConnections: config.connections,
    rateLimit: config.rate,
    rateDelta: 1000,
    connectionTimeout: 30_000,
    greetingTimeout: 30_000,
    socketTimeout: ANSWER_TIMEOUT,
    ...common,
  });
  return {
    close: () => pool.close(),
    send: (mail) => attempt(async () => (await pool.sendMail(compose(mail, config))).response),
  };
}

async function attempt(send: () => Promise<string>): Promise<SendOutcome> {
  try {
    return { kind: 'sent', answer: await send() };
  } catch (error) {
    return outcomeOf(error as SmtpError);
  }
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

function compose(mail: QueuedMail, config: MailConfig) {
  const recipient = envelopeAddress(mail.recipient);
  const sender = config.returnPath ?? /<([^>]+)>/.exec(config.from)?.[1] ?? config.from;
  return {
    from: config.from,
    to: recipient,
    envelope: { from: sender, to: [recipient] },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: mail.messageId,
    date: new Date(mail.createdAt),
    headers: Object.entries(mail.headers).map(([key, value]) => ({ key, value: { prepared: true, value } })),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
