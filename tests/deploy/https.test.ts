import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { paths } from '../../src/paths.ts';
import { PROGRAM } from '../../src/services.ts';
import { Paula } from '../support/people.ts';
import { freePort, hasProgram } from '../support/programs.ts';
import { openSite } from '../support/site.ts';

const SITE = 'www.site.localhost';
const BARE = 'site.localhost';

describe.skipIf(!hasProgram('caddy'))('Behind the Caddyfile', () => {
  it('is on https, with HTTP and the bare name leading there, HSTS everywhere, and secure __Host- cookies', async () => {
    const site = await openSite({
      env: {
        SITE_URL: `https://${SITE}`,
        TRUST_PROXY: '1',
        MAIL_FROM: 'Sociale Alliantie <nieuwsbrief@kantoor.example>',
        MAIL_PROVIDER: 'Voorbeeld Mail',
      },
    });
    const caddy = await startCaddy(site.port);

    const http = await caddy.ask('http', SITE, '/nieuwsbrief');
    expect(http.status).toBe(308);
    expect(http.headers.location).toBe(`https://${SITE}/nieuwsbrief`);

    const bare = await caddy.ask('https', BARE, '/artikelen?pagina=1');
    expect(bare).toMatchObject({ status: 301, headers: { location: `https://${SITE}/artikelen?pagina=1` } });

    const page = await caddy.ask('https', SITE, paths.newsletter());
    expect(page.status).toBe(200);
    for (const answer of [bare, page]) {
      expect(answer.headers['strict-transport-security']).toMatch(/^max-age=63072000/);
    }
    expect(page.headers['set-cookie']).toBeUndefined();
    expect(page.body).toContain(`<link rel="canonical" href="https://${SITE}/nieuwsbrief">`);

    const token = site.services.accounts.firstInvitation();
    const form = new URLSearchParams({ name: Paula.name, email: Paula.email, password: Paula.password });
    const signedIn = await caddy.ask('https', SITE, paths.staff.setUp(String(token)), String(form), {
      'Content-Type': 'application/x-www-form-urlencoded',
      Origin: `https://${SITE}`,
    });
    expect(signedIn.status).toBe(303);
    const session = signedIn.headers['set-cookie']?.find((cookie) => cookie.startsWith('__Host-beheer='));
    expect(session).toMatch(/; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/);
    expect(session).not.toContain('Domain');
  });

  it('counts by the address that Caddy saw, whatever the visitor claims', async () => {
    const site = await openSite({
      env: {
        SITE_URL: `https://${SITE}`,
        TRUST_PROXY: '1',
        MAIL_FROM: 'nieuwsbrief@kantoor.example',
        MAIL_PROVIDER: 'Voorbeeld Mail',
      },
    });
    const caddy = await startCaddy(site.port);
    const statuses: number[] = [];
    for (let time = 0; time < 21; time += 1) {
      const answer = await caddy.ask(
        'https',
        SITE,
        paths.newsletter(),
        `email=reader${time}%40lezers.example`,
        {
          'Content-Type': 'application/x-www-form-urlencoded',
          'X-Forwarded-For': `203.0.113.${time}`,
        },
      );
      statuses.push(answer.status);
    }
    expect(statuses.slice(0, 20).every((status) => status === 303)).toBe(true);
    expect(statuses.at(-1)).toBe(429);
  });
});

type Answer = { status: number; headers: IncomingHttpHeaders; body: string };

/** Runs the real Caddyfile with Caddy's internal CA, on free ports, in a folder of its own. */
async function startCaddy(appPort: number) {
  const folder = mkdtempSync(join(tmpdir(), 'caddy-'));
  const [httpPort, httpsPort] = [await freePort(), await freePort()];
  const caddy: ChildProcess = spawn('caddy', ['run', '--config', join(PROGRAM, 'deploy/Caddyfile')], {
    stdio: 'ignore',
    env: {
      ...process.env,
      ...{ SITE, BARE, TLS: 'internal', APP: `127.0.0.1:${appPort}` },
      ...{ HTTP_PORT: String(httpPort), HTTPS_PORT: String(httpsPort) },
      ...{ HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    },
  });
  onTestFinished(async () => {
    const ended = new Promise((resolve) => caddy.once('exit', resolve));
    caddy.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });
  await untilReady(() => ask('https', SITE, paths.health()));
  return { ask };

  function ask(
    scheme: 'http' | 'https',
    host: string,
    path: string,
    body?: string,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const options = {
      host: '127.0.0.1',
      path,
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...headers, Host: host },
    };
    return new Promise((resolve, reject) => {
      const sent =
        scheme === 'http'
          ? httpRequest({ ...options, port: httpPort })
          : httpsRequest({ ...options, port: httpsPort, servername: host, ca: rootCertificate() });
      sent.on('error', reject).on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: String(Buffer.concat(chunks)),
          });
        });
      });
      sent.end(body);
    });
  }

  function rootCertificate(): Buffer {
    return readFileSync(join(folder, 'caddy/pki/authorities/local/root.crt'));
  }
}

async function untilReady(ask: () => Promise<Answer>): Promise<void> {
  for (let time = 0; time < 100; time += 1) {
    const ready = await ask()
      .then(({ status }) => status === 200)
      .catch(() => false);
    if (ready) return;
    await pause(100);
  }
  throw new Error('Caddy did not start');
}
