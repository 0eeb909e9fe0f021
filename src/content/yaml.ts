import { createRequire } from 'node:module';

/** Loads yaml with the first file: each thread would hold it, and most days nobody brings content in. */
export function loadYaml(): typeof import('yaml') {
  return createRequire(import.meta.url)('yaml');
}
