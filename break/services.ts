import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { readConfig } from '../src/config.ts';
import { createLogger } from '../src/log.ts';
import { createServices, type Services } from '../src/services.ts';

/** The services in this process, beside the program that is broken, on the same folder. */
export function openBeside(env: Record<string, string>, clock = () => new Date()): Services {
  const log = createLogger(new Writable({ write: (_chunk, _encoding, done) => done() }));
  return createServices({ config: readConfig(env), clock, randomness: randomBytes, log });
}
