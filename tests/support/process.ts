import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { inject, onTestFinished } from 'vitest';
import { PROGRAM } from '../../src/services.ts';
import { freePort } from './programs.ts';

/** A process of ours: what it printed so far, and how it ended. */
export type Running = {
  process: ChildProcess;
  output: () => string;
  ended: Promise<number | null>;
};

const CACHE = pathToFileURL(join(PROGRAM, 'src/compile-cache.js')).href;

/** A folder of its own, gone after the test. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'process-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs a file of `src/` as `npm` would, in a folder of its own and with nothing else in its environment. */
export function run(file: string, args: string[], env: Record<string, string>): Running {
  const child = spawn(process.execPath, ['--import', CACHE, join(PROGRAM, 'src', file), ...args], {
    cwd: env.DATA_DIR ?? tmpdir(),
    env: { PATH: process.env.PATH ?? '', ...env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { process: child, output: () => output, ended };
}

/** A data folder as the first start leaves it. */
export function preparedFolder(): string {
  const folder = scratchFolder();
  cpSync(inject('freshDataDir'), folder, { recursive: true });
  return folder;
}

/** Starts the whole program, worker and all, on a prepared folder, and waits until it answers. */
export async function startProgram(env: Record<string, string> = {}) {
  const port = await freePort();
  const dataDir = env.DATA_DIR ?? preparedFolder();
  const running = run('main.ts', [], { PORT: String(port), DATA_DIR: dataDir, ...env });
  const url = `http://localhost:${port}`;
  await until(() => running.output().includes('The site is at'), running);
  return { ...running, url, dataDir };
}

/** Waits until something is so; fails after twenty seconds with what the process printed. */
export async function until(isSo: () => boolean | Promise<boolean>, running?: Running): Promise<void> {
  for (let time = 0; time < 400; time += 1) {
    if (await isSo()) return;
    await pause(50);
  }
  throw new Error(`It did not happen in time. The process printed:\n${running?.output() ?? ''}`);
}
