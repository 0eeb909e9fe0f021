import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { startArguments } from '../break/program.ts';

/** The whole program, running as `npm start` runs it. */
export type RealSite = {
  url: string;
  /** What it holds in memory now, both threads together. */
  megabytes: () => number;
  stop: () => Promise<void>;
};

/** Starts the program with nothing but this in its environment, and waits until it answers. */
export function startSite(env: Record<string, string>): Promise<RealSite> {
  return startServer(startArguments(), env);
}

/** The same for another program that prints where it is. */
export async function startServer(args: string[], env: Record<string, string>): Promise<RealSite> {
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  const child = spawn(process.execPath, args, {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH ?? '', PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  return {
    url: await printedAddress(child),
    megabytes: () => {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function printedAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let printed = '';
    child.stdout?.on('data', (chunk) => {
      printed += String(chunk);
      const url = /The site is at (\S+)/.exec(printed)?.[1];
      if (url) resolve(url);
    });
  });
}
