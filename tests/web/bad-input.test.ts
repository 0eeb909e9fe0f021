import { connect } from 'node:net';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { Anna } from '../support/people.ts';
import { openSite } from '../support/site.ts';

const FORM = 'application/x-www-form-urlencoded';

it('answers a body of more than 64 KB with 413, in the look of the site', async () => {
  const site = await openSite();
  const answer = await site.post(paths.newsletter(), { email: 'a'.repeat(70_000) });
  expect(answer.status).toBe(413);
  expect(answer.text).toContain('<h1');
});

it.each([
  ['a broken percent code', FORM, 'email=%E0%A4%A'],
  ['a percent code that is no UTF-8', FORM, 'email=%FF%FE'],
  ['bytes that are no UTF-8', FORM, Buffer.from([0x65, 0x3d, 0xff, 0xfe])],
  ['a multipart body without a boundary', 'multipart/form-data', 'x'],
  [
    'a multipart body that is cut off',
    'multipart/form-data; boundary=x',
    '--x\r\nContent-Disposition: form-data; name="a"',
  ],
  ['JSON', 'application/json', '{"email":"anna@lezers.example"}'],
  ['a charset that nobody knows', `${FORM}; charset=klingon-8`, 'email=a%FFb'],
  ['a content encoding that nobody knows', FORM, 'email=x', 'martian'],
])('answers %s with 400', async (_what, type, body, encoding?: string) => {
  const site = await openSite();
  const sent = site.request('post', paths.newsletter()).set('Content-Type', type);
  if (encoding) sent.set('Content-Encoding', encoding);
  const answer = await sent.serialize((raw: unknown) => raw as string).send(body as string);
  expect(answer.status).toBe(400);
  expect(answer.text).toContain('<h1');
  expect(answer.text).not.toMatch(/node_modules|Error:|\/src\//);
});

it('answers a broken address with 400 and an unknown one with 404, to GET and POST alike', async () => {
  const site = await openSite();
  expect((await raw(site.port, 'GET /artikelen/%E0%A4%A HTTP/1.1')).startsWith('HTTP/1.1 400')).toBe(true);
  for (const path of ['/niets', '/artikelen/niets', '/assets/site.0000000000.css', '/.env']) {
    expect((await site.get(path)).status).toBe(404);
  }
  expect((await site.post('/niets')).status).toBe(404);
  expect((await site.request('delete', paths.newsletter())).status).toBe(404);
});

it('answers a database that fails with a 500 page that tells nothing of the inside, and logs it', async () => {
  const site = await openSite();
  site.services.connection.exec('DROP TABLE newsletter_requests');
  const answer = await site.post(paths.newsletter(), { naam: Anna.name, email: Anna.email });
  expect(answer.status).toBe(500);
  expect(answer.text).toContain('<h1');
  expect(answer.text).not.toMatch(/sqlite|newsletter_requests|\.ts:/i);
  const line = site.logged.find((entry) => entry.includes('a request failed'));
  expect(line).toContain('SQLITE_ERROR');
  expect(line).toContain('"route":"/nieuwsbrief"');
});

it('keeps names, addresses, tokens and searches out of the log, whatever happens', async () => {
  const site = await openSite();
  const { confirm, leave } = await site.subscribe(Anna);
  await site.get(paths.searchFor('geheim woord'));
  await site.get(leave);
  await site.post(paths.newsletter(), { email: 'anna@' });
  const paula = await site.signIn();
  await paula.get(`${paths.staff.subscribers()}?q=anna`);
  site.services.connection.exec('DROP TABLE newsletter_requests');
  await site.post(paths.newsletter(), { naam: Anna.name, email: Anna.email });
  const log = site.logged.join('');
  expect(log).toContain('"route":"/nieuwsbrief/afmelden/:token"');
  for (const secret of [
    'anna',
    'vries',
    'geheim',
    'paula',
    confirm.split('/').at(-1),
    leave.split('/').at(-1),
    '127.0.0.1',
  ]) {
    expect(log.toLowerCase()).not.toContain(String(secret).toLowerCase());
  }
});

it('never fails on whatever is typed into the sign-up form, and never mangles it', async () => {
  const site = await openSite();
  const { subscribers } = site.services;
  const typed = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.emailAddress(),
    fc
      .tuple(fc.string({ unit: 'grapheme', maxLength: 10 }), fc.domain())
      .map(([local, domain]) => `${local}@${domain}`),
  );
  await fc.assert(
    fc.asyncProperty(typed, typed, async (naam, email) => {
      site.clock.advance(60 * 60 * 1000);
      const answer = await site.post(paths.newsletter(), { naam, email });
      expect([303, 422]).toContain(answer.status);
      if (answer.status === 422) return;
      await site.settle();
      const address = email.trim().normalize('NFC');
      const found = subscribers
        .list({ words: '' })
        .subscribers.some((subscriber) => subscriber.address === address);
      expect(found || subscribers.counts().waiting > 0).toBe(true);
    }),
    { numRuns: 60 },
  );
});

/** Sends a request line as it is, past every client that would repair it. */
function raw(port: number, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => (answer += String(chunk)));
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
    socket.write(`${line}\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  });
}
