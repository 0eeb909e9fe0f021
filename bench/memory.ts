import { setTimeout as pause } from 'node:timers/promises';
import { paths } from '../src/paths.ts';
import type { Benchmark } from './benchmark.ts';
import { type RealSite, startServer, startSite } from './real-site.ts';
import { sendingFolder } from './sending-site.ts';

const READERS = 100_000;
const MAILS = 5000;
const PAGES = 500;
const BARE = `require('http').createServer((q, s) => s.end('ok')).listen(0, function () { console.log('The site is at http://localhost:' + this.address().port) })`;

export const benchmark: Benchmark = {
  name: 'memory',
  unit: 'MB',
  against: 'a bare node:http server',
  promise: { atMost: 200 },
  start: async () => {
    const sending = await sendingFolder(READERS, true);
    const resting = await sendingFolder(0, false);
    const bare = async () => measureAndStop(await startServer(['-e', BARE], {}), visit);
    return {
      measures: [
        {
          name: `after ${PAGES} pages`,
          ours: async () => measureAndStop(await startSite(resting.env), visit),
          limit: bare,
        },
        {
          name: `${READERS} readers in the queue`,
          ours: async () => measureAndStop(await startSite(sending.env), () => send(sending.mails)),
          limit: bare,
        },
      ],
      stop: () => {
        sending.close();
        resting.close();
      },
    };
  },
};

async function measureAndStop(site: RealSite, use: (site: RealSite) => Promise<void>): Promise<number> {
  await use(site);
  const megabytes = site.megabytes();
  await site.stop();
  return megabytes;
}

async function visit({ url }: RealSite): Promise<void> {
  for (let page = 0; page < PAGES; page += 1) await (await fetch(url + paths.searchFor(String(page)))).text();
}

async function send(mails: () => number): Promise<void> {
  const enough = mails() + MAILS;
  while (mails() < enough) await pause(50);
}
