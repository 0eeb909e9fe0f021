import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { Anna, Bilal, Zoe } from '../support/people.ts';
import { scratchFolder } from '../support/process.ts';
import { gate, leaveLinkIn, MINUTE, openSending, reader } from './sending.ts';

it('sends to every reader once, and says so when everybody is accounted for', async () => {
  const { site, paula, page, send, arrived, counts, state } = await openSending(40);
  await send();
  expect(arrived().toSorted()).toEqual(
    Array.from({ length: 40 }, (_, index) => reader(index + 1)).toSorted(),
  );
  expect(counts()).toMatchObject({ sent: 40, pending: 0, sending: 0, uncertain: 0 });
  expect(state()).toBe('sent');
  expect((await paula.get(page)).text).toContain('Aan 40 lezers');
  site.clock.advance(MINUTE);
  await site.settle();
  expect(arrived()).toHaveLength(40);
});

it('sends to who is on the list, and to nobody who asked, left or was never confirmed', async () => {
  const { site, send, arrived } = await openSending(0);
  await site.subscribe(Anna);
  const { leave } = await site.subscribe(Zoe);
  await site.post(leave);
  await site.post(paths.newsletter(), { email: 'wacht@lezers.example' });
  await send();
  expect(arrived()).toEqual([Anna.email]);
});

it('carries an international address to a server that takes it', async () => {
  const { site, send, arrived } = await openSending(0);
  await site.subscribe(Zoe);
  await send();
  expect(arrived()).toEqual([Zoe.email]);
});

it("has each reader's own link to leave in both bodies and in the headers for one click (RFC 8058)", async () => {
  const { site, send, newsletterTo } = await openSending(2);
  await send();
  const [one, two] = [newsletterTo(reader(1)), newsletterTo(reader(2))];
  const link = site.url + leaveLinkIn(one);
  expect(one.text).toContain(link);
  expect(one.html).toContain(`href="${link}"`);
  const header = (key: string) => one.headers.find((line) => line.key === key)?.value;
  expect(header('list-unsubscribe')).toBe(`<${link}>`);
  expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  expect(leaveLinkIn(two)).not.toBe(leaveLinkIn(one));
  expect(two.source).not.toContain(leaveLinkIn(one));

  const click = await site.post(leaveLinkIn(one), { 'List-Unsubscribe': 'One-Click' });
  expect(click.status).toBe(200);
  expect(site.services.subscribers.list({ words: reader(1) }).subscribers[0]?.state).toBe('left');
});

it('says which list it is and that it is bulk, and never that it is an automatic answer', async () => {
  const { send, newsletterTo } = await openSending(1);
  await send();
  const { source } = newsletterTo(reader(1));
  expect(source).toMatch(/^List-Id: <nieuwsbrief\.localhost>\r$/m);
  expect(source).toMatch(/^Precedence: bulk\r$/m);
  expect(source).not.toMatch(/^Auto-Submitted:/m);
  expect(source).toMatch(/^Date: Thu, 05 Mar 2026 10:10:00 \+0000\r$/m);
  expect(source).toMatch(/^To: lezer1@lezers\.example\r$/m);
  expect(source.match(/^Message-ID: <[\w.-]+@localhost>\r$/gm)).toHaveLength(1);
});

it('has no line that is longer than mail may have, and the same content in text and HTML', async () => {
  const { send, newsletterTo } = await openSending(1, { SITE_URL: 'http://localhost:3000' });
  await send();
  const { source, text, html } = newsletterTo(reader(1));
  const body = source.slice(source.indexOf('\r\n\r\n'));
  expect(Math.max(...body.split('\r\n').map(({ length }) => length))).toBeLessThanOrEqual(76);
  for (const part of [text, html]) expect(part).toContain('Zoë kookt.');
});

const DKIM_VERIFY = `
import sys, dkim
mail = open(sys.argv[1], 'rb').read()
keys = dict(zip([b'rsa', b'ed'], [b'v=DKIM1; k=rsa; p=' + sys.argv[2].encode(), b'v=DKIM1; k=ed25519; p=' + sys.argv[3].encode()]))
look = lambda name, timeout=5: keys[name.split(b'.')[0]]
d = dkim.DKIM(mail)
print([d.verify(idx=place, dnsfunc=look) for place in (0, 1)], b','.join(d.include_headers).decode())
`;

const python = ['python3', '/usr/bin/python3'].find(
  (name) => spawnSync(name, ['-c', 'import dkim, nacl']).status === 0,
);
if (python === undefined && process.env.REQUIRE_ALL === '1') throw new Error('python3-dkim is required');

it.skipIf(python === undefined)(
  'signs every copy so that another implementation verifies it, with RSA and Ed25519',
  async () => {
    const folder = scratchFolder();
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const ed = generateKeyPairSync('ed25519');
    const files = {
      rsa: join(folder, 'rsa.pem'),
      ed: join(folder, 'ed.pem'),
      mail: join(folder, 'mail.eml'),
    };
    writeFileSync(files.rsa, rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    writeFileSync(files.ed, ed.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const { site, send } = await openSending(3, {
      ...{ DKIM_DOMAIN: 'kantoor.example', DKIM_SELECTOR: 'rsa', DKIM_KEY_FILE: files.rsa },
      ...{ DKIM_ED25519_SELECTOR: 'ed', DKIM_ED25519_KEY_FILE: files.ed },
    });
    await site.subscribe(Anna);
    await send();
    const publicKeys = [
      rsa.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
      ed.publicKey.export({ type: 'spki', format: 'der' }).subarray(12).toString('base64'),
    ];
    expect(site.mails).toHaveLength(2 + 4);
    for (const { source } of site.mails) {
      writeFileSync(files.mail, source);
      const { stdout } = spawnSync(String(python), ['-c', DKIM_VERIFY, files.mail, ...publicKeys]);
      expect(String(stdout)).toContain('[True, True]');
      if (source.includes('List-Id'))
        expect(String(stdout)).toContain('list-unsubscribe,list-unsubscribe-post');
    }
  },
);

it('sends nothing to somebody who leaves while it is being sent', async () => {
  const { site, decide, arrived, counts, state } = await openSending(30, { MAIL_CONNECTIONS: '2' });
  const { opened, open } = gate();
  site.smtp.mood.holds = () => opened;
  await decide();
  site.clock.advance(10 * MINUTE);
  while (await site.services.sending.freezing.step()) {}
  const sending = site.runTask('send the newsletter');
  while (arrived().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const first = arrived()[0];
  const others = site.services.subscribers
    .list({ words: '' })
    .subscribers.filter(({ address }) => address !== first);
  const gone = others.slice(0, 5);
  for (const { id } of gone) site.services.subscribers.leave.leaveById(id);
  open();
  await sending;
  expect(arrived()).toHaveLength(25);
  for (const { address } of gone) expect(arrived()).not.toContain(address);
  expect(counts()).toMatchObject({ sent: 25, left: 5 });
  expect(state()).toBe('sent');
});

it('never lets a confirmation mail wait for the newsletter, and never has more connections than it may', async () => {
  const { site, decide, arrived } = await openSending(30);
  const { opened, open } = gate();
  site.smtp.mood.holds = (recipient) => (recipient.startsWith('lezer') ? opened : undefined);
  await decide();
  site.clock.advance(10 * MINUTE);
  while (await site.services.sending.freezing.step()) {}
  const sending = site.runTask('send the newsletter');
  while (arrived().length < 4) await new Promise((resolve) => setTimeout(resolve, 5));
  const people = [Anna, Bilal, Zoe];
  for (const { email } of people) await site.post(paths.newsletter(), { email });
  await site.runTask('decide about newsletter requests');
  for (const { email } of people) {
    await site.runTask('send mail');
    expect(site.mailTo(email).subject).toContain('Bevestig');
  }
  expect(arrived()).toHaveLength(4);
  open();
  await sending;
  expect(site.smtp.mostConnections()).toBe(5);
});

it('goes on with the list after a pause, and sends nothing in between', async () => {
  const { site, paula, page, issue, decide, arrived, state } = await openSending(30);
  const { opened, open } = gate();
  site.smtp.mood.holds = () => opened;
  await decide();
  site.clock.advance(10 * MINUTE);
  while (await site.services.sending.freezing.step()) {}
  const sending = site.runTask('send the newsletter');
  while (arrived().length < 4) await new Promise((resolve) => setTimeout(resolve, 5));
  const underway = await paula.get(page);
  expect(underway.text).toContain('Van de 30 lezers');
  expect((await paula.post(paths.staff.pauseIssue(issue.id))).headers.location).toBe(page);
  open();
  await sending;
  expect(arrived()).toHaveLength(4);
  expect((await paula.get(page)).text).toContain('Het versturen staat stil');
  await site.settle();
  site.clock.advance(60 * MINUTE);
  await site.settle();
  expect(arrived()).toHaveLength(4);
  await paula.post(paths.staff.resumeIssue(issue.id));
  await site.settle();
  expect(new Set(arrived()).size).toBe(30);
  expect(arrived()).toHaveLength(30);
  expect(state()).toBe('sent');
});

it('ends at once when staff break it off, and tells how many did not get it', async () => {
  const { site, paula, page, issue, decide, arrived, state } = await openSending(30);
  const { opened, open } = gate();
  site.smtp.mood.holds = () => opened;
  await decide();
  site.clock.advance(10 * MINUTE);
  while (await site.services.sending.freezing.step()) {}
  const sending = site.runTask('send the newsletter');
  while (arrived().length < 4) await new Promise((resolve) => setTimeout(resolve, 5));
  await paula.post(paths.staff.cancelIssue(issue.id));
  open();
  await sending;
  site.clock.advance(60 * MINUTE);
  await site.settle();
  expect(arrived()).toHaveLength(4);
  expect(state()).toBe('cancelled');
  expect((await paula.get(page)).text).toMatch(/Niet verstuurd, omdat u het afbrak[\s\S]{0,80}>26</);
  expect((await paula.post(paths.staff.resumeIssue(issue.id))).headers.location).toBe(page);
  expect(state()).toBe('cancelled');
});

it('is caught like other mail while no mail server is configured', async () => {
  const { site, send, counts } = await openSending(3, { SMTP_URL: '' });
  await send();
  expect(counts()).toMatchObject({ sent: 3 });
  const mailbox = await site.get(paths.mailbox());
  for (const number of [1, 2, 3]) expect(mailbox.text).toContain(reader(number));
});

it('refuses every change of an issue that is on its way', async () => {
  const { site, issue, decide, send } = await openSending(1);
  const change = () =>
    site.services.issues.change(issue.id, { version: 1, page: '' }, { ...issue, subject: 'x' });
  await decide();
  expect(change().outcome).toBe('being-sent');
  await send();
  expect(change().outcome).toBe('being-sent');
});

it('does not say that it is done when the readers do not add up', async () => {
  const { site, paula, page, decide, state } = await openSending(5);
  await decide();
  site.clock.advance(10 * MINUTE);
  while (await site.services.sending.freezing.step()) {}
  site.services.connection
    .prepare('DELETE FROM deliveries WHERE id = (SELECT min(id) FROM deliveries)')
    .run();
  await site.settle();
  expect(state()).toBe('paused');
  const told = await paula.get(page);
  expect(told.text).toContain('De telling klopt niet: 4 / 5');
  expect(site.logged.join('')).toContain('do not add up');
});

it('lets two programs on one list send to nobody twice', async () => {
  const { site, decide, arrived, counts, issue } = await openSending(200);
  const { createServices } = await import('../../src/services.ts');
  const { randomBytes } = await import('node:crypto');
  const { createTransport } = await import('../../src/mail/transport.ts');
  const second = createServices({
    ...{ config: site.config, clock: site.clock.now, randomness: randomBytes, log: site.services.log },
  });
  const transport = createTransport(site.config.mail, site.folder);
  await decide();
  site.clock.advance(10 * MINUTE);
  while (
    (await Promise.all([site.services, second].map(({ sending }) => sending.freezing.step()))).some(Boolean)
  ) {}
  await Promise.all([
    site.runTask('send the newsletter'),
    second.lane.run(transport.bulk, new AbortController().signal),
  ]);
  transport.close();
  second.close();
  expect(new Set(arrived()).size).toBe(200);
  expect(arrived()).toHaveLength(200);
  expect(counts()).toMatchObject({ sent: 200 });
  expect(site.services.sending.stateOf(issue.id)).toBe('sent');
});
