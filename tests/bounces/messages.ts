/**
 * Reports as different mail servers write them: the shape of each, in words of our own. `about` is the mail
 * that came back.
 */
export type About = {
  /** Where the report is sent. */
  to: string;
  /** To whom the mail was. */
  recipient: string;
  messageId: string;
};

type Part = { type: string; content: string };

/** A mail from its header and body, with the line ends of the wire. */
export function mail(header: string[], body: string): string {
  return `${[...header, '', body].join('\n').replaceAll('\n', '\r\n')}\r\n`;
}

/** A report in parts (RFC 6522). */
export function report(header: string[], type: string, parts: Part[]): string {
  const body = parts
    .map(({ type: of, content }) => `--grens\nContent-Type: ${of}\n\n${content}\n`)
    .join('\n');
  const contentType = `Content-Type: multipart/report; report-type=${type}; boundary="grens"`;
  return mail(['MIME-Version: 1.0', contentType, ...header], `Voor mensen.\n\n${body}\n--grens--`);
}

/** One group of a delivery status. */
export function group(recipient: string, action: string, status: string, words = ''): string {
  return [
    `Final-Recipient: rfc822; ${recipient}`,
    `Action: ${action}`,
    `Status: ${status}`,
    ...(words ? [`Diagnostic-Code: smtp; ${words}`] : []),
  ].join('\n');
}

const DATE = 'Date: Thu, 05 Mar 2026 11:20:00 +0100';

/** What came back, as far as its header. */
export function returned({ recipient, messageId }: About, returnPath = ''): string {
  return [
    ...(returnPath ? [`Return-Path: <${returnPath}>`] : []),
    `Message-ID: ${messageId}`,
    `To: ${recipient}`,
    'From: Sociale Alliantie <nieuwsbrief@kantoor.example>',
    'Subject: Samen eten in maart',
  ].join('\n');
}

/** As Postfix writes it. */
export function fromPostfix(about: About, status = '5.1.1', words = '', action = 'failed'): string {
  const said = words || `550 ${status} <${about.recipient}>: Recipient address rejected: User unknown`;
  return report(
    [
      DATE,
      'From: MAILER-DAEMON@mx.example (Mail Delivery System)',
      'Subject: Undelivered Mail Returned to Sender',
      `To: ${about.to}`,
      'Auto-Submitted: auto-replied',
    ],
    'delivery-status',
    [
      { type: 'text/plain; charset=us-ascii', content: 'This mail could not be handed on.' },
      {
        type: 'message/delivery-status',
        content: `Reporting-MTA: dns; mx.example\nX-Postfix-Queue-ID: 4ABC\n\n${group(about.recipient, action, status, said)}`,
      },
      { type: 'text/rfc822-headers', content: returned(about) },
    ],
  );
}

/** As Exim writes it: a plain text with the whole mail behind it. */
export function fromExim({ to, recipient, messageId }: About, words: string): string {
  return mail(
    [
      DATE,
      `X-Failed-Recipients: ${recipient}`,
      'Auto-Submitted: auto-replied',
      'From: Mail Delivery System <Mailer-Daemon@exim.example>',
      `To: ${to}`,
      'Subject: Mail delivery failed: returning message to sender',
    ],
    [
      'Your mail could not be delivered. This error is permanent.',
      '',
      `  ${recipient}`,
      `    host mx.lezers.example [192.0.2.7]: ${words}`,
      '',
      '------ This is a copy of your message, including all the headers. ------',
      '',
      returned({ to, recipient, messageId }),
      '',
      'Beste lezer,',
    ].join('\n'),
  );
}

/** As Exchange Online writes it: names the mail in its own header too, and puts pictures into its text. */
export function fromExchange(about: About): string {
  return report(
    [
      DATE,
      'From: <postmaster@kantoor.onmicrosoft.example>',
      `To: <${about.to}>`,
      `Subject: =?utf-8?B?${Buffer.from('Onbestelbaar: Samen eten in maart').toString('base64')}?=`,
      'Auto-Submitted: auto-replied',
      'Content-Language: nl-NL',
      `In-Reply-To: ${about.messageId}`,
      `References: ${about.messageId}`,
    ],
    'delivery-status',
    [
      {
        type: 'multipart/alternative; boundary="binnen"',
        content:
          '--binnen\nContent-Type: text/plain; charset="utf-8"\n\nUw bericht is niet bezorgd.\n--binnen\nContent-Type: text/html; charset="utf-8"\n\n<p>Uw bericht is niet bezorgd.</p>\n--binnen--',
      },
      {
        type: 'message/delivery-status',
        content: `Reporting-MTA: dns;AM0PR01.example\nReceived-From-MTA: dns;mx.example\nArrival-Date: Thu, 5 Mar 2026 10:19:59 +0000\n\n${group(about.recipient, 'failed', '5.1.10', `550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ${about.recipient}\n not found by SMTP address lookup`)}`,
      },
      { type: 'message/rfc822', content: `${returned(about)}\n\nBeste lezer,` },
    ],
  );
}

/** As Gmail writes it. */
export function fromGmail(about: About, status = '5.1.1'): string {
  return report(
    [
      DATE,
      'From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>',
      `To: ${about.to}`,
      'Auto-Submitted: auto-replied',
      'Subject: Delivery Status Notification (Failure)',
      `References: ${about.messageId}`,
      `In-Reply-To: ${about.messageId}`,
      `X-Failed-Recipients: ${about.recipient}`,
    ],
    'delivery-status',
    [
      { type: 'text/html; charset="UTF-8"', content: '<html><body><h3>Address not found</h3></body></html>' },
      {
        type: 'message/delivery-status',
        content: `Reporting-MTA: dns; googlemail.example\n\n${group(about.recipient, 'failed', status, `550-${status} The account that you tried to reach does not exist.\n 550 ${status} See https://support.mail.example/?p=NoSuchUser`)}`,
      },
      { type: 'message/rfc822', content: `${returned(about)}\n\nBeste lezer,` },
    ],
  );
}

/** As qmail writes it: for people alone. */
export function fromQmail(about: About): string {
  return mail(
    [
      DATE,
      'Return-Path: <>',
      'From: MAILER-DAEMON@qmail.example',
      `To: ${about.to}`,
      'Subject: failure notice',
    ],
    [
      'Hi. This is the mail program at qmail.example. I gave up on these:',
      '',
      `<${about.recipient}>:`,
      'Sorry, no mailbox here by that name. (#5.1.1)',
      '',
      '--- Below this line is a copy of the message.',
      '',
      `Return-Path: <${about.to}>`,
      returned(about),
      '',
      'Beste lezer,',
    ].join('\n'),
  );
}

/** As a provider passes on that somebody pressed the button for unwanted mail (RFC 5965). */
export function fromSpamButton(about: About, type = 'abuse', returnPath = ''): string {
  return report(
    [DATE, 'From: <feedback@provider.example>', `To: <${about.to}>`, 'Subject: FW: Samen eten in maart'],
    'feedback-report',
    [
      { type: 'text/plain', content: 'Somebody did not want this mail.' },
      {
        type: 'message/feedback-report',
        content: `Feedback-Type: ${type}\nUser-Agent: Knop/1.0\nVersion: 1${returnPath && `\nOriginal-Mail-From: <${returnPath}>`}`,
      },
      { type: 'message/rfc822', content: `${returned(about)}\n\nBeste lezer,` },
    ],
  );
}

/** An out-of-office, as Outlook sends it. */
export function away({ to, recipient, messageId }: About, header = ['Auto-Submitted: auto-replied']): string {
  return mail(
    [
      DATE,
      `From: <${recipient}>`,
      `To: <${to}>`,
      'Subject: Automatisch antwoord: Samen eten in maart',
      `In-Reply-To: ${messageId}`,
      `References: ${messageId}`,
      ...header,
    ],
    'Ik ben met vakantie tot 16 maart.',
  );
}

/** A letter from a person, in the same mailbox. */
export function letter(to: string, subject: string, header: string[] = []): string {
  return mail(
    [DATE, 'From: Wietske <wietske@buurt.example>', `To: <${to}>`, `Subject: ${subject}`, ...header],
    'Dag!',
  );
}
