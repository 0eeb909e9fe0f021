import fc from 'fast-check';
import { expect, it } from 'vitest';
import { optionsFor } from '../../src/bounces/mailbox.ts';
import { readConfig } from '../../src/config.ts';
import { createReturnPaths, keyInMessageId, keyOf } from '../../src/mail/return-path.ts';
import { MINUTE, openSending, reader } from '../newsletter/sending.ts';
import { Anna } from '../support/people.ts';
import { openReturning, RETURN_PATH } from './returning.ts';

const IMAP = 'imaps://post%40kantoor.example:geheim@imap.kantoor.example';
const PROBLEM = /^The environment is not right:\n {2}BOUNCE_IMAP_URL: must /;

const leftOf = (messageId: string | undefined) => String(messageId).slice(1).split('@')[0];

it('is different for each mail, and holds the left part of its Message-ID', async () => {
  const { site, send, newsletterTo } = await openReturning(2);
  await send();
  const mails = [1, 2].map((number) => newsletterTo(reader(number)));
  for (const { returnPath, messageId } of mails) {
    expect(returnPath).toBe(`terug+${leftOf(messageId)}@kantoor.example`);
    expect(returnPath.split('@')[0]?.length).toBeLessThanOrEqual(64);
  }
  expect(new Set(mails.map(({ returnPath }) => returnPath)).size).toBe(2);
  await site.subscribe(Anna);
  const { returnPath, messageId } = site.mailTo(Anna.email);
  expect(returnPath).toBe(`terug+${leftOf(messageId)}@kantoor.example`);
});

it('is the same on every attempt', async () => {
  const { site, send, newsletterTo } = await openReturning(1);
  const senders: string[] = [];
  site.smtp.mood.answerFor = () => [451, 'later'];
  site.smtp.mood.onSender = (sender) => void senders.push(sender);
  await send();
  site.smtp.mood.answerFor = undefined;
  site.clock.advance(5 * MINUTE);
  await site.settle();
  expect(senders.length).toBeGreaterThan(1);
  expect(new Set(senders)).toEqual(new Set([newsletterTo(reader(1)).returnPath]));
});

it.each([
  ['there is no mailbox to read', { MAIL_RETURN_PATH: RETURN_PATH }, RETURN_PATH],
  ['no return path is set', { BOUNCE_IMAP_URL: IMAP }, 'nieuwsbrief@example.org'],
])('is the plain address where %s', async (_when, env, expected) => {
  const { site, send, newsletterTo } = await openSending(1, env);
  await send();
  expect(newsletterTo(reader(1)).returnPath).toBe(expected);
  await site.subscribe(Anna);
  expect(site.mailTo(Anna.email).returnPath).toBe(expected);
});

it('is read back whatever the case, and nothing else is taken for one', () => {
  const { of, keyIn } = createReturnPaths(
    readConfig({ MAIL_RETURN_PATH: 'Terug+site@Kantoor.example', BOUNCE_IMAP_URL: IMAP }).mail,
  );
  const id = fc.stringMatching(/^[A-Za-z0-9_-]{16}$/);
  fc.assert(
    fc.property(id, fc.option(id), fc.boolean(), (first, second, upper) => {
      const messageId = `<${second === null ? first : `${first}.${second}`}@www.example.org>`;
      const address = of(messageId);
      expect(keyIn(upper ? address.toUpperCase() : address.toLowerCase())).toBe(keyOf(messageId));
      expect(keyInMessageId(messageId.toLowerCase(), 'www.example.org')).toBe(keyOf(messageId));
      expect(keyInMessageId(messageId, 'elders.example')).toBeUndefined();
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(keyIn(text)).toBeUndefined();
      expect(keyIn(`terug+site+${text}@kantoor.example`) ?? 'aaaaaaaaaaaaaaaa').toMatch(
        /^[a-z0-9_.-]{16,33}$/,
      );
    }),
  );
});

it('has to leave room for the key', () => {
  const long = { MAIL_RETURN_PATH: `${'a'.repeat(31)}@kantoor.example` };
  expect(() => readConfig({ ...long, BOUNCE_IMAP_URL: IMAP })).toThrow(
    /^MAIL_RETURN_PATH: at most 30 characters/,
  );
  expect(readConfig(long).mail.returnPath).toBe(long.MAIL_RETURN_PATH);
});

it.each([
  ['another protocol', 'https://imap.kantoor.example'],
  ['no address at all', 'imap.kantoor.example'],
  ['no user', 'imaps://imap.kantoor.example'],
  ['no password', 'imaps://post@imap.kantoor.example'],
  ['a password that is not encoded', 'imaps://post:geheim%@imap.kantoor.example'],
  ['a query', `${IMAP}/INBOX?x=geheim`],
])('refuses %s as the mailbox, without printing it', (_what, url) => {
  expect(() => readConfig({ BOUNCE_IMAP_URL: url, MAIL_RATE: 'x' })).toThrow(/MAIL_RATE/);
  expect(() => readConfig({ BOUNCE_IMAP_URL: url })).toThrow(PROBLEM);
  expect(() => readConfig({ BOUNCE_IMAP_URL: url })).not.toThrow(/geheim/);
});

it.each([
  ['imaps://post:geheim@imap.kantoor.example/Terug%20post', 993, { secure: true }, 'Terug post'],
  ['imaps://post:geheim@imap.kantoor.example:1993', 1993, { secure: true }, 'INBOX'],
  ['imap://post:geheim@imap.kantoor.example', 143, { secure: false, doSTARTTLS: true }, 'INBOX'],
  ['imap://post:geheim@localhost/', 143, { secure: false, doSTARTTLS: false }, 'INBOX'],
  ['imap://post:geheim@[::1]:1143', 1143, { secure: false, doSTARTTLS: false }, 'INBOX'],
])('reads %s as a mailbox: a password leaves this machine over TLS only', (url, port, tls, folder) => {
  const { bounceMailbox } = readConfig({ BOUNCE_IMAP_URL: url }).mail;
  if (bounceMailbox === undefined) throw new Error('No mailbox');
  expect(bounceMailbox).toMatchObject({ port, folder, user: 'post', password: 'geheim' });
  expect(optionsFor(bounceMailbox)).toMatchObject({ ...tls, port });
});
