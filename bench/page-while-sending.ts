import { setTimeout as pause } from 'node:timers/promises';
import { paths } from '../src/paths.ts';
import { type Benchmark, percentile } from './benchmark.ts';
import { startSite } from './real-site.ts';
import { sendingFolder } from './sending-site.ts';

const READERS = 50_000;
const PAGES = 400;
/** Milliseconds between two pages: a busy day, but no flood. */
const EVERY = 10;

export const benchmark: Benchmark = {
  name: 'page-while-sending',
  unit: 'ms',
  against: 'the same site at rest',
  promise: { atMostRatio: 2 },
  start: async () => {
    const sending = await sendingFolder(READERS, true);
    const resting = await sendingFolder(READERS, false);
    return {
      measures: [
        {
          name: 'a page made anew, 99th percentile',
          ours: () => pageTime(sending.env, sending.mails),
          limit: () => pageTime(resting.env),
        },
      ],
      stop: () => {
        sending.close();
        resting.close();
      },
    };
  },
};

/** The 99th percentile of page times; with `mails`, while these are being sent. */
async function pageTime(env: Record<string, string>, mails?: () => number): Promise<number> {
  const site = await startSite(env);
  const before = mails?.() ?? 0;
  for (let page = 0; page < PAGES / 4; page += 1) await timeOf(site.url, page);
  while (mails !== undefined && mails() === before) await pause(EVERY);
  const begun = mails?.() ?? 0;
  const times: number[] = [];
  for (let page = 0; page < PAGES; page += 1) {
    times.push(await timeOf(site.url, page));
    await pause(EVERY);
  }
  const sent = (mails?.() ?? 0) - begun;
  await site.stop();
  if (mails !== undefined && sent < PAGES) throw new Error(`Only ${sent} mails were sent meanwhile`);
  return percentile(times, 0.99);
}

async function timeOf(url: string, page: number): Promise<number> {
  const start = performance.now();
  await (await fetch(url + paths.searchFor(`samen ${page}`))).text();
  return performance.now() - start;
}
