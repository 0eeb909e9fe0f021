import type { FetchMessageObject, ImapFlow, MailboxObject } from 'imapflow';
import type { MailboxConfig } from '../config.ts';
import type { MailboxProblem } from './bounce.ts';

/** One mail as it is first looked at: a few fields of its header. */
export type Look = { uid: number; header: Uint8Array };

/** The mailbox while it is open. Everything that goes wrong is a `MailboxError`. */
export type OpenMailbox = {
  /** Changes when the server numbers its mails anew (RFC 3501 §2.3.1.1). */
  uidValidity: string;
  /** The number of the newest mail that came in before this day; 0 where there is none. */
  lastUidBefore: (day: Date) => Promise<number>;
  /** The numbers after this one, in order. */
  uidsAfter: (uid: number) => Promise<number[]>;
  /** Looks at mails, without anybody else noticing. */
  look: (uids: number[], fields: string[]) => Promise<Look[]>;
  /** The beginning of a mail, likewise; undefined where it is gone. */
  beginningOf: (uid: number, most: number) => Promise<Uint8Array | undefined>;
  /** Moves mails to the folder for what has been dealt with, or marks them as read where that is not possible. */
  putAway: (uids: number[]) => Promise<void>;
  close: () => Promise<void>;
};

/** The mailbox can't be read. Says no more than why: no address, no password, no word of the server. */
export class MailboxError extends Error {
  problem: MailboxProblem;
  code: string;

  constructor(problem: MailboxProblem, code: string) {
    super(`the mailbox cannot be read: ${problem} (${code})`);
    this.problem = problem;
    this.code = code;
  }
}

/** How long to wait for a connection, its greeting, and whatever the server says next, in milliseconds. */
export type Patience = { connectionTimeout: number; greetingTimeout: number; socketTimeout: number };

const PATIENCE: Patience = { connectionTimeout: 30_000, greetingTimeout: 30_000, socketTimeout: 60_000 };

/** Where what has been dealt with is put. */
export const DONE_FOLDER = 'Verwerkt';

/** No answer of an honest server is longer. */
const LONGEST_ANSWER = 32 * 1024 * 1024;

/**
 * Opens the mailbox. A password leaves this machine over TLS only.
 *
 * @throws {MailboxError} when that fails, or `signal` says to stop.
 */
export async function openMailbox(
  config: MailboxConfig,
  signal: AbortSignal,
  patience = PATIENCE,
): Promise<OpenMailbox> {
  // Read only where a mailbox is configured: a start has no need of it.
  const imap = await import('imapflow');
  const client = new imap.ImapFlow({ ...optionsFor(config), ...patience });
  const stop = () => client.close();
  signal.addEventListener('abort', stop);
  // The command that is under way fails with it.
  client.on('error', () => {});
  const guarded = <Result>(work: () => Promise<Result>) => guard(work, signal);

  const mailbox = await guarded(async () => {
    await client.connect();
    return readOnly(client, config.folder);
  }).catch((error: unknown) => {
    signal.removeEventListener('abort', stop);
    client.close();
    throw error;
  });

  return {
    uidValidity: String(mailbox.uidValidity),
    lastUidBefore: (day) => guarded(async () => lastOf(await found(client, { before: day }))),
    // `n:*` is never empty: it always holds the last mail.
    uidsAfter: (uid) =>
      guarded(async () => (await found(client, { uid: `${uid + 1}:*` })).filter((one) => one > uid)),
    look: (uids, fields) =>
      guarded(async () => {
        const looks = await client.fetchAll(uids, { uid: true, headers: fields }, { uid: true });
        return looks.map(({ uid, headers }) => ({ uid, header: headers ?? new Uint8Array() }));
      }),
    beginningOf: (uid, most) =>
      guarded(async () => {
        const source = { start: 0, maxLength: most };
        const mail: FetchMessageObject | false = await client.fetchOne(uid, { source }, { uid: true });
        return mail === false ? undefined : mail.source;
      }),
    putAway: (uids) => guarded(() => putAway(client, config.folder, uids)),
    close: async () => {
      await client.logout().catch(() => client.close());
      signal.removeEventListener('abort', stop);
    },
  };
}

/** What imapflow wants to know of a mailbox. */
export function optionsFor({ host, port, tls, user, password }: MailboxConfig) {
  return {
    ...{ host, port, auth: { user, pass: password } },
    secure: tls === 'at-once',
    ...(tls !== 'at-once' && { doSTARTTLS: tls === 'starttls' }),
    ...{ logger: false as const, disableAutoIdle: true },
    ...{ maxLiteralSize: LONGEST_ANSWER, maxLineLength: LONGEST_ANSWER, maxResponseSize: 2 * LONGEST_ANSWER },
  };
}

function readOnly(client: ImapFlow, folder: string): Promise<MailboxObject> {
  return client.mailboxOpen(folder, { readOnly: true });
}

async function found(client: ImapFlow, query: { before: Date } | { uid: string }): Promise<number[]> {
  const uids = await client.search(query, { uid: true });
  if (!Array.isArray(uids)) throw new MailboxError('other', 'search');
  return uids.toSorted((one, other) => one - other);
}

function lastOf(uids: number[]): number {
  return uids.at(-1) ?? 0;
}

async function putAway(client: ImapFlow, folder: string, uids: number[]): Promise<void> {
  await client.mailboxOpen(folder);
  // Without either of these, moving would also remove what others have marked as deleted.
  const canMove = client.capabilities.has('MOVE') || client.capabilities.has('UIDPLUS');
  const moved = canMove && (await moveToDone(client, uids));
  if (!moved) await client.messageFlagsAdd(uids, ['\\Seen'], { uid: true });
  await readOnly(client, folder);
}

async function moveToDone(client: ImapFlow, uids: number[]): Promise<boolean> {
  try {
    const { path } = await client.mailboxCreate([DONE_FOLDER]);
    return Boolean(await client.messageMove(uids, path, { uid: true }));
  } catch (error) {
    if (!client.usable) throw error;
    return false;
  }
}

async function guard<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof MailboxError) throw error;
    throw signal.aborted ? new MailboxError('other', 'stopped') : errorOf(error as ImapError);
  }
}

type ImapError = Error & {
  code?: string;
  authenticationFailed?: boolean;
  mailboxMissing?: boolean;
  tlsFailed?: boolean;
  responseStatus?: string;
};

const UNREACHABLE =
  /^(?:E[A-Z_]+|NoConnection|ClosedAfterConnect\w+|CONNECT_TIMEOUT|GREETING_TIMEOUT|UPGRADE_TIMEOUT|StateLogout)$/;

function errorOf(error: ImapError): MailboxError {
  const code = /^\w{1,40}$/.exec(error.code ?? '')?.[0] ?? error.name;
  if (error.authenticationFailed) return new MailboxError('refused', 'authentication');
  if (error.mailboxMissing) return new MailboxError('folder', 'missing');
  if (error.tlsFailed) return new MailboxError('unreachable', 'tls');
  return new MailboxError(UNREACHABLE.test(code) ? 'unreachable' : 'other', code);
}
