import { describe, expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { DAY, reader } from '../newsletter/sending.ts';
import { Anna, Bilal } from '../support/people.ts';
import { linkIn, openSite } from '../support/site.ts';
import * as messages from './messages.ts';
import { actionsOn, openReturning } from './returning.ts';

const MONTH = 31 * DAY;
const SOFT = ['5.2.2', '552 5.2.2 Mailbox full'] as const;

describe('When the address does not exist any more', () => {
  it('the reader is blocked, with the proof, and gets nothing more', async () => {
    const { site, send, comesBack, about, stateOf, eventsOf, sendAnother } = await openReturning(2);
    await send();
    expect(await comesBack(messages.fromPostfix(about(1)))).toBe('ours');
    expect([stateOf(reader(1)), stateOf(reader(2))]).toEqual(['blocked', 'subscribed']);
    expect(eventsOf(reader(1)).at(-1)).toEqual(['blocked', 'hard']);
    const before = site.mails.length;
    await sendAnother();
    expect(site.mails.slice(before).map(({ recipient }) => recipient)).toEqual([reader(2)]);
  });

  it('no list that is brought in puts the address back', async () => {
    const { site, send, comesBack, about, idOf } = await openReturning(1);
    await send();
    await comesBack(messages.fromPostfix(about(1)));
    const [row] = site.services.connection.prepare('SELECT reason, since FROM suppressions').all();
    expect(row).toEqual({ reason: 'bounced', since: site.clock.now().toISOString() });
    const { importing, retention } = site.services.subscribers;
    const bringIn = () => importing.wouldAdd([{ addressKey: reader(1), basis: 'proven' }])[0]?.outcome;
    expect(bringIn()).toBe('blocked');
    retention.remove(idOf(reader(1)));
    expect(bringIn()).toBe('suppressed');
  });

  it("its owner's own new sign-up gets one mail a month, and confirming puts them back", async () => {
    const { site, send, comesBack, about, stateOf, confirmAnew, sendAnother } = await openReturning(1);
    await send();
    await comesBack(messages.fromPostfix(about(1)));
    const mailsTo = () => site.mails.filter(({ recipient }) => recipient === reader(1)).length;
    const before = mailsTo();
    for (let time = 0; time < 3; time += 1) await site.post(paths.newsletter(), { email: reader(1) });
    await site.settle();
    expect(mailsTo()).toBe(before + 1);
    site.clock.advance(MONTH);
    await confirmAnew(reader(1));
    expect(stateOf(reader(1))).toBe('subscribed');
    expect(site.services.connection.prepare('SELECT count(*) FROM suppressions').pluck().get()).toBe(0);
    const arrived = mailsTo();
    await sendAnother();
    expect(mailsTo()).toBe(arrived + 1);
  });

  it('a late report about another mail of before that changes nothing', async () => {
    const { site, send, sendAnother, comesBack, about, stateOf, bouncesOf, confirmAnew } =
      await openReturning(1);
    await send();
    const first = about(1);
    await sendAnother();
    await comesBack(messages.fromPostfix(about(1)));
    expect(stateOf(reader(1))).toBe('blocked');
    site.clock.advance(DAY);
    await confirmAnew(reader(1));
    expect(await comesBack(messages.fromPostfix(first))).toBe('ours');
    expect(stateOf(reader(1))).toBe('subscribed');
    expect(bouncesOf(reader(1)).map(({ followed }) => followed)).toEqual(['blocked', 'nothing']);
  });

  it('the same report twice changes nothing', async () => {
    const { send, comesBack, about, eventsOf, bouncesOf } = await openReturning(1);
    await send();
    for (let time = 0; time < 3; time += 1) await comesBack(messages.fromPostfix(about(1)));
    expect(eventsOf(reader(1)).filter(([kind]) => kind === 'blocked')).toHaveLength(1);
    expect(bouncesOf(reader(1))).toHaveLength(1);
  });

  it('it is known by the return path alone, also in lower case, and by the Message-ID alone', async () => {
    const { send, comesBack, about, stateOf } = await openReturning(3);
    await send();
    const [first, second, third] = [about(1), about(2), about(3)];
    expect(first.to).not.toBe(first.to.toLowerCase());
    await comesBack(
      messages.fromPostfix({ ...first, to: first.to.toLowerCase(), messageId: '<ander@verzender.example>' }),
    );
    await comesBack(messages.fromPostfix({ ...second, to: 'provider@verzender.example' }));
    await comesBack(messages.fromExchange({ ...third, to: 'provider@verzender.example' }));
    expect([1, 2, 3].map((number) => stateOf(reader(number)))).toEqual(['blocked', 'blocked', 'blocked']);
  });

  it('only for one of those whom the mail was passed on to, the reader stays', async () => {
    const { send, comesBack, about, stateOf } = await openReturning(1);
    await send();
    const { to } = about(1);
    const parts = [
      {
        type: 'message/delivery-status',
        content: [
          'Reporting-MTA: dns; mx.example',
          messages.group('een@elders.example', 'failed', '5.1.1', '550 no such user'),
          messages.group('twee@elders.example', 'relayed', '2.0.0'),
        ].join('\n\n'),
      },
    ];
    const header = ['From: MAILER-DAEMON@mx.example', `To: ${to}`];
    expect(await comesBack(messages.report(header, 'delivery-status', parts))).toBe('ours');
    expect(stateOf(reader(1))).toBe('subscribed');
  });
});

describe('A report proves nothing by the address that it names', () => {
  it('a forged one about somebody else blocks nobody, and staff see it', async () => {
    const { send, comesBack, about, stateOf, site } = await openReturning(2);
    await send();
    const forged = { ...about(2), to: 'terug@kantoor.example', messageId: '' };
    expect(await comesBack(messages.fromPostfix(forged))).toBe('ours');
    expect(stateOf(reader(2))).toBe('subscribed');
    expect(site.services.bounces.unhandled(9)).toMatchObject([
      { reason: 'no-mail-named', aboutAddress: reader(2) },
    ]);
  });

  it("one that carries Bilal's key and names Anna is about Bilal", async () => {
    const { send, comesBack, about, stateOf } = await openReturning(2);
    await send();
    await comesBack(messages.fromPostfix({ ...about(1), recipient: reader(2) }));
    expect([stateOf(reader(1)), stateOf(reader(2))]).toEqual(['blocked', 'subscribed']);
  });

  it('a key that is none of ours blocks nobody, and nothing of what it says is kept', async () => {
    const { send, comesBack, about, stateOf, site } = await openReturning(1);
    await send();
    const key = 'AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBB';
    const guessed = { ...about(1), to: `terug+${key}@kantoor.example`, messageId: `<${key}@localhost>` };
    expect(await comesBack(messages.fromPostfix(guessed))).toBe('ours');
    expect(stateOf(reader(1))).toBe('subscribed');
    expect(site.services.bounces.unhandled(9)).toMatchObject([
      { reason: 'unknown-mail', text: '', subject: '' },
    ]);
  });
});

describe('When a mail can not be delivered for now', () => {
  it('three different issues in a row block the reader, and no fewer', async () => {
    const { send, sendAnother, comesBack, about, stateOf, eventsOf } = await openReturning(1);
    await send();
    for (let time = 0; time < 3; time += 1) await comesBack(messages.fromPostfix(about(1), ...SOFT));
    await sendAnother();
    await comesBack(messages.fromPostfix(about(1), ...SOFT));
    expect(stateOf(reader(1))).toBe('subscribed');
    await sendAnother();
    await comesBack(messages.fromPostfix(about(1), ...SOFT));
    expect(stateOf(reader(1))).toBe('blocked');
    expect(eventsOf(reader(1)).at(-1)).toEqual(['blocked', 'soft']);
  });

  it('an issue in between that stayed begins the count anew', async () => {
    const { send, sendAnother, comesBack, about, stateOf } = await openReturning(1);
    await send();
    await comesBack(messages.fromPostfix(about(1), ...SOFT));
    await sendAnother();
    await comesBack(messages.fromPostfix(about(1), ...SOFT));
    await sendAnother();
    for (let time = 0; time < 2; time += 1) {
      await sendAnother();
      await comesBack(messages.fromPostfix(about(1), ...SOFT));
    }
    expect(stateOf(reader(1))).toBe('subscribed');
    await sendAnother();
    await comesBack(messages.fromPostfix(about(1), ...SOFT));
    expect(stateOf(reader(1))).toBe('blocked');
  });

  it('a provider that blocks us empties no list, however often', async () => {
    const { send, sendAnother, comesBack, about, stateOf } = await openReturning(5);
    const words = '550 5.7.1 Client host rejected: listed by a blocklist';
    await send();
    for (let time = 0; time < 2; time += 1) {
      for (const number of [1, 2, 3, 4, 5])
        await comesBack(messages.fromPostfix(about(number), '5.7.1', words));
      await sendAnother();
    }
    expect([1, 2, 3, 4, 5].every((number) => stateOf(reader(number)) === 'subscribed')).toBe(true);
  });
});

describe('Other reports', () => {
  it('a complaint takes the reader off the list at once', async () => {
    const { send, comesBack, about, stateOf, eventsOf } = await openReturning(3);
    await send();
    await comesBack(messages.fromSpamButton({ ...about(1), to: 'klachten@kantoor.example' }));
    await comesBack(
      messages.fromSpamButton(
        { ...about(2), to: 'klachten@kantoor.example', messageId: '<weg@provider.example>' },
        'abuse',
        about(2).to,
      ),
    );
    await comesBack(messages.fromSpamButton(about(3), 'not-spam'));
    expect([1, 2, 3].map((number) => stateOf(reader(number)))).toEqual(['left', 'left', 'subscribed']);
    expect(eventsOf(reader(1)).at(-1)).toEqual(['left', 'complaint']);
  });

  it('an out-of-office and a delay are counted, and change nothing', async () => {
    const { send, comesBack, about, stateOf, bouncesOf } = await openReturning(1);
    await send();
    expect(await comesBack(messages.away(about(1)))).toBe('ours');
    expect(await comesBack(messages.fromPostfix(about(1), '4.4.1', 'timed out', 'delayed'))).toBe('ours');
    expect(bouncesOf(reader(1)).map(({ kind, followed }) => [kind, followed])).toEqual([
      ['auto-reply', 'nothing'],
      ['delayed', 'nothing'],
    ]);
    expect(stateOf(reader(1))).toBe('subscribed');
  });

  it('what somebody wrote themselves, or what came back of that, is not ours', async () => {
    const { send, comesBack, about, site } = await openReturning(1);
    await send();
    const own = { ...about(1), to: 'paula@kantoor.example', messageId: '<brief@kantoor.example>' };
    for (const source of [
      messages.fromPostfix(own),
      messages.away(own),
      messages.fromSpamButton(own),
      messages.letter(about(1).to, 'Re: Samen eten'),
      messages.letter(about(1).to, 'Dank', [`In-Reply-To: ${about(1).messageId}`]),
    ]) {
      expect(await comesBack(source)).toBe('not-ours');
    }
    expect(site.services.bounces.unhandled(9)).toEqual([]);
  });
});

describe('A report about somebody who', () => {
  it('left is noted, and they stay where they are', async () => {
    const { site, send, comesBack, about, stateOf, idOf, bouncesOf } = await openReturning(1);
    await send();
    site.services.subscribers.leave.leaveById(idOf(reader(1)));
    expect(await comesBack(messages.fromPostfix(about(1)))).toBe('ours');
    expect(stateOf(reader(1))).toBe('left');
    expect(bouncesOf(reader(1))).toMatchObject([{ kind: 'hard', followed: 'nothing' }]);
  });

  it('moved to another address does not touch the new one', async () => {
    const { site, send, comesBack, about, idOf, stateOf } = await openReturning(1);
    await send();
    const old = about(1);
    const address = { typed: 'nieuw@lezers.example', key: 'nieuw@lezers.example' };
    const mailedAt = site.clock.now().toISOString();
    site.services.subscribers.changes.move(idOf(reader(1)), {
      address,
      mailedAt,
      messageId: '<x@localhost>',
    });
    expect(await comesBack(messages.fromPostfix(old))).toBe('ours');
    expect(await comesBack(messages.fromSpamButton(old))).toBe('ours');
    expect(stateOf('nieuw@lezers.example')).toBe('subscribed');
  });

  it('was removed brings nothing of them back', async () => {
    const { site, send, comesBack, about, idOf } = await openReturning(1);
    await send();
    const old = about(1);
    site.services.subscribers.retention.remove(idOf(reader(1)));
    expect(await comesBack(messages.fromPostfix(old))).toBe('ours');
    expect(site.dump()).not.toContain(reader(1));
  });
});

describe('What the mail server says while an issue is being sent', () => {
  it('is judged by the same rules: nobody there blocks, another refusal does not', async () => {
    const { site, send, stateOf, bouncesOf, counts } = await openReturning(3);
    site.smtp.mood.answerFor = (recipient) =>
      recipient === reader(1)
        ? [550, '5.1.1 User unknown']
        : recipient === reader(2)
          ? [550, '5.7.1 Blocked by our policy']
          : undefined;
    await send();
    expect(counts()).toMatchObject({ sent: 1, failed: 2 });
    expect([1, 2, 3].map((number) => stateOf(reader(number)))).toEqual([
      'blocked',
      'subscribed',
      'subscribed',
    ]);
    expect(bouncesOf(reader(1))).toMatchObject([{ kind: 'hard', status: '5.1.1', followed: 'blocked' }]);
    expect(bouncesOf(reader(2))).toMatchObject([{ kind: 'soft', status: '5.7.1', followed: 'nothing' }]);
  });

  it('counts among the three in a row, beside what comes back later', async () => {
    const { site, send, sendAnother, comesBack, about, stateOf } = await openReturning(1);
    site.smtp.mood.answerFor = () => [552, '5.2.2 Mailbox full'];
    await send();
    await sendAnother();
    site.smtp.mood.answerFor = undefined;
    await sendAnother();
    expect(stateOf(reader(1))).toBe('subscribed');
    await comesBack(messages.fromPostfix(about(1), ...SOFT));
    expect(stateOf(reader(1))).toBe('blocked');
  });
});

describe('A mail to confirm', () => {
  it('that is refused for good blocks the address, and nothing of it stays after a month', async () => {
    const site = await openSite();
    site.smtp.mood.answerFor = () => [550, '5.1.1 User unknown'];
    await site.post(paths.newsletter(), { email: Anna.email });
    await site.settle();
    const { stateOf } = actionsOn(site);
    expect(stateOf(Anna.email)).toBe('blocked');
    await site.post(paths.newsletter(), { email: Anna.email });
    await site.settle();
    site.clock.advance(MONTH);
    await site.runTask('remove what is past its term');
    await site.runTask('remove what is past its term');
    expect(site.dump()).not.toContain(Anna.email);
  });

  it('that comes back blocks it too; one to somebody else does not', async () => {
    const { site, aboutLast, comesBack, stateOf } = await openReturning(0);
    for (const { email } of [Anna, Bilal]) await site.post(paths.newsletter(), { email });
    await site.settle();
    await comesBack(messages.fromPostfix(aboutLast(Anna.email)));
    expect([stateOf(Anna.email), stateOf(Bilal.email)]).toEqual(['blocked', 'waiting']);
  });

  it('still works after it came back for now, and confirms', async () => {
    const { site, aboutLast, comesBack, stateOf } = await openReturning(0);
    await site.post(paths.newsletter(), { email: Anna.email });
    await site.settle();
    await comesBack(messages.fromPostfix(aboutLast(Anna.email), ...SOFT));
    await site.post(linkIn(site.mailTo(Anna.email), '/nieuwsbrief/bevestigen/'));
    expect(stateOf(Anna.email)).toBe('subscribed');
  });
});

describe('What is known of a mail that came back', () => {
  it('goes after 13 months, and the figures of the issue stay', async () => {
    const { site, send, comesBack, about, issue, bouncesOf } = await openReturning(2);
    await send();
    await comesBack(messages.fromPostfix(about(1), ...SOFT));
    expect(bouncesOf(reader(1))).toHaveLength(1);
    site.clock.set(new Date('2027-04-06T12:00:00Z'));
    site.services.bounces.removeOld();
    expect(bouncesOf(reader(1))).toEqual([]);
    expect(site.services.sending.figuresOf(issue.id)).toMatchObject({ cameBack: { soft: 1, hard: 0 } });
  });

  it('goes with the reader who is removed, and the figures stay', async () => {
    const { site, send, comesBack, about, issue, idOf } = await openReturning(2);
    await send();
    await comesBack(messages.fromPostfix(about(1)));
    const forged = { ...about(1), to: 'terug@kantoor.example', messageId: '' };
    await comesBack(messages.fromPostfix(forged));
    expect(site.services.bounces.unhandled(9)).toHaveLength(1);
    site.services.subscribers.retention.remove(idOf(reader(1)));
    expect(site.dump()).not.toContain(reader(1));
    expect(site.services.bounces.unhandled(9)).toEqual([]);
    expect(site.services.sending.figuresOf(issue.id)).toMatchObject({ cameBack: { hard: 1 } });
  });

  it('goes with the blocked reader after the term of proof', async () => {
    const { site, comesBack, aboutLast, stateOf } = await openReturning(0);
    await site.subscribe(Anna);
    await comesBack(messages.fromPostfix(aboutLast(Anna.email)));
    expect(stateOf(Anna.email)).toBe('blocked');
    site.clock.set(new Date('2040-01-01T12:00:00Z'));
    site.services.subscribers.retention.removeOld();
    site.services.outbox.removeOld();
    expect(site.dump()).not.toContain(Anna.email);
    const reasons = site.services.connection.prepare('SELECT reason FROM suppressions').pluck().all();
    expect(reasons).toEqual(['bounced']);
  });
});
