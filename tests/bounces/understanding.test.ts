import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge } from '../../src/bounces/classify.ts';
import { understand } from '../../src/bounces/report.ts';
import * as messages from './messages.ts';

const ABOUT: messages.About = {
  to: 'terug+AbCdEfGhIjKlMnOp.AbCdEfGhIjKlMnOp@kantoor.example',
  recipient: 'anna@lezers.example',
  messageId: '<AbCdEfGhIjKlMnOp.AbCdEfGhIjKlMnOp@localhost>',
};

const read = (source: string | Buffer) => understand(Buffer.from(source));

describe('A report of a mail server', () => {
  it.each([
    ['Postfix', messages.fromPostfix(ABOUT), '5.1.1'],
    ['Exim', messages.fromExim(ABOUT, '550 5.1.1 User unknown'), '5.1.1'],
    ['an older Exim', messages.fromExim(ABOUT, '550 No such user here'), ''],
    ['Exchange', messages.fromExchange(ABOUT), '5.1.10'],
    ['Gmail', messages.fromGmail(ABOUT), '5.1.1'],
    ['qmail', messages.fromQmail(ABOUT), '5.1.1'],
  ])(
    'of %s is read: which mail, whose address, and that it does not exist',
    async (_server, source, status) => {
      const found = await read(source);
      expect(found).toMatchObject({ kind: 'delivery', recipients: [{ outcome: 'hard', status }] });
      expect(found.recipients[0]?.addresses).toContain(ABOUT.recipient);
      expect(found.messageIds).toContain(ABOUT.messageId);
      expect(found.returnPaths).toContain(ABOUT.to);
      expect(found.sentAt).toBe('2026-03-05T10:20:00.000Z');
    },
  );

  it("keeps the server's own words, unfolded", async () => {
    const { recipients } = await read(messages.fromExchange(ABOUT));
    expect(recipients[0]?.words).toBe(
      '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient anna@lezers.example not found by SMTP address lookup',
    );
  });

  it.each([
    ['a full mailbox', '5.2.2', '552 5.2.2 Mailbox full'],
    ['a full mailbox, for now', '4.2.2', '452 4.2.2 Over quota'],
    ['a server that never answered', '4.4.7', 'delivery time expired'],
    ['a mail that is too large', '5.3.4', '552 5.3.4 Message too big'],
    ['a provider that blocks us', '5.7.1', '550 5.7.1 Client host blocked using a blocklist'],
    ['a provider that calls it spam', '5.1.1', '550 5.1.1 Rejected as spam'],
    ['a server that says no more than no', '5.0.0', '550 not now'],
  ])('about %s is soft', async (_what, status, words) => {
    expect(await read(messages.fromPostfix(ABOUT, status, words))).toMatchObject({
      recipients: [{ outcome: 'soft', status }],
    });
  });

  it('that the server is still trying is a delay, in parts or as text', async () => {
    expect(
      await read(messages.fromPostfix(ABOUT, '4.4.1', 'connect to mx: timed out', 'delayed')),
    ).toMatchObject({ kind: 'delivery', recipients: [{ outcome: 'delayed' }] });
    const text = messages
      .fromExim(ABOUT, '451 4.7.1 try again later')
      .replace('This error is permanent.', 'The server will keep trying.');
    expect(await read(text)).toMatchObject({ recipients: [{ outcome: 'delayed' }] });
  });

  it('with more recipients tells each of them apart', async () => {
    const source = messages.report(['From: MAILER-DAEMON@mx.example', `To: ${ABOUT.to}`], 'delivery-status', [
      {
        type: 'message/delivery-status',
        content: [
          'Reporting-MTA: dns; mx.example',
          messages.group('een@lezers.example', 'failed', '5.1.1', '550 no such user'),
          messages.group('twee@lezers.example', 'delivered', '2.0.0'),
          messages.group('drie@lezers.example', 'relayed', '2.0.0'),
          messages.group('vier@lezers.example', 'expanded', '2.0.0'),
          messages.group('vijf@lezers.example', 'delayed', '4.4.1'),
        ].join('\n\n'),
      },
    ]);
    const outcomes = (await read(source)).recipients.map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['hard', 'fine', 'fine', 'fine', 'delayed']);
  });

  it('in international form (RFC 6533) is read too', async () => {
    const source = messages
      .fromPostfix({ ...ABOUT, recipient: 'zoë@café.example' })
      .replace('message/delivery-status', 'message/global-delivery-status')
      .replace('text/rfc822-headers', 'message/global-headers')
      .replace('rfc822; zoë', 'utf-8; zoë');
    const found = await read(source);
    expect(found.recipients[0]).toMatchObject({ addresses: ['zoë@café.example'], outcome: 'hard' });
    expect(found.messageIds).toEqual([ABOUT.messageId]);
  });

  it('that breaks off says what it still does', async () => {
    const whole = messages.fromPostfix(ABOUT);
    const broken = whole.slice(0, whole.indexOf('text/rfc822-headers'));
    expect(await read(broken)).toMatchObject({ kind: 'delivery', recipients: [{ outcome: 'hard' }] });
  });

  it('of which nothing can be made is not taken for something else', async () => {
    const source = messages.mail(
      [`To: ${ABOUT.to}`, 'From: MAILER-DAEMON@vreemd.example', 'Subject: Undeliverable'],
      'Het is niet gelukt.',
    );
    expect((await read(source)).kind).toBe('not-understood');
  });
});

describe('Other mail from robots', () => {
  it.each(['abuse', 'fraud', 'opt-out'])('a report of the kind %s is a complaint', async (type) => {
    const found = await read(messages.fromSpamButton(ABOUT, type));
    expect(found).toMatchObject({ kind: 'complaint', messageIds: [ABOUT.messageId] });
  });

  it('a report that it was no spam is no complaint', async () => {
    expect(await read(messages.fromSpamButton(ABOUT, 'not-spam'))).toMatchObject({
      kind: 'delivery',
      recipients: [{ outcome: 'fine' }],
    });
  });

  it.each([
    ['Auto-Submitted', ['Auto-Submitted: auto-replied']],
    ['Auto-Submitted, with more behind it', ['Auto-Submitted: auto-generated (vakantie)']],
    ['X-Autoreply', ['X-Autoreply: yes']],
    ['Precedence', ['Precedence: auto_reply']],
    ['no more than its subject', []],
  ])('an out-of-office shows by %s', async (_how, header) => {
    const found = await read(messages.away(ABOUT, header));
    expect(found).toMatchObject({ kind: 'auto-reply', messageIds: [ABOUT.messageId] });
  });

  it.each(['Out of Office: Re', 'Abwesenheitsnotiz: x', 'Afwezig', 'Automatic reply: x'])(
    'a subject such as %s is a hint',
    async (subject) => {
      expect((await read(messages.letter(ABOUT.to, subject))).kind).toBe('auto-reply');
    },
  );

  it('a letter from a person is a letter, also when it is about delivery or says that no robot wrote it', async () => {
    for (const subject of ['Re: Samen eten in maart', 'Onbestelbaar?', 'Mijn mail kwam terug']) {
      expect((await read(messages.letter(ABOUT.to, subject, ['Auto-Submitted: no']))).kind).toBe('letter');
    }
  });
});

describe('The answer of a mail server', () => {
  it.each([
    '550 5.1.1 <anna@lezers.example>: Recipient address rejected: User unknown in virtual mailbox table',
    '550 No such user here',
    '551 User not local',
    "554 delivery error: dd This user doesn't have an account (anna@lezers.example)",
    '550 5.5.0 Requested action not taken: mailbox unavailable',
    '553 sorry, no mailbox here by that name',
    '550 5.4.1 Recipient address rejected: Access denied',
    '550 5.2.1 The mailbox is disabled',
    '550 Onbekende gebruiker',
    '550 5.1.2 Host or domain name not found',
    '550 5.1.1 unknown user <spam@lezers.example> see https://mail.example/policy',
  ])('%s is hard', (answer) => {
    const expected = answer.startsWith('551') ? 'soft' : 'hard';
    expect(judge(answer).kind).toBe(expected);
  });

  it.each([
    '550 not now',
    '554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using a list',
    '550 5.7.26 This mail has been blocked because the sender is unauthenticated',
    '550 User unknown, your IP has a poor reputation',
    '552 5.2.2 Mailbox full',
    '550 Mailbox quota exceeded',
    '452 4.2.2 Mailbox full',
    '451 4.3.0 User unknown, try again later',
    '550 5.1.8 Sender address rejected: Domain not found',
    '550 Sender address rejected: Domain not found',
    '550 relay not permitted',
    '554 Message refused because of its content',
    'ECONNRESET',
    '',
  ])('‘%s’ is soft: it may pass, or lies with us', (answer) => {
    expect(judge(answer).kind).toBe('soft');
  });
});

it('gives a value for any bytes, and soon', async () => {
  const pieces = [
    'Content-Type: multipart/report; boundary=b\r\n\r\n',
    ...['--b\r\n', '--b--', 'Content-Type: message/delivery-status\r\n\r\n', 'Final-Recipient: rfc822; '],
    ...[
      'Action: failed\r\n',
      'Status: 5.1.1\r\n',
      'From: MAILER-DAEMON@x.example\r\n',
      '\r\n',
      '\n',
      ' ',
      ':',
      '<',
    ],
    ...[
      'Feedback-Type: abuse',
      'Content-Type: message/feedback-report\r\n\r\n',
      '=?utf-8?q?=ff?=',
      '-----',
      '550 ',
    ],
  ];
  const piece = fc.oneof(
    fc.constantFrom(...pieces).map((text) => Buffer.from(text)),
    fc.uint8Array(),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (parts) => {
      const { kind, text, subject } = await understand(Buffer.concat(parts));
      expect(kind).toMatch(/^(?:delivery|complaint|auto-reply|not-understood|letter)$/);
      expect(typeof text + typeof subject).toBe('stringstring');
    }),
    { numRuns: 500 },
  );
});

it.each([
  ['dashes', '-'],
  ['open brackets', '<'],
  ['at signs', 'a@'],
  ['spaces', ' '],
  ['digits', '550 '],
  ['unknown users', 'user unknown '],
])('is not kept busy by a quarter of a megabyte of %s', async (_what, piece) => {
  const header = 'From: MAILER-DAEMON@x.example\r\nSubject: Undeliverable\r\n\r\n';
  const start = performance.now();
  await read(header + piece.repeat((256 * 1024) / piece.length));
  await read(`${header.trimEnd()}\r\nX-Y: ${piece.repeat((256 * 1024) / piece.length)}`);
  await read(
    header.replace('\r\n\r\n', '\r\nContent-Type: text/html\r\n\r\n') +
      piece.repeat((256 * 1024) / piece.length),
  );
  expect(performance.now() - start).toBeLessThan(3000);
});

it('makes out what it can of a mail that is nested beyond all measure', async () => {
  let source = `From: MAILER-DAEMON@x.example\r\nTo: ${ABOUT.to}\r\nSubject: Undeliverable\r\n`;
  for (let depth = 0; depth < 400; depth += 1) {
    source += `Content-Type: multipart/mixed; boundary=b${depth}\r\n\r\n--b${depth}\r\n`;
  }
  const found = await read(`${source}\r\nx`);
  expect(found).toMatchObject({ kind: 'not-understood', subject: 'Undeliverable' });
  expect(found.returnPaths).toEqual([ABOUT.to]);
});
