import { spawn } from 'node:child_process';
import { startArguments } from '../break/program.ts';
import type { Benchmark } from './benchmark.ts';
import { openServices } from './services.ts';

export const benchmark: Benchmark = {
  name: 'start',
  unit: 'ms',
  against: 'Node itself, starting to do nothing',
  promise: { atMost: 1000 },
  start: async () => {
    const { folder, close } = await openServices();
    const args = startArguments();
    const env = { ...process.env, DATA_DIR: folder, PORT: '0', SITE_URL: 'http://localhost' };
    return {
      measures: [
        {
          name: 'start',
          ours: () => untilPrinted(args, env, 'The site is at'),
          limit: () => untilPrinted(['-e', 'console.log("here")'], env, 'here'),
        },
      ],
      stop: close,
    };
  },
};

/** Milliseconds until a Node process prints this; then it is ended. */
async function untilPrinted(args: string[], env: NodeJS.ProcessEnv, text: string): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const milliseconds = await new Promise<number>((resolve, reject) => {
    let printed = '';
    child.stdout.on('data', (chunk) => {
      printed += String(chunk);
      if (printed.includes(text)) resolve(performance.now() - start);
    });
    child.once('close', () => reject(new Error(`It ended without printing ${text}`)));
  });
  child.kill('SIGTERM');
  await ended;
  return milliseconds;
}
