import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { Express } from 'express';
import { generate } from 'otplib';
import request, { type Test } from 'supertest';
import { inject, onTestFinished } from 'vitest';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLogger } from '../../src/log.ts';
import { createTransport } from '../../src/mail/transport.ts';
import { paths } from '../../src/paths.ts';
import { SCHEDULE } from '../../src/schedule.ts';
import { createServices } from '../../src/services.ts';
import { Paula } from './people.ts';
import { SCRATCH } from './scratch.ts';
import { openSmtpServer, type ReceivedMail } from './smtp.ts';

/** The moment at which every test begins: Thursday 5 March 2026, 11.00 in Amsterdam. */
export const START = new Date('2026-03-05T10:00:00.000Z');

export type Site = Awaited<ReturnType<typeof openSite>>;

type Options = {
  /** Added to the environment, as an operator would set it. */
  env?: Record<string, string>;
  /** The folder that the opening content comes from: the project's own when left out. */
  content?: string;
};

/**
 * The real application on a real SQLite file and a real SMTP server, in a folder of its own. Only the
 * clock is the test's, and the background tasks run when the test says so. Closed by itself.
 */
export async function openSite({ env = {}, content }: Options = {}) {
  const folder = mkdtempSync(join(SCRATCH, 'site-'));
  if (content === undefined) cpSync(inject('freshDataDir'), folder, { recursive: true });
  const smtp = await openSmtpServer();
  const server = createServer((incoming, outgoing) => app(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const config = readConfig({
    PORT: String(port),
    DATA_DIR: folder,
    SMTP_URL: smtp.url,
    MAIL_RATE: '1000',
    ...env,
  });
  const clock = createTestClock();
  const logged: string[] = [];
  const log = createLogger(
    new Writable({ write: (chunk, _encoding, done) => done(void logged.push(String(chunk))) }),
  );
  const services = createServices({ config, clock: clock.now, randomness: randomBytes, log });
  const app: Express = createApp(services);
  const transport = createTransport(config.mail, join(folder, 'mail'));
  if (content !== undefined) await services.content.importOpeningContent(content);
  onTestFinished(async () => {
    transport.close();
    await new Promise((resolve) => server.close(resolve));
    services.close();
    await smtp.close();
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    app,
    port,
    url: config.siteUrl,
    folder,
    config,
    services,
    clock,
    logged,
    smtp,
    mails: smtp.mails,
    get,
    post,
    request: ask,
    browser,
    settle,
    runTask,
    mailTo,
    signIn,
    giveSecondFactor,
    subscribe,
    dump,
  };

  /** A visitor asks for a page. */
  function get(path: string): Test {
    return request(server).get(path);
  }

  /** A visitor sends a form. */
  function post(path: string, form: Record<string, string> = {}): Test {
    return request(server).post(path).type('form').send(form);
  }

  /** A visitor, or a program, asks in another way. */
  function ask(method: 'get' | 'head' | 'post' | 'put' | 'delete', path: string): Test {
    return request(server)[method](path);
  }

  /** A browser of its own, that keeps its cookies. */
  function browser() {
    const agent = request.agent(server);
    return {
      get: (path: string): Test => agent.get(path),
      post: (path: string, form: Record<string, string> = {}): Test =>
        agent.post(path).set('Origin', config.siteUrl).type('form').send(form),
    };
  }

  /** Lets the background tasks of the next seconds do all that there is to do. */
  async function settle(): Promise<void> {
    for (const task of SCHEDULE.filter(({ interval }) => interval < 60_000)) {
      while (await task.run(services, transport, new AbortController().signal)) {}
    }
  }

  /** Runs one background task by its name. */
  async function runTask(name: string): Promise<void> {
    const task = SCHEDULE.find((candidate) => candidate.name === name);
    if (task === undefined) throw new Error(`There is no task ${name}`);
    await task.run(services, transport, new AbortController().signal);
  }

  /** The newest mail to this address that has arrived; fails where there is none. */
  function mailTo(address: string): ReceivedMail {
    const mail = smtp.mails.findLast(({ recipient }) => recipient === address);
    if (mail === undefined) throw new Error(`No mail arrived for ${address}`);
    return mail;
  }

  /** Puts somebody on the newsletter's list, by double opt-in. Returns the link to confirm and the one to leave. */
  async function subscribe(person: {
    name?: string;
    email: string;
  }): Promise<{ confirm: string; leave: string }> {
    await post(paths.newsletter(), { naam: person.name ?? '', email: person.email });
    await settle();
    const confirm = linkIn(mailTo(person.email), '/nieuwsbrief/bevestigen/');
    await post(confirm);
    await settle();
    return { confirm, leave: linkIn(mailTo(person.email), '/nieuwsbrief/afmelden/') };
  }

  /** Everything that the database holds, as text, to look for what should not be there. */
  function dump(): string {
    const { connection } = services;
    const tables = connection.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).pluck().all();
    return tables
      .map((table) => JSON.stringify(connection.prepare(`SELECT * FROM "${table}"`).all()))
      .join('\n');
  }

  /**
   * Sets up an account, or the one that is there anew, with a second factor, and signs in with it in a browser of
   * its own. Whoever it is goes on working: their session does not run out while the test lets time pass, and
   * they are not asked for the password again. `atWork: false` leaves them alone.
   */
  async function signIn(person = Paula, { secondFactor = true, atWork = true } = {}) {
    const { accounts } = services;
    const address = { typed: person.email, key: person.email.toLowerCase() };
    const token =
      accounts.firstInvitation() ??
      accounts.reset(address)?.token ??
      accounts.invite({ name: person.name, address }).token;
    const browser = request.agent(server);
    const form = { name: person.name, email: person.email, password: person.password };
    const answer = await browser
      .post(paths.staff.setUp(token))
      .set('Origin', config.siteUrl)
      .type('form')
      .send(form);
    if (answer.status !== 303) throw new Error(`Setting up an account answered ${answer.status}`);
    if (secondFactor) await giveSecondFactor(person);
    const { sessionId } = ownerOf(person);
    // The mails about all this are no part of what a test looks at.
    services.connection.exec(`DELETE FROM outbox WHERE kind = 'staff account'`);
    let seen = clock.now().getTime();
    const staysAtWork = () => {
      if (!atWork || clock.now().getTime() === seen) return;
      seen = clock.now().getTime();
      services.connection
        .prepare(
          `UPDATE sessions SET created_at = @now, last_used_at = @now, proved_at = @now
           WHERE id = @sessionId`,
        )
        .run({ now: clock.now().toISOString(), sessionId });
    };
    const post = (path: string, origin: string): Test => {
      staysAtWork();
      return browser.post(path).set('Origin', origin);
    };
    return {
      get: (path: string): Test => {
        staysAtWork();
        return browser.get(path);
      },
      post: (path: string, values: Record<string, string> = {}): Test =>
        post(path, config.siteUrl).type('form').send(values),
      /** A form with a file. */
      upload: (
        path: string,
        values: Record<string, string>,
        file?: { name: string; bytes: Uint8Array },
      ): Test => {
        const sending = post(path, config.siteUrl).field(values);
        return file === undefined ? sending : sending.attach('bestand', Buffer.from(file.bytes), file.name);
      },
      /** As another site would send it along with the cookie. */
      forge: (path: string, values: Record<string, string> = {}): Test =>
        post(path, 'https://evil.example').type('form').send(values),
    };
  }

  /**
   * Gives somebody an app with codes, and their newest session the second factor, as if they had just set it up.
   * Returns the secret in the app.
   */
  async function giveSecondFactor({ email }: { email: string }): Promise<string> {
    const { factors, sessions } = services;
    const owner = ownerOf({ email });
    const { secret } = factors.newApp(owner);
    await factors.addApp(owner, secret, await appCode(secret, clock.now()));
    sessions.dropToShow(owner.sessionId);
    return secret;
  }

  /** Somebody of the staff in the session that they used last. */
  function ownerOf({ email }: { email: string }) {
    const staff = services.accounts.list().find((member) => member.email === email);
    const sessionId = staff && services.sessions.listOf(staff.id).at(0)?.id;
    if (staff === undefined || sessionId === undefined) throw new Error(`${email} is not signed in`);
    return { staff, sessionId };
  }
}

/** What an app with this secret shows at a moment. */
export function appCode(secret: string, at: Date): Promise<string> {
  return generate({ secret, epoch: Math.floor(at.getTime() / 1000) });
}

/** The path of the first link of a mail that begins with this path. */
export function linkIn(mail: ReceivedMail, prefix: string): string {
  const links = (mail.text ?? '').match(/https?:\/\/\S+/g) ?? [];
  const link = links.map((found) => new URL(found).pathname).find((path) => path.startsWith(prefix));
  if (link === undefined) throw new Error(`No link to ${prefix} in the mail`);
  return link;
}

function createTestClock() {
  let moment = START.getTime();
  return {
    now: () => new Date(moment),
    /** Lets time pass; a negative number sets the clock back. */
    advance: (milliseconds: number): void => {
      moment += milliseconds;
    },
    set: (to: Date): void => {
      moment = to.getTime();
    },
  };
}
