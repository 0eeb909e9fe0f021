import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { ReadyMessage } from './bulk-mail.ts';
import type { smtpOptions } from './smtp-options.ts';

/**
 * How handing over one message ended.
 * - `sent`: the server answered DATA with 2xx: it is the server's now.
 * - `later`, `refused`: the server said no to this recipient or message, for now (4xx) or for good (5xx).
 * - `unreachable`: nothing was handed over, and it was not about this recipient: no connection, or the
 *   server wants no mail from us.
 * - `unsure`: the message was being handed over when the connection was lost, or no answer came. The
 *   server may have it or not.
 *
 * `answer` is the server's own text, or else what went wrong in a word.
 */
export type LineOutcome = {
  kind: 'sent' | 'later' | 'refused' | 'unreachable' | 'unsure';
  answer: string;
};

/** One connection for mail after mail. Connects when it has to. `deliver` never throws. */
export type Line = {
  deliver: (message: ReadyMessage) => Promise<LineOutcome>;
  close: () => void;
};

type SmtpError = Error & {
  code?: string | undefined;
  responseCode?: number | undefined;
  response?: string | undefined;
  command?: string | undefined;
};

/** Servers end a connection after so many mails, or would like to. */
const MAILS_PER_CONNECTION = 100;

/** How long a server may take to say goodbye. */
const GOODBYE = 2000;

/** Opens a line to the server. */
export function createLine(options: ReturnType<typeof smtpOptions>): Line {
  let connection: SMTPConnection | undefined;
  let mails = 0;
  return { deliver, close };

  async function deliver(message: ReadyMessage): Promise<LineOutcome> {
    const reused = connection !== undefined;
    const outcome = await attempt(message);
    // A server may end an idle connection at any time: that says nothing about the next one.
    return outcome.kind === 'unreachable' && reused ? attempt(message) : outcome;
  }

  async function attempt(message: ReadyMessage): Promise<LineOutcome> {
    try {
      connection ??= await connect();
    } catch (error) {
      return { kind: 'unreachable', answer: wordsOf(error as SmtpError) };
    }
    const outcome = await handOver(connection, message);
    mails += 1;
    if (outcome.kind === 'unreachable' || outcome.kind === 'unsure' || mails >= MAILS_PER_CONNECTION) close();
    else if (outcome.kind !== 'sent') await reset();
    return outcome;
  }

  function connect(): Promise<SMTPConnection> {
    const fresh = new SMTPConnection(options);
    mails = 0;
    return new Promise((resolve, reject) => {
      const fail = (error: Error) => {
        if (connection === fresh) connection = undefined;
        reject(error);
        fresh.close();
      };
      fresh.on('error', fail);
      fresh.once('end', () => fail(new Error('the connection was closed')));
      fresh.connect((error) => {
        if (error) return fail(error);
        if (options.auth === undefined || !fresh.allowsAuth) return resolve(fresh);
        fresh.login({ credentials: options.auth }, (refused) => (refused ? fail(refused) : resolve(fresh)));
      });
    });
  }

  function handOver(open: SMTPConnection, { sender, recipient, raw }: ReadyMessage): Promise<LineOutcome> {
    let begun = false;
    const source = new Readable({
      read() {
        begun = true;
        this.push(raw);
        this.push(null);
      },
    });
    return new Promise((resolve) => {
      const lost = () => resolve(outcomeOf(new Error('the connection was closed'), begun));
      // After the error that explains it, where there is one.
      const end = () => setImmediate(lost);
      open.once('end', end);
      open.send({ from: sender, to: recipient, size: raw.length }, source, (error, info) => {
        open.off('end', end);
        resolve(error ? outcomeOf(error, begun) : { kind: 'sent', answer: info?.response ?? '' });
      });
    });
  }

  /** After a refusal the same connection serves on. */
  async function reset(): Promise<void> {
    const open = connection;
    if (open === undefined) return;
    const failed = await new Promise((resolve) => open.reset(resolve));
    if (failed) close();
  }

  function close(): void {
    const open = connection;
    connection = undefined;
    if (open === undefined) return;
    open.quit();
    setTimeout(() => open.close(), GOODBYE).unref();
  }
}

/**
 * Only an answer to RCPT TO or DATA is about this mail. Without an answer it depends on whether the
 * message was on its way: nodemailer reports both as a failed connection.
 */
function outcomeOf(error: SmtpError, begun: boolean): LineOutcome {
  const { command, responseCode } = error;
  const answer = wordsOf(error);
  const aboutThisMail = command === 'RCPT TO' || command === 'DATA';
  if (responseCode !== undefined && aboutThisMail) {
    // 503: this connection is out of step, not the mail.
    return { kind: responseCode >= 500 && responseCode !== 503 ? 'refused' : 'later', answer };
  }
  if (begun) return { kind: 'unsure', answer };
  const badAddress = error.code === 'EENVELOPE' && command === 'API';
  return { kind: badAddress ? 'refused' : 'unreachable', answer };
}

function wordsOf(error: SmtpError): string {
  return error.response ?? error.message ?? error.code ?? error.name;
}
