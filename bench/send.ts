import { type ChildProcess, spawn } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nodemailer from 'nodemailer';
import { createTransport } from '../src/mail/transport.ts';
import { paths } from '../src/paths.ts';
import { oneClickHeaders } from '../src/subscribers/mails.ts';
import type { Benchmark } from './benchmark.ts';
import { openServices } from './services.ts';

type Message = Parameters<ReturnType<typeof nodemailer.createTransport>['sendMail']>[0];

const READERS = 2000;
const CONNECTIONS = 5;
const DOMAIN = 'kantoor.example';
const MINUTE = 60_000;

export const benchmark: Benchmark = {
  name: 'send',
  unit: 'mails/s',
  against: "nodemailer's own pool with the same messages, key and sink, and no database",
  promise: { atLeastRatio: 0.85 },
  start: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-key-'));
    const keyFile = join(folder, 'dkim.pem');
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const sink = spawn(process.execPath, [join(import.meta.dirname, '../break/sink.ts')]);
    const sinkUrl = await firstLine(sink);
    const site = await startSending(sinkUrl, keyFile);
    const pool = startPool(sinkUrl, keyFile, site.messages());
    return {
      measures: [{ name: `send to ${READERS} readers`, ours: site.sendIssue, limit: pool.sendAll }],
      stop: () => {
        pool.close();
        site.close();
        sink.kill();
        rmSync(folder, { recursive: true });
      },
    };
  },
};

/** The newsletter's own way: a row for each reader, on disk before and after its mail. */
async function startSending(sinkUrl: string, keyFile: string) {
  let ahead = 0;
  const { services, folder, close } = await openServices({
    env: {
      SMTP_URL: sinkUrl,
      MAIL_RATE: '0',
      MAIL_CONNECTIONS: String(CONNECTIONS),
      ...{ DKIM_DOMAIN: DOMAIN, DKIM_SELECTOR: 'bench', DKIM_KEY_FILE: keyFile },
    },
    clock: () => new Date(Date.now() + ahead),
  });
  const { sending, lane, issues, printing, subscribers, config } = services;
  const transport = createTransport(config.mail, join(folder, 'mail'));
  subscribers.addMany(
    Array.from({ length: READERS }, (_, number) => {
      const address = `lezer${number}@lezers.example`;
      const since = new Date().toISOString();
      return { name: '', address: { typed: address, key: address }, state: 'subscribed' as const, since };
    }),
  );
  const content = {
    subject: 'Nieuwsbrief over bestaanszekerheid',
    preheader: 'Wat er deze maand gebeurde',
    introduction: 'Beste lezer,\n\nDit is een nieuwsbrief om mee te meten. '.repeat(5),
    blocks: (services.articles.list(1)?.articles ?? []).map(({ slug }) => ({
      kind: 'article' as const,
      slug,
    })),
  };
  return { sendIssue, messages, close: closeAll };

  function closeAll(): void {
    transport.close();
    close();
  }

  async function sendIssue(): Promise<number> {
    const issue = await frozenIssue();
    const start = performance.now();
    await lane.run(transport.bulk, new AbortController().signal);
    const seconds = (performance.now() - start) / 1000;
    const sent = sending.progressOf(issue.id)?.counts.sent;
    if (sent !== READERS) throw new Error(`Of ${READERS} mails ${sent} were sent`);
    return READERS / seconds;
  }

  async function frozenIssue() {
    const issue = issues.createFrom(content);
    const outcome = sending.plan(issue.id, issue.version);
    if (outcome !== 'planned') throw new Error(outcome);
    ahead += 11 * MINUTE;
    while (await sending.freezing.step());
    return issue;
  }

  /** The same messages, as they would be given to nodemailer. */
  function messages() {
    const { subject, html, text, leaveMarker } = printing.printIssue(
      issues.createFrom(content),
      new Date().toISOString(),
    );
    return subscribers.mailing.forSending(undefined, READERS).map(({ id, address, leaveToken }) => {
      const link = config.siteUrl + paths.leave(leaveToken);
      const headers = { ...oneClickHeaders(link), 'List-Id': '<nieuwsbrief.localhost>', Precedence: 'bulk' };
      return {
        from: config.mail.from,
        to: address,
        subject,
        html: html.replaceAll(leaveMarker, link),
        text: text.replaceAll(leaveMarker, link),
        messageId: `<bench.${id}@localhost>`,
        headers: Object.entries(headers).map(([key, value]) => ({ key, value: { prepared: true, value } })),
      };
    });
  }
}

function startPool(sinkUrl: string, keyFile: string, messages: Message[]) {
  const url = new URL(sinkUrl);
  const pool = nodemailer.createTransport({
    ...{ host: url.hostname, port: Number(url.port), pool: true, maxConnections: CONNECTIONS },
    dkim: {
      domainName: DOMAIN,
      keySelector: 'bench',
      privateKey: createPrivateKey(readFileSync(keyFile)),
      headerFieldNames:
        'From:Subject:Date:Message-ID:To:MIME-Version:Content-Type:List-Id:List-Unsubscribe:List-Unsubscribe-Post:Precedence',
    },
  });
  return {
    close: () => pool.close(),
    sendAll: async () => {
      const start = performance.now();
      const left = messages.values();
      await Promise.all(
        Array.from({ length: CONNECTIONS * 2 }, async () => {
          for (const message of left) await pool.sendMail(message);
        }),
      );
      return messages.length / ((performance.now() - start) / 1000);
    },
  };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => child.stdout?.once('data', (data) => resolve(String(data).trim())));
}
