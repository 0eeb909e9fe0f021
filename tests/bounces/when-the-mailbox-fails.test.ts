import { describe, expect, it } from 'vitest';
import { openMailbox } from '../../src/bounces/mailbox.ts';
import { readConfig } from '../../src/config.ts';
import { paths } from '../../src/paths.ts';
import { reader } from '../newsletter/sending.ts';
import { hasMailboxes, useMailboxes } from './mailboxes.ts';
import * as messages from './messages.ts';
import { openReturning } from './returning.ts';

describe.runIf(hasMailboxes())('When the mailbox can not be read', () => {
  const { server, user, openSent } = useMailboxes();

  it.each([
    ['the password is wrong', (url: string) => url.replace('geheim', 'fout'), 'weigert de gebruikersnaam'],
    ['there is no such folder', (url: string) => `${url}/Nergens`, 'De map die is ingesteld'],
  ])(
    'since %s, staff see since when and what to do, and nothing secret is logged',
    async (_what, wrong, told) => {
      const opened = await openReturning(1, wrong(server().urlFor(user())));
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
    await server().deliver(user(), [messages.fromPostfix(about(1))]);
    await server().wire.goAway();
    await readMailbox();
    expect((await paula.get(paths.staff.dashboard())).text).toContain('geeft geen antwoord');
    await server().wire.comeBack();
    await readMailbox();
    expect(stateOf(reader(1))).toBe('blocked');
    expect((await paula.get(paths.staff.dashboard())).text).not.toContain('geeft geen antwoord');
    expect(site.services.bounces.health().failingSince).toBeUndefined();
  });

  it('a server that falls silent is given up on, and one that is told to stop stops at once', async () => {
    const { bounceMailbox } = readConfig({ BOUNCE_IMAP_URL: server().urlFor(user()) }).mail;
    if (bounceMailbox === undefined) throw new Error('No mailbox');
    const patience = { connectionTimeout: 300, greetingTimeout: 300, socketTimeout: 300 };
    const running = new AbortController();
    server().wire.state.silent = true;
    await expect(openMailbox(bounceMailbox, running.signal, patience)).rejects.toMatchObject({
      problem: 'unreachable',
    });
    server().wire.reset();
    const mailbox = await openMailbox(bounceMailbox, running.signal, patience);
    server().wire.state.silent = true;
    await expect(mailbox.uidsAfter(0)).rejects.toMatchObject({ problem: 'unreachable' });
    await mailbox.close();

    server().wire.reset();
    const patient = await openMailbox(bounceMailbox, running.signal);
    server().wire.state.silent = true;
    const start = performance.now();
    const asked = patient.uidsAfter(0);
    running.abort();
    await expect(asked).rejects.toThrow('stopped');
    await patient.close();
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
