import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Readable, Writable } from 'node:stream';
import { readConfig } from '../src/config.ts';
import { createLogger } from '../src/log.ts';
import { createServices, PROGRAM } from '../src/services.ts';

const MINUTE = 60_000;
const AT_ONCE = 1000;
const CONTENT = {
  subject: 'Proef',
  preheader: '',
  introduction: 'Beste lezer, dit is een proef.',
  blocks: [],
};

/**
 * The folder of a site with so many readers, and a mail server that takes everything. `isSending`: an issue is
 * due, so that whatever program starts on it sends at full speed.
 */
export async function sendingFolder(readers: number, isSending: boolean) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-sending-'));
  // In a process of its own: whoever measures must not wait for it.
  const sink = spawn(process.execPath, [join(import.meta.dirname, '../break/sink.ts')]);
  const env = { DATA_DIR: folder, SMTP_URL: await firstLine(sink.stdout), MAIL_RATE: '0' };
  const log = createLogger(new Writable({ write: (_chunk, _encoding, done) => done() }));
  // What is decided by a clock that is behind is due at once.
  const clock = () => new Date(Date.now() - 11 * MINUTE);
  const services = createServices({ config: readConfig(env), clock, randomness: randomBytes, log });
  await services.content.importOpeningContent(join(PROGRAM, 'content'));
  for (let first = 0; first < readers; first += AT_ONCE) {
    services.subscribers.addMany(
      Array.from({ length: Math.min(AT_ONCE, readers - first) }, (_, number) => {
        const address = `lezer${first + number}@lezers.example`;
        const since = clock().toISOString();
        return { name: '', address: { typed: address, key: address }, state: 'subscribed' as const, since };
      }),
    );
  }
  const issue = services.issues.createFrom(CONTENT);
  if (isSending) {
    const outcome = services.sending.plan(issue.id, issue.version);
    if (outcome !== 'planned') throw new Error(`The issue could not be sent: ${outcome}`);
    while (await services.sending.freezing.step());
  }
  return {
    env,
    /** How many have been sent. */
    mails: () => services.sending.progressOf(issue.id)?.counts.sent ?? 0,
    close: () => {
      services.close();
      sink.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function firstLine(stream: Readable): Promise<string> {
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) return String(chunk).trim();
  throw new Error('The mail server did not start');
}
