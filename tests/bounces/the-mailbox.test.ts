import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { reader } from '../newsletter/sending.ts';
import { DOVECOT, type ImapServer, openImapServer } from '../support/imap.ts';
import { hasProgram } from '../support/programs.ts';
import * as messages from './messages.ts';
import { openReturning } from './returning.ts';

let imap: ImapServer;
let number = 0;
/** Whose mailbox: each test has its own. */
let user = '';

describe.runIf(hasProgram(DOVECOT, '--version'))('In a real mailbox', () => {
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

  it('a report blocks its reader, and goes to the folder Verwerkt', async () => {
    const { about, stateOf, readMailbox } = await openSent(2);
    await imap.deliver(user, [messages.fromPostfix(about(1))]);
    await readMailbox();
    expect([stateOf(reader(1)), stateOf(reader(2))]).toEqual(['blocked', 'subscribed']);
    expect(await imap.list(user)).toEqual([]);
    expect(await imap.list(user, 'Verwerkt')).toMatchObject([
      { subject: 'Undelivered Mail Returned to Sender', flags: [] },
    ]);
  });

  it('all other mail stays as it was: unread, marked, in its place', async () => {
    const { about, readMailbox } = await openSent(1);
    const own = { ...about(1), to: 'post@kantoor.example', messageId: '<brief@kantoor.example>' };
    await imap.deliver(user, [
      messages.letter('post@kantoor.example', 'Vraag'),
      messages.letter(about(1).to, 'Antwoord', [`In-Reply-To: ${about(1).messageId}`]),
      messages.fromPostfix(own),
      messages.away(own),
    ]);
    await imap.deliver(user, [messages.letter('post@kantoor.example', 'Gelezen')], {
      flags: ['\\Seen', '\\Flagged', 'Belangrijk'],
    });
    await imap.deliver(user, [messages.letter('post@kantoor.example', 'Weg')], { flags: ['\\Deleted'] });
    await imap.deliver(user, [messages.fromPostfix(about(1))]);
    const before = await imap.list(user);
    await readMailbox();
    await readMailbox();
    expect(await imap.list(user)).toEqual(before.slice(0, -1));
    expect(await imap.list(user, 'Verwerkt')).toHaveLength(1);
  });

  it('ten thousand letters are looked at once, by a few fields, and none is fetched', async () => {
    const { about, readMailbox, stateOf } = await openSent(1);
    await imap.deliver(user, [messages.letter('post@kantoor.example', 'Eerste')]);
    const source = messages.letter('post@kantoor.example', 'Brief').replace('Dag!', 'Dag! '.repeat(200));
    for (let count = 0; count < 10_000; count += 1) {
      writeFileSync(join(imap.maildirOf(user), 'new', `1780000000.M${count}.kantoor`), source);
    }
    await imap.deliver(user, [messages.fromPostfix(about(1))]);
    imap.wire.reset();
    await readMailbox();
    expect(stateOf(reader(1))).toBe('blocked');
    expect(imap.wire.state.asked.match(/BODY\.PEEK\[\]/g)).toHaveLength(1);
    expect(imap.wire.state.bytes).toBeLessThan(10_000 * 400);
    imap.wire.reset();
    await readMailbox();
    expect(imap.wire.state.asked).not.toContain('FETCH');
    expect(imap.wire.state.bytes).toBeLessThan(100_000);
  }, 120_000);

  it('no more than the beginning is fetched of a report that returns twenty megabytes', async () => {
    const { about, readMailbox, stateOf } = await openSent(1);
    const picture = `${'A'.repeat(76)}\r\n`.repeat(270_000);
    await imap.deliver(user, [messages.fromExchange(about(1)).replace('Beste lezer,', picture)]);
    imap.wire.reset();
    await readMailbox();
    expect(stateOf(reader(1))).toBe('blocked');
    expect(imap.wire.state.bytes).toBeLessThan(400_000);
  }, 120_000);

  it('only what came in since the last time is looked at', async () => {
    const { about, readMailbox, stateOf } = await openSent(2);
    await imap.deliver(user, [
      messages.fromPostfix(about(1)),
      messages.letter('post@kantoor.example', 'Vraag'),
    ]);
    await readMailbox();
    imap.wire.reset();
    await imap.deliver(user, [messages.fromGmail(about(2))]);
    await readMailbox();
    expect(stateOf(reader(2))).toBe('blocked');
    expect(imap.wire.state.asked.match(/UID FETCH \S+ \(UID/g)).toHaveLength(1);
    expect(await imap.list(user)).toHaveLength(1);
  });

  it('mail of long before the first time is left alone', async () => {
    const { about, readMailbox, stateOf } = await openSent(2);
    await imap.deliver(user, [messages.fromPostfix(about(1))], { at: new Date('2026-01-10T10:00:00Z') });
    await imap.deliver(user, [messages.fromPostfix(about(2))]);
    await readMailbox();
    expect([stateOf(reader(1)), stateOf(reader(2))]).toEqual(['subscribed', 'blocked']);
    expect(await imap.list(user)).toHaveLength(1);
  });

  it.each([
    ['before the server heard that it should move it', false],
    ['after the server moved it', true],
  ])('a crash %s counts nothing twice, and the report is put away after all', async (_when, passedOn) => {
    const { site, about, readMailbox, bouncesOf } = await openSent(1);
    await imap.deliver(user, [
      messages.fromPostfix(about(1)),
      messages.letter('post@kantoor.example', 'Vraag'),
    ]);
    imap.wire.state.cut = { at: /UID MOVE/, passedOn };
    await readMailbox();
    expect(bouncesOf(reader(1))).toHaveLength(1);
    imap.wire.reset();
    await readMailbox();
    expect(bouncesOf(reader(1))).toHaveLength(1);
    expect((await imap.list(user)).map(({ subject }) => subject)).toEqual(['Vraag']);
    expect(await imap.list(user, 'Verwerkt')).toHaveLength(1);
    expect(site.services.bounces.health().failingSince).toBeUndefined();
  });

  it('a mailbox that numbers its mail anew is read again, and counts nothing twice', async () => {
    const { about, readMailbox, bouncesOf, stateOf } = await openSent(2, '/Terug');
    const source = messages.fromPostfix(about(1));
    await imap.asOwner(user, (owner) => owner.mailboxCreate('Terug'));
    await imap.deliver(user, [source], { folder: 'Terug' });
    await readMailbox();
    await imap.asOwner(user, async (owner) => {
      await owner.mailboxDelete('Terug');
      await new Promise((resolve) => setTimeout(resolve, 1100));
      await owner.mailboxCreate('Terug');
    });
    await imap.deliver(user, [source, messages.fromQmail(about(2))], { folder: 'Terug' });
    await readMailbox();
    expect(bouncesOf(reader(1))).toHaveLength(1);
    expect(stateOf(reader(2))).toBe('blocked');
    expect(await imap.list(user, 'Terug')).toEqual([]);
    expect(await imap.list(user, 'Verwerkt')).toHaveLength(3);
  });

  it('what can not be moved is marked as read, and stays where it is', async () => {
    const { about, readMailbox, stateOf } = await openSent(1);
    await imap.deliver(user, [
      messages.fromPostfix(about(1)),
      messages.letter('post@kantoor.example', 'Vraag'),
    ]);
    const closed = join(imap.maildirOf(user), '.Verwerkt');
    mkdirSync(closed);
    chmodSync(closed, 0);
    await readMailbox();
    expect(stateOf(reader(1))).toBe('blocked');
    const left = await imap.list(user);
    chmodSync(closed, 0o755);
    expect(left.map(({ flags }) => flags)).toEqual([['\\Seen'], []]);
    imap.wire.reset();
    await readMailbox();
    expect(imap.wire.state.asked).not.toMatch(/UID (?:FETCH|STORE)/);
  });

  it('eight-bit junk, an empty mail and a mail without an end do no harm', async () => {
    const { about, readMailbox, stateOf } = await openSent(1);
    const junk = Buffer.from(Array.from({ length: 5000 }, (_, place) => 128 + (place % 128)));
    await imap.deliver(user, [
      Buffer.concat([Buffer.from(`From: MAILER-DAEMON@x.example\r\nTo: ${about(1).to}\r\n\r\n`), junk]),
      Buffer.concat([Buffer.from('Return-Path: <>\r\nX: '), junk, Buffer.from('\r\n\r\n')]),
      'Return-Path: <>\r\n\r\n',
      messages.fromPostfix(about(1)).slice(0, 700),
      messages.fromPostfix(about(1)),
    ]);
    await readMailbox();
    expect(stateOf(reader(1))).toBe('blocked');
  });
});
