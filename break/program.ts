import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { PROGRAM } from '../src/services.ts';

/** The real program, running on a scratch folder. */
export type RunningProgram = {
  /** Ends it at once, as a power cut would. */
  kill: () => Promise<void>;
  ended: Promise<number | null>;
  output: () => string;
};

/** Starts the whole program, worker and all, with nothing but this in its environment. */
export function startProgram(env: Record<string, string>): RunningProgram {
  const child: ChildProcess = spawn(process.execPath, startArguments(), {
    cwd: env.DATA_DIR,
    env: { PATH: process.env.PATH ?? '', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: unknown) => {
    output = (output + String(chunk)).slice(-10_000);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    ended,
    output: () => output,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** What `npm start` gives to Node, from wherever it is started: a `.env` of the project has no say here. */
export function startArguments(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(PROGRAM, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  };
  const given = scripts.start.split(' ').slice(1);
  return given.map((part) => (/^(?:\.\/)?src\//.test(part) ? join(PROGRAM, part) : part));
}

/** A port that nobody listens on right now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port');
  return address.port;
}
