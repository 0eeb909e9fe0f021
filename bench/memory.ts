import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROGRAM } from '../src/services.ts';
import type { Benchmark } from './benchmark.ts';
import { openServices } from './services.ts';

const PAGES = 500;
const BARE = `require('http').createServer((q, s) => s.end('ok')).listen(0, function () { console.log('The site is at http://localhost:' + this.address().port) })`;

export const benchmark: Benchmark = {
  name: 'memory',
  unit: 'MB',
  against: 'a bare node:http server',
  start: async () => {
    const { folder, close } = await openServices();
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const env = { ...process.env, DATA_DIR: folder, PORT: String(port) };
    return {
      measures: [
        {
          name: `memory after ${PAGES} pages`,
          ours: () => residentMegabytes([join(PROGRAM, 'src/main.ts')], env),
          limit: () => residentMegabytes(['-e', BARE], env),
        },
      ],
      stop: close,
    };
  },
};

async function residentMegabytes(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const url = await printedAddress(child);
  for (let page = 0; page < PAGES; page += 1) await (await fetch(`${url}/zoeken?q=${page}`)).text();
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  child.kill('SIGTERM');
  await ended;
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
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
