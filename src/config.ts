import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { LONGEST_LOCAL_PART } from './mail/return-path.ts';
import { StartError } from './start-error.ts';

/** Everything that the environment decides, checked once. See `.env.example` for each name. */
export type Config = {
  host: string;
  port: number;
  /** Scheme, host and port, without a slash at the end: the one source of absolute links. */
  siteUrl: string;
  /** A site that is not on a loopback address is real: its mail is never caught. */
  production: boolean;
  /** https in front of the site: cookies are `__Host-` and Secure, and HSTS is sent. */
  secure: boolean;
  dataDir: string;
  trustProxy: number;
  mail: MailConfig;
};

/** How mail leaves. Without `smtpUrl` it is caught in `DATA_DIR/mail`. */
export type MailConfig = {
  smtpUrl: string | undefined;
  from: string;
  /** The provider's name, for the privacy page. */
  provider: string | undefined;
  /** The most mails a second (0: no limit), and connections at once, that the provider allows. */
  rate: number;
  connections: number;
  returnPath: string | undefined;
  /** The mailbox that returned mail is read from; undefined: it is not read. */
  bounceMailbox: MailboxConfig | undefined;
  /** The keys that mail is signed with here; none where the provider signs. */
  dkim: DkimKey[];
};

/** A DKIM key, and where receivers find its public half: `SELECTOR._domainkey.DOMAIN`. */
export type DkimKey = { type: 'rsa' | 'ed25519'; domain: string; selector: string; keyFile: string };

/** A mailbox on an IMAP server. `tls`: from the first byte on, by STARTTLS or not at all, or none (this machine). */
export type MailboxConfig = {
  host: string;
  port: number;
  tls: 'at-once' | 'starttls' | 'none';
  user: string;
  password: string;
  folder: string;
};

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Reads the environment. The only reader of it in the whole program.
 *
 * @throws {StartError} with every problem at once, one a line.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const parsed = environment.safeParse(withoutEmptyValues(env));
  if (!parsed.success) throw new StartError(describeProblems(parsed.error));
  const values = parsed.data;
  const siteUrl = values.SITE_URL ?? `http://localhost:${values.PORT}`;
  const url = new URL(siteUrl);
  const production = !LOOPBACK.has(url.hostname);
  if (production) refuseUnlessComplete(values, url);
  const bounceMailbox = values.BOUNCE_IMAP_URL && mailboxOf(values.BOUNCE_IMAP_URL);
  if (bounceMailbox) refuseLongReturnPath(values.MAIL_RETURN_PATH);
  return {
    host: values.HOST,
    port: values.PORT,
    siteUrl: url.origin,
    production,
    secure: url.protocol === 'https:',
    dataDir: resolve(values.DATA_DIR),
    trustProxy: values.TRUST_PROXY,
    mail: {
      smtpUrl: values.SMTP_URL,
      from: values.MAIL_FROM ?? 'Sociale Alliantie <nieuwsbrief@example.org>',
      provider: values.MAIL_PROVIDER,
      rate: values.MAIL_RATE,
      connections: values.MAIL_CONNECTIONS,
      returnPath: values.MAIL_RETURN_PATH,
      bounceMailbox: bounceMailbox || undefined,
      dkim: dkimOf(values),
    },
  };
}

/** The environment as it stands, with what `.env` in the working folder adds where it is present. */
export function readEnvironment(): Record<string, string | undefined> {
  try {
    process.loadEnvFile('.env');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return process.env;
}

const wholeNumber = (least: number, most: number, otherwise: number) =>
  z.coerce.number('must be a number').int('must be a whole number').min(least).max(most).default(otherwise);

const environment = z.object({
  PORT: wholeNumber(0, 65535, 3000),
  HOST: z.string().default('127.0.0.1'),
  SITE_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://www.example.org' })
    .refine((value) => new URL(value).pathname === '/' && new URL(value).search === '', {
      error: 'must be the root of the site, without a path',
    })
    .optional(),
  DATA_DIR: z.string().default('./data'),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'must be an address such as smtp://user:pass@host:587' })
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(/^(?:[^<>\r\n]+ <[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/, {
      error: 'must be an address such as Name <name@example.org>',
    })
    .optional(),
  MAIL_PROVIDER: z.string().optional(),
  MAIL_RATE: wholeNumber(0, 1000, 10),
  MAIL_CONNECTIONS: wholeNumber(1, 50, 5),
  MAIL_RETURN_PATH: z.email().optional(),
  BOUNCE_IMAP_URL: z
    .url({ protocol: /^imaps?$/, error: 'must be an address such as imaps://user:pass@imap.example.org' })
    .refine(isMailbox, 'must hold a user and a password (with %40 for @ and so on), and at most a folder')
    .optional(),
  DKIM_DOMAIN: z.string().optional(),
  DKIM_SELECTOR: z.string().optional(),
  DKIM_KEY_FILE: z.string().optional(),
  DKIM_ED25519_SELECTOR: z.string().optional(),
  DKIM_ED25519_KEY_FILE: z.string().optional(),
  TRUST_PROXY: wholeNumber(0, 10, 0),
});

type Environment = z.infer<typeof environment>;

function withoutEmptyValues(env: Record<string, string | undefined>) {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
}

function describeProblems(error: z.ZodError): string {
  const lines = error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  return `The environment is not right:\n${lines.join('\n')}`;
}

function refuseUnlessComplete(values: Environment, url: URL): void {
  const problems = [];
  if (url.protocol !== 'https:') problems.push('  SITE_URL: must be https unless it is a loopback address');
  for (const name of ['SMTP_URL', 'MAIL_FROM', 'MAIL_PROVIDER'] as const) {
    if (values[name] === undefined) problems.push(`  ${name}: required, since SITE_URL is a real address`);
  }
  if (problems.length > 0) throw new StartError(`The environment is not right:\n${problems.join('\n')}`);
}

function isMailbox(value: string): boolean {
  try {
    const url = new URL(value);
    const { user, password, host } = mailboxOf(value);
    return user !== '' && password !== '' && host !== '' && url.search === '' && url.hash === '';
  } catch {
    return false;
  }
}

function mailboxOf(value: string): MailboxConfig {
  const { protocol, hostname, port, username, password, pathname } = new URL(value);
  const secure = protocol === 'imaps:';
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || (secure ? 993 : 143)),
    tls: secure ? 'at-once' : LOOPBACK.has(hostname) ? 'none' : 'starttls',
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    folder: decodeURIComponent(pathname.replace(/^\//, '')) || 'INBOX',
  };
}

function refuseLongReturnPath(returnPath: string | undefined): void {
  const local = returnPath?.slice(0, returnPath.lastIndexOf('@')) ?? '';
  if (local.length <= LONGEST_LOCAL_PART) return;
  throw new StartError(
    `MAIL_RETURN_PATH: at most ${LONGEST_LOCAL_PART} characters may stand before the @, since a key for each mail is added.`,
  );
}

function dkimOf(values: Environment): DkimKey[] {
  const { DKIM_DOMAIN: domain, DKIM_SELECTOR: selector, DKIM_KEY_FILE: keyFile } = values;
  const { DKIM_ED25519_SELECTOR: second, DKIM_ED25519_KEY_FILE: secondFile } = values;
  const all = [domain, selector, keyFile, second, secondFile];
  if (all.every((value) => value === undefined)) return [];
  if (domain === undefined || selector === undefined || keyFile === undefined) {
    throw new StartError('DKIM_DOMAIN, DKIM_SELECTOR and DKIM_KEY_FILE go together: set all three or none.');
  }
  if ((second === undefined) !== (secondFile === undefined)) {
    throw new StartError('DKIM_ED25519_SELECTOR and DKIM_ED25519_KEY_FILE go together: set both or none.');
  }
  const keys: DkimKey[] = [{ type: 'rsa', domain, selector, keyFile }];
  if (second !== undefined && secondFile !== undefined) {
    keys.push({ type: 'ed25519', domain, selector: second, keyFile: secondFile });
  }
  for (const key of keys) refuseUnreadable(key);
  return keys;
}

function refuseUnreadable({ type, keyFile }: DkimKey): void {
  try {
    readFileSync(keyFile);
  } catch {
    const name = type === 'rsa' ? 'DKIM_KEY_FILE' : 'DKIM_ED25519_KEY_FILE';
    throw new StartError(`${name}: ${keyFile} cannot be read.`);
  }
}
