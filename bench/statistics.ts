import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Worker } from 'node:worker_threads';
import express, { type Request } from 'express';
import { createApp } from '../src/app.ts';
import { paths } from '../src/paths.ts';
import { pageViewOf } from '../src/web/page-view.ts';
import { type Benchmark, timed } from './benchmark.ts';
import { openServices } from './services.ts';

const PAGES = 3000;
const VIEWS = 30_000;
const MINUTES = 50;
/** Asks for one page again and again, in a thread of its own: what it costs is no part of a page's time. */
const VISITOR = `
  const { workerData, parentPort } = require('node:worker_threads');
  const { request, Agent } = require('node:http');
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const ask = () => new Promise((resolve) =>
    request({ ...workerData, agent }, (answer) => answer.resume().on('end', resolve)).end());
  parentPort.on('message', async (pages) => {
    let left = pages;
    await Promise.all([1, 2, 3, 4].map(async () => { while (left-- > 0) await ask(); }));
    parentPort.postMessage('done');
  });`;

const BROWSER =
  'Mozilla/5.0 (Linux; Android 14; SM-A546B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36';

export const benchmark: Benchmark = {
  name: 'statistics',
  unit: 'µs',
  against: 'all that the server spends on the cheapest page, from memory; for the writing: one row',
  start: async () => {
    const { services, close } = await openServices();
    const server = createServer(createApp(services));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const headers = { 'User-Agent': BROWSER, 'Accept-Encoding': 'gzip' };
    const visitor = new Worker(VISITOR, {
      eval: true,
      workerData: { host: '127.0.0.1', port, path: paths.home(), headers },
    });
    const requests = Array.from({ length: 500 }, (_, number) => requestOf(number));
    return {
      measures: [
        {
          name: 'counting a view',
          ours: () => counting(requests),
          limit: () => serving(),
          promise: { atMostRatio: 0.02 },
        },
        { name: 'writing a minute of 500', ours: () => writing(requests), limit: writingOneRow },
      ],
      stop: async () => {
        await visitor.terminate();
        server.close().closeAllConnections();
        close();
      },
    };

    /** What one view adds to the page. */
    function counting(views: Request[]): number {
      const before = process.threadCpuUsage();
      for (let view = 0; view < VIEWS; view += 1) {
        services.statistics.count(pageViewOf(views[view % views.length] as Request));
      }
      return spentSince(before) / VIEWS;
    }

    /** What a busy minute takes to be written, between the pages. */
    function writing(views: Request[]): number {
      let spent = 0;
      for (let minute = 0; minute < MINUTES; minute += 1) {
        for (const view of views) services.statistics.count(pageViewOf(view));
        spent += timed(() => services.statistics.write());
      }
      return (1000 * spent) / MINUTES;
    }

    function writingOneRow(): number {
      const rows = () => {
        for (let row = 0; row < MINUTES; row += 1) services.settings.change({ proofMonths: 24 + (row % 2) });
      };
      return (1000 * timed(rows)) / MINUTES;
    }

    /** What this thread spends on one page, its visitors being elsewhere. */
    async function serving(): Promise<number> {
      const before = process.threadCpuUsage();
      visitor.postMessage(PAGES);
      await once(visitor, 'message');
      return spentSince(before) / PAGES;
    }
  },
};

/** Microseconds of this thread's processor time. */
function spentSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(before);
  return user + system;
}

/** A request as the application has it after routing; each tenth reader came from elsewhere. */
function requestOf(number: number): Request {
  const request: Request = Object.create(express.request, {
    app: { value: APP },
    headers: {
      value: {
        'user-agent': `${BROWSER} ${number % 50}`,
        ...(number % 10 === 0
          ? { referer: `https://www.zoeken-${number % 7}.example.nl/pagina` }
          : { referer: 'http://localhost:3000/artikelen' }),
      } satisfies IncomingMessage['headers'],
    },
    connection: { value: { remoteAddress: `192.0.2.${number % 250}` } },
    socket: { value: { remoteAddress: `192.0.2.${number % 250}` } },
    route: { value: { path: number % 2 ? paths.home() : paths.article(':slug') } },
    params: { value: { slug: `artikel-${number % 20}` } },
  });
  return request;
}

const APP = express();
