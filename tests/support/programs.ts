import { spawnSync } from 'node:child_process';

/**
 * Whether a program that npm can't bring is on this machine. Under REQUIRE_ALL=1 its absence is a
 * failure; otherwise the tests that need it are skipped with one line. `ask` is what it answers to.
 */
export function hasProgram(name: string, ask = 'version'): boolean {
  const found = spawnSync(name, [ask], { stdio: 'ignore' }).error === undefined;
  if (found) return true;
  if (process.env.REQUIRE_ALL === '1') throw new Error(`${name} is required and is not on this machine`);
  console.warn(`Skipped, since ${name} is not on this machine`);
  return false;
}

export { freePort } from '../../break/program.ts';
