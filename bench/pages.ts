import { Agent, createServer, type RequestListener, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../src/app.ts';
import { openServices } from './services.ts';

const PAGES = 2000;
const AT_ONCE = 8;

/** The real application with the opening content, beside a server that only sends what it answered. */
export async function startPages(path: string) {
  const { services, close } = await openServices();
  const app = await listen(createApp(services));
  const answer = await ask(app, path);
  const bare = await listen((_incoming, outgoing) =>
    outgoing.writeHead(200, answer.headers).end(answer.body),
  );
  return {
    ours: () => pagesPerSecond(app, path),
    limit: () => pagesPerSecond(bare, path),
    stop: () => {
      for (const server of [app, bare]) server.close().closeAllConnections();
      close();
    },
  };
}

async function pagesPerSecond(server: Server, path: string): Promise<number> {
  const start = performance.now();
  let left = PAGES;
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (left-- > 0) await ask(server, path, agent);
    }),
  );
  agent.destroy();
  return PAGES / ((performance.now() - start) / 1000);
}

async function listen(handle: RequestListener): Promise<Server> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function ask(server: Server, path: string, agent?: Agent): Promise<{ headers: string[]; body: Buffer }> {
  const { port } = server.address() as AddressInfo;
  const headers = { 'Accept-Encoding': 'gzip' };
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path, headers, ...(agent && { agent }) };
    request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ headers: response.rawHeaders, body: Buffer.concat(chunks) }));
    })
      .on('error', reject)
      .end();
  });
}
