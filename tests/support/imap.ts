import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ImapFlow } from 'imapflow';
import type { Certificate } from './certificate.ts';
import { freePort } from './programs.ts';

/** Where Debian puts it: not on everybody's PATH. */
export const DOVECOT = '/usr/sbin/dovecot';

const USER = 'post@kantoor.example';
const PASSWORD = 'geheim:w@ord';

export type ImapServer = Awaited<ReturnType<typeof openImapServer>>;

/** Drops the connection at what is asked then, after or before the server hears it. */
export type Cut = { at: RegExp; passedOn: boolean };

/** Into which folder a mail arrives, marked as what, and when. */
type Arrival = { folder?: string; flags?: string[]; at?: Date };

/** A mail in a mailbox, as its owner sees it. */
export type StoredMail = { uid: number; flags: string[]; subject: string };

/** With which certificate, and whether TLS begins at once or by STARTTLS. */
export type ImapTls = { certificate: Certificate; begins: 'at-once' | 'starttls' };

/**
 * A real Dovecot on a free port, with mailboxes in a folder of its own; `user` names one. Between it and the
 * program stands a listener on `host` that counts what was asked and answered. With `tls` it takes a password over
 * TLS only.
 */
export async function openImapServer(tls?: ImapTls, host = '127.0.0.1') {
  const folder = mkdtempSync(join(tmpdir(), 'imap-'));
  chmodSync(folder, 0o755);
  const { port, close } = await start(folder, tls);
  const wire = await openWire(port, host);
  return {
    /** The address of somebody's mailbox, as an operator would set it. */
    urlFor: (user = USER, at = '') => {
      const scheme = tls?.begins === 'at-once' ? 'imaps' : 'imap';
      return `${scheme}://${encodeURIComponent(user)}:${encodeURIComponent(PASSWORD)}@${host}:${wire.port}${at}`;
    },
    wire,
    deliver,
    list,
    asOwner,
    /** Where somebody's mail is, as a Maildir. */
    maildirOf: (user: string) => join(folder, 'mail', user),
    close: async () => {
      await wire.close();
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };

  /** Does something in the mailbox as its owner would, past the listener. */
  async function asOwner<Result>(user: string, work: (owner: ImapFlow) => Promise<Result>): Promise<Result> {
    const owner = new ImapFlow({
      ...{ host: '127.0.0.1', port, logger: false, disableAutoIdle: true },
      ...{ secure: tls?.begins === 'at-once', tls: { rejectUnauthorized: false } },
      ...(tls?.begins !== 'at-once' && { doSTARTTLS: tls !== undefined }),
      auth: { user, pass: PASSWORD },
    });
    await owner.connect();
    try {
      return await work(owner);
    } finally {
      await owner.logout();
    }
  }

  /** Puts mails into a mailbox, as they would arrive. */
  function deliver(user: string, mails: (string | Buffer)[], how: Arrival = {}) {
    return asOwner(user, async (owner) => {
      for (const mail of mails) {
        await owner.append(how.folder ?? 'INBOX', Buffer.from(mail), how.flags ?? [], how.at);
      }
    });
  }

  /** What is in a folder of a mailbox; nothing where it isn't there. */
  function list(user: string, of = 'INBOX'): Promise<StoredMail[]> {
    return asOwner(user, async (owner) => {
      const folders = await owner.list();
      if (!folders.some(({ path }) => path === of)) return [];
      await owner.mailboxOpen(of, { readOnly: true });
      const mails = await owner.fetchAll('1:*', { uid: true, flags: true, envelope: true }).catch(() => []);
      return mails.map(({ uid, flags, envelope }) => ({
        ...{ uid, subject: envelope?.subject ?? '' },
        flags: [...(flags ?? [])].filter((flag) => flag !== '\\Recent').sort(),
      }));
    });
  }
}

async function start(folder: string, tls: ImapTls | undefined) {
  const port = await freePort();
  const config = join(folder, 'dovecot.conf');
  mkdirSync(join(folder, 'run'));
  mkdirSync(join(folder, 'mail'), { mode: 0o777 });
  chmodSync(join(folder, 'mail'), 0o777);
  writeFileSync(config, configFor(folder, port, tls));
  const child = spawn(DOVECOT, ['-F', '-c', config], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  await untilItAnswers(port, child, tls?.begins !== 'at-once', () => output);
  return {
    port,
    close: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Runs as whoever runs the tests; mail belongs to somebody who isn't root, since Dovecot refuses root's. */
function configFor(folder: string, port: number, tls: ImapTls | undefined): string {
  const { uid, gid, username } = userInfo();
  const root = uid === 0;
  const group = root ? '' : execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim();
  const own = root
    ? ''
    : `default_internal_user = ${username}\ndefault_internal_group = ${group}\ndefault_login_user = ${username}\n`;
  const unchrooted = ['anvil', 'imap-login', 'stats', 'dict']
    .map((service) => `service ${service} {\n  chroot =\n}\n`)
    .join('');
  const [mailUid, mailGid] = root ? [65534, 65534] : [uid, gid];
  return `
${own}base_dir = ${folder}/run
state_dir = ${folder}/run
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
${tlsSettings(tls)}
auth_mechanisms = plain login
auth_failure_delay = 0
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:${folder}/mail/%u
mail_fsync = never
mail_max_userip_connections = 50
passdb {
  driver = static
  args = password=${PASSWORD}
}
userdb {
  driver = static
  args = uid=${mailUid} gid=${mailGid} home=${folder}/mail/%u
}
namespace inbox {
  inbox = yes
}
service imap-login {
  inet_listener imap {
    port = ${tls?.begins === 'at-once' ? 0 : port}
  }
  inet_listener imaps {
    port = ${tls?.begins === 'at-once' ? port : 0}
    ssl = yes
  }
}
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
${root ? '' : unchrooted}`;
}

function tlsSettings(tls: ImapTls | undefined): string {
  if (tls === undefined) return 'ssl = no\ndisable_plaintext_auth = no';
  const { certificateFile, keyFile } = tls.certificate;
  return `ssl = required\nssl_cert = <${certificateFile}\nssl_key = <${keyFile}\nssl_min_protocol = TLSv1.2`;
}

/** `greets`: it is the server that says something first. */
async function untilItAnswers(
  port: number,
  child: ChildProcess,
  greets: boolean,
  output: () => string,
): Promise<void> {
  for (let time = 0; time < 200; time += 1) {
    if (child.exitCode !== null) break;
    const answered = await new Promise<boolean>((resolve) => {
      const socket = createConnection({ port, host: '127.0.0.1' });
      socket.once(greets ? 'data' : 'connect', () => resolve(socket.destroy() !== undefined));
      socket.once('error', () => resolve(false));
    });
    if (answered) return;
    await pause(25);
  }
  throw new Error(`Dovecot did not start: ${output()}`);
}

/** A listener that passes everything on, remembers what was asked, and can go away or fall silent. */
async function openWire(target: number, host: string) {
  const sockets = new Set<Socket>();
  const state = { asked: '', bytes: 0, silent: false, cut: undefined as Cut | undefined };
  const server: Server = createServer((client) => {
    const far = createConnection({ port: target, host: '127.0.0.1' });
    for (const socket of [client, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        if (!state.cut?.passedOn) far.destroy();
      });
    }
    client.on('data', (data) => {
      state.asked += data.toString('latin1');
      if (!state.cut?.at.test(data.toString('latin1'))) return void far.write(data);
      client.destroy();
      if (state.cut.passedOn) far.end(data);
      else far.destroy();
    });
    far.on('data', (data) => {
      state.bytes += data.length;
      if (!state.silent) client.write(data);
    });
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, host, resolve));
  await listen(0);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    port,
    state,
    /** Forgets what was asked so far. */
    reset: () => Object.assign(state, { asked: '', bytes: 0, silent: false, cut: undefined }),
    /** Drops every connection and takes no new one. */
    goAway: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    comeBack: () => listen(port),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
