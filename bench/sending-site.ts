import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { openSink } from '../break/sink.ts';
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
  const sink = await openSink();
  const env = { DATA_DIR: folder, SMTP_URL: sink.url, MAIL_RATE: '0' };
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
  if (isSending) {
    const { id, version } = services.issues.createFrom(CONTENT);
    const outcome = services.sending.plan(id, version);
    if (outcome !== 'planned') throw new Error(`The issue could not be sent: ${outcome}`);
    while (await services.sending.freezing.step());
  }
  services.close();
  return {
    env,
    mails: sink.messages,
    close: async () => {
      await sink.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
