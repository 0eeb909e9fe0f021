import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openMailbox } from '../../src/bounces/mailbox.ts';
import { readConfig } from '../../src/config.ts';
import { paths } from '../../src/paths.ts';
import { reader } from '../newsletter/sending.ts';
import { DOVECOT, type ImapServer, openImapServer } from '../support/imap.ts';
import { hasProgram } from '../support/programs.ts';
import * as messages from './messages.ts';
import { openReturning } from './returning.ts';

let imap: ImapServer;
let number = 0;
/** Whose mailbox: each test has its own. */
let user = '';

describe.runIf(hasProgram(DOVECOT, '--version'))('When the mailbox can not be read', () => {
  beforeAll(async () => {
    imap = await openImapServer();
  });
  afterAll(() => imap.close());
  beforeEach(() => {
    number += 1;
    user = `post${number}@kantoor.example`;
    imap.wire.reset();
  });

  /** A site that reads this mailbox and has sent an issue to so many readers. */
  async function openSent(readers: number, at = '') {
    const opened = await openReturning(readers, imap.urlFor(user, at));
    await opened.send();
    return opened;
  }

  it.each([
    ['the password is wrong', (url: string) => url.replace('geheim', 'fout'), 'weigert de gebruikersnaam'],
    ['there is no such folder', (url: string) => `${url}/Nergens`, 'De map die is ingesteld'],
  ])(
    'since %s, staff see since when and what to do, and nothing secret is logged',
    async (_what, wrong, told) => {
      const opened = await openReturning(1, wrong(imap.urlFor(user)));
      const { site, paula, readMailbox } = opened;
      await readMailbox();
      site.clock.advance(60_000);
      await readMailbox();
      for (const page of [paths.staff.dashboard(), paths.staff.returnedMail()]) {
        const { text } = await paula.get(page);
        expect(text).toContain(told);
        expect(text).toContain('datetime="2026-03-05T10:00:00.000Z"');
      }
      const logged = site.logged.filter((line) => line.includes('cannot be read'));
      expect(logged).toHaveLength(1);
      expect(site.logged.join('')).not.toMatch(/geheim|fout:|kantoor\.example|Nergens/);
    },
  );

  it('a server that is gone is tried again later, and then nothing was lost', async () => {
    const { site, paula, about, readMailbox, stateOf } = await openSent(1);
    await imap.deliver(user, [messages.fromPostfix(about(1))]);
    await imap.wire.goAway();
    await readMailbox();
    expect((await paula.get(paths.staff.dashboard())).text).toContain('geeft geen antwoord');
    await imap.wire.comeBack();
    await readMailbox();
    expect(stateOf(reader(1))).toBe('blocked');
    expect((await paula.get(paths.staff.dashboard())).text).not.toContain('geeft geen antwoord');
    expect(site.services.bounces.health().failingSince).toBeUndefined();
  });

  it('a server that falls silent is given up on, and one that is told to stop stops at once', async () => {
    const { bounceMailbox } = readConfig({ BOUNCE_IMAP_URL: imap.urlFor(user) }).mail;
    if (bounceMailbox === undefined) throw new Error('No mailbox');
    const patience = { connectionTimeout: 300, greetingTimeout: 300, socketTimeout: 300 };
    const running = new AbortController();
    imap.wire.state.silent = true;
    await expect(openMailbox(bounceMailbox, running.signal, patience)).rejects.toMatchObject({
      problem: 'unreachable',
    });
    imap.wire.reset();
    const mailbox = await openMailbox(bounceMailbox, running.signal, patience);
    imap.wire.state.silent = true;
    await expect(mailbox.uidsAfter(0)).rejects.toMatchObject({ problem: 'unreachable' });
    await mailbox.close();

    imap.wire.reset();
    const patient = await openMailbox(bounceMailbox, running.signal);
    imap.wire.state.silent = true;
    const start = performance.now();
    const asked = patient.uidsAfter(0);
    running.abort();
    await expect(asked).rejects.toThrow('stopped');
    await patient.close();
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
