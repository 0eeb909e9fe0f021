import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { readConfig } from '../src/config.ts';
import { createLogger } from '../src/log.ts';
import { createServices, PROGRAM } from '../src/services.ts';

type Options = { env?: Record<string, string>; clock?: () => Date };

/** The services with the opening content, in a scratch folder. `close` removes it. */
export async function openServices({ env = {}, clock = () => new Date() }: Options = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const config = readConfig({ ...env, DATA_DIR: folder });
  const log = createLogger(new Writable({ write: (_chunk, _encoding, done) => done() }));
  const services = createServices({ config, log, clock, randomness: randomBytes });
  await services.content.importOpeningContent(join(PROGRAM, 'content'));
  return {
    services,
    folder,
    close: () => {
      services.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
