import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { readConfig } from '../../src/config.ts';
import { createLogger } from '../../src/log.ts';
import { createServices, PROGRAM } from '../../src/services.ts';
import { SCRATCH } from './scratch.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A data folder as the first start leaves it, to be copied by each test. */
    freshDataDir: string;
  }
}

/** Makes a data folder with the opening content once for the whole run: encoding its pictures takes a second. */
export default async function prepare(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(SCRATCH, 'fresh-'));
  const services = createServices({
    config: readConfig({ DATA_DIR: folder }),
    clock: () => new Date('2026-03-05T10:00:00.000Z'),
    randomness: randomBytes,
    log: createLogger(),
  });
  await services.content.importOpeningContent(join(PROGRAM, 'content'));
  services.close();
  project.provide('freshDataDir', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
