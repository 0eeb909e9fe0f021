import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reader } from '../newsletter/sending.ts';
import { hasMailboxes, useMailboxes } from './mailboxes.ts';
import * as messages from './messages.ts';

describe.runIf(hasMailboxes())('In a real mailbox', () => {
  const { server, user, openSent } = useMailboxes();

  it('a report blocks its reader, and goes to the folder Verwerkt', async () => {
    const { about, stateOf, readMailbox } = await openSent(2);
    await server().deliver(user(), [messages.fromPostfix(about(1))]);
    await readMailbox();
    expect([stateOf(reader(1)), stateOf(reader(2))]).toEqual(['blocked', 'subscribed']);
    expect(await server().list(user())).toEqual([]);
    expect(await server().list(user(), 'Verwerkt')).toMatchObject([
      { subject: 'Undelivered Mail Returned to Sender', flags: [] },
    ]);
  });

  it('all other mail stays as it was: unread, marked, in its place', async () => {
    const { about, readMailbox } = await openSent(1);
    const own = { ...about(1), to: 'post@kantoor.example', messageId: '<brief@kantoor.example>' };
    await server().deliver(user(), [
      messages.letter('post@kantoor.example', 'Vraag'),
      messages.letter(about(1).to, 'Antwoord', [`In-Reply-To: ${about(1).messageId}`]),
      messages.fromPostfix(own),
      messages.away(own),
    ]);
    await server().deliver(user(), [messages.letter('post@kantoor.example', 'Gelezen')], {
      flags: ['\\Seen', '\\Flagged', 'Belangrijk'],
    });
    await server().deliver(user(), [messages.letter('post@kantoor.example', 'Weg')], {
      flags: ['\\Deleted'],
    });
    await server().deliver(user(), [messages.fromPostfix(about(1))]);
    const before = await server().list(user());
    await readMailbox();
    await readMailbox();
    expect(await server().list(user())).toEqual(before.slice(0, -1));
    expect(await server().list(user(), 'Verwerkt')).toHaveLength(1);
  });

  it('ten thousand letters are looked at once, by a few fields, and none is fetched', async () => {
    const { about, readMailbox, stateOf } = await openSent(1);
    await server().deliver(user(), [messages.letter('post@kantoor.example', 'Eerste')]);
    const source = messages.letter('post@kantoor.example', 'Brief').replace('Dag!', 'Dag! '.repeat(200));
    for (let count = 0; count < 10_000; count += 1) {
      writeFileSync(join(server().maildirOf(user()), 'new', `1780000000.M${count}.kantoor`), source);
    }
    await server().deliver(user(), [messages.fromPostfix(about(1))]);
    server().wire.reset();
    await readMailbox();
    expect(stateOf(reader(1))).toBe('blocked');
    expect(server().wire.state.asked.match(/BODY\.PEEK\[\]/g)).toHaveLength(1);
    expect(server().wire.state.bytes).toBeLessThan(10_000 * 400);
    server().wire.reset();
    await readMailbox();
    expect(server().wire.state.asked).not.toContain('FETCH');
    expect(server().wire.state.bytes).toBeLessThan(100_000);
  }, 120_000);

  it('no more than the beginning is fetched of a report that returns twenty megabytes', async () => {
    const { about, readMailbox, stateOf } = await openSent(1);
    const picture = `${'A'.repeat(76)}\r\n`.repeat(270_000);
    await server().deliver(user(), [messages.fromExchange(about(1)).replace('Beste lezer,', picture)]);
    server().wire.reset();
    await readMailbox();
    expect(stateOf(reader(1))).toBe('blocked');
    expect(server().wire.state.bytes).toBeLessThan(400_000);
  }, 120_000);

  it('only what came in since the last time is looked at', async () => {
    const { about, readMailbox, stateOf } = await openSent(2);
    await server().deliver(user(), [
      messages.fromPostfix(about(1)),
      messages.letter('post@kantoor.example', 'Vraag'),
    ]);
    await readMailbox();
    server().wire.reset();
    await server().deliver(user(), [messages.fromGmail(about(2))]);
    await readMailbox();
    expect(stateOf(reader(2))).toBe('blocked');
    expect(server().wire.state.asked.match(/UID FETCH \S+ \(UID/g)).toHaveLength(1);
    expect(await server().list(user())).toHaveLength(1);
  });

  it('mail of long before the first time is left alone', async () => {
    const { about, readMailbox, stateOf } = await openSent(2);
    await server().deliver(user(), [messages.fromPostfix(about(1))], {
      at: new Date('2026-01-10T10:00:00Z'),
    });
    await server().deliver(user(), [messages.fromPostfix(about(2))]);
    await readMailbox();
    expect([stateOf(reader(1)), stateOf(reader(2))]).toEqual(['subscribed', 'blocked']);
    expect(await server().list(user())).toHaveLength(1);
  });

  it.each([
    ['before the server heard that it should move it', false],
    ['after the server moved it', true],
  ])('a crash %s counts nothing twice, and the report is put away after all', async (_when, passedOn) => {
    const { site, about, readMailbox, bouncesOf } = await openSent(1);
    await server().deliver(user(), [
      messages.fromPostfix(about(1)),
      messages.letter('post@kantoor.example', 'Vraag'),
    ]);
    server().wire.state.cut = { at: /UID MOVE/, passedOn };
    await readMailbox();
    expect(bouncesOf(reader(1))).toHaveLength(1);
    server().wire.reset();
    await readMailbox();
    expect(bouncesOf(reader(1))).toHaveLength(1);
    expect((await server().list(user())).map(({ subject }) => subject)).toEqual(['Vraag']);
    expect(await server().list(user(), 'Verwerkt')).toHaveLength(1);
    expect(site.services.bounces.health().failingSince).toBeUndefined();
  });

  it('a mailbox that numbers its mail anew is read again, and counts nothing twice', async () => {
    const { about, readMailbox, bouncesOf, stateOf } = await openSent(2, '/Terug');
    const source = messages.fromPostfix(about(1));
    await server().asOwner(user(), (owner) => owner.mailboxCreate('Terug'));
    await server().deliver(user(), [source], { folder: 'Terug' });
    await readMailbox();
    await server().asOwner(user(), async (owner) => {
      await owner.mailboxDelete('Terug');
      await new Promise((resolve) => setTimeout(resolve, 1100));
      await owner.mailboxCreate('Terug');
    });
    await server().deliver(user(), [source, messages.fromQmail(about(2))], { folder: 'Terug' });
    await readMailbox();
    expect(bouncesOf(reader(1))).toHaveLength(1);
    expect(stateOf(reader(2))).toBe('blocked');
    expect(await server().list(user(), 'Terug')).toEqual([]);
    expect(await server().list(user(), 'Verwerkt')).toHaveLength(3);
  });

  it('what can not be moved is marked as read, and stays where it is', async () => {
    const { about, readMailbox, stateOf } = await openSent(1);
    await server().deliver(user(), [
      messages.fromPostfix(about(1)),
      messages.letter('post@kantoor.example', 'Vraag'),
    ]);
    const closed = join(server().maildirOf(user()), '.Verwerkt');
    mkdirSync(closed);
    chmodSync(closed, 0);
    await readMailbox();
    expect(stateOf(reader(1))).toBe('blocked');
    const left = await server().list(user());
    chmodSync(closed, 0o755);
    expect(left.map(({ flags }) => flags)).toEqual([['\\Seen'], []]);
    server().wire.reset();
    await readMailbox();
    expect(server().wire.state.asked).not.toMatch(/UID (?:FETCH|STORE)/);
  });

  it('eight-bit junk, an empty mail and a mail without an end do no harm', async () => {
    const { about, readMailbox, stateOf } = await openSent(1);
    const junk = Buffer.from(Array.from({ length: 5000 }, (_, place) => 128 + (place % 128)));
    await server().deliver(user(), [
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
