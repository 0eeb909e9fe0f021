import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MailboxError, openMailbox } from '../../src/bounces/mailbox.ts';
import { readConfig } from '../../src/config.ts';
import { reader } from '../newsletter/sending.ts';
import { type Certificate, makeCertificate, trust } from '../support/certificate.ts';
import { DOVECOT, type ImapServer, openImapServer } from '../support/imap.ts';
import { hasProgram } from '../support/programs.ts';
import * as messages from './messages.ts';
import { openReturning } from './returning.ts';

/** Not one of the names of this machine that go without TLS. */
const ELSEWHERE = '127.0.0.2';
const USER = 'post@kantoor.example';
const SECRET = /geheim|Z2VoZWlt/;

const here = [hasProgram(DOVECOT, '--version'), hasProgram('openssl')].every(Boolean);

describe.runIf(here)('A mailbox elsewhere', () => {
  let certificate: Certificate;
  beforeAll(() => {
    certificate = makeCertificate(ELSEWHERE);
  });
  afterAll(() => certificate.remove());

  describe.each(['at-once', 'starttls'] as const)('with TLS that begins %s', (begins) => {
    let imap: ImapServer;
    let url: string;
    beforeAll(async () => {
      imap = await openImapServer({ certificate, begins }, ELSEWHERE);
      url = imap.urlFor(USER);
    });
    afterAll(() => imap.close());

    it('is read where the certificate is trusted, and nothing secret goes over the line', async () => {
      const distrust = trust(certificate);
      try {
        const { about, send, readMailbox, stateOf } = await openReturning(1, url);
        await send();
        await imap.deliver(USER, [messages.fromPostfix(about(1))]);
        imap.wire.reset();
        await readMailbox();
        expect(stateOf(reader(1))).toBe('blocked');
        expect(imap.wire.state.asked).not.toMatch(SECRET);
        expect(imap.wire.state.asked.includes('STARTTLS')).toBe(begins === 'starttls');
      } finally {
        distrust();
      }
    });

    it('gets no password where the certificate is nobody’s', async () => {
      imap.wire.reset();
      await expect(open(url)).rejects.toBeInstanceOf(MailboxError);
      expect(imap.wire.state.asked).not.toMatch(/LOGIN|AUTHENTICATE/);
      expect(imap.wire.state.asked).not.toMatch(SECRET);
    });
  });

  it('gets no password where the server knows no TLS', async () => {
    const imap = await openImapServer(undefined, ELSEWHERE);
    await expect(open(imap.urlFor(USER))).rejects.toBeInstanceOf(MailboxError);
    expect(imap.wire.state.asked).not.toMatch(/LOGIN|AUTHENTICATE/);
    expect(imap.wire.state.asked).not.toMatch(SECRET);
    await imap.close();
  });
});

async function open(url: string): Promise<void> {
  const { bounceMailbox } = readConfig({ BOUNCE_IMAP_URL: url }).mail;
  if (bounceMailbox === undefined) throw new Error('No mailbox');
  const mailbox = await openMailbox(bounceMailbox, new AbortController().signal);
  await mailbox.close();
}
