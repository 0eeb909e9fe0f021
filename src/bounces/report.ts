import type { Email } from 'postal-mime';
import { judge } from './classify.ts';
import { addressesIn, fieldGroups, headerFields, idsIn, textOf } from './report-text.ts';

/** What a mail in the mailbox turned out to be. */
export type Report = {
  /**
   * `delivery`: what became of one or more recipients. `not-understood`: it looks like such a report, and
   * nothing could be made of it. `letter`: something else, which is not for us.
   */
  kind: 'delivery' | 'complaint' | 'auto-reply' | 'not-understood' | 'letter';
  /** With `delivery` only. */
  recipients: RecipientReport[];
  /** Where it was sent to, and where the mail that it is about says that it came from. */
  returnPaths: string[];
  /** The mails that it is about. */
  messageIds: string[];
  from: string;
  subject: string;
  sentAt: string | undefined;
  text: string;
};

/** What became of one recipient. `fine`: it was delivered, or handed on. `words` are the server's own. */
export type RecipientReport = {
  addresses: string[];
  outcome: 'hard' | 'soft' | 'delayed' | 'fine';
  status: string;
  words: string;
};

const ADDRESSED_TO = new Set([
  ...['to', 'cc', 'delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'x-delivered-to'],
  ...['x-forwarded-to', 'apparently-to', 'x-rcpt-to', 'original-recipient'],
]);
const DELIVERY_STATUS = /^message\/(?:global-)?delivery-status$/;
const RETURNED = /^(?:text\/rfc822-headers|message\/(?:rfc822|global|global-headers|partial))$/;

/** RFC 5965 §7.3 and the IANA registry after it: what tells that a reader does not want it. */
const UNWANTED = new Set(['abuse', 'fraud', 'opt-out', 'opt-out-list', 'complaint']);

/** Senders that are mail servers. */
export const ROBOT =
  /\b(?:mailer-?daemon|postmaster|mail-?delivery|mdaemon|bounces?(?:-\w+)?)@|^mail delivery /i;
const ABOUT_DELIVERY =
  /undeliver|delivery (?:status|fail|report|has failed|problem|delayed)|deliverystatus|returned (?:mail|to sender)|failure notice|mail (?:delivery|system) (?:failed|error|failure)|message (?:delayed|not delivered)|could not be delivered|delivery notification|onbestelbaar|niet (?:bezorgd|afgeleverd)|kan niet worden bezorgd|unzustellbar|nicht zugestellt|zustellung|non remis|échec de la remise/i;
const AWAY =
  /^(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response|antwoord)|out of (?:the )?office|automatisch(?:e)? (?:antwoord|beantwoord|antwort)|afwezig|niet aanwezig|abwesen|réponse automatique|vakantie|vacation)|\b(?:out of office|afwezigheid|abwesenheitsnotiz|automatic reply|automatisch antwoord)\b/i;
const STILL_TRYING =
  /will (?:be retried|keep trying|continue to (?:try|be attempted))|has not (?:yet )?been delivered|still (?:being )?(?:trying|retried|queued)|delivery (?:attempts will|will be retried)|this is a warning|only a warning|delayed/i;
/** Where a plain report ends and the mail that came back begins. */
const COPY_BEGINS =
  /^-{3,20}[^\n]{0,100}?(?:copy of (?:the|your) message|original message|below this line|returned message|message follows|message headers?)[^\n]{0,100}$/im;

/** Reads a mail. Whatever the bytes are, the answer is a value. */
export async function understand(bytes: Uint8Array): Promise<Report> {
  // Read only where there is such mail: a start has no need of it.
  const { default: PostalMime } = await import('postal-mime');
  const parse = (part: Uint8Array) => PostalMime.parse(part, { forceRfc822Attachments: true });
  try {
    return reportOf(await parse(bytes));
  } catch {
    // Nested too deep, or a header without an end: what it is about can perhaps still be seen.
    const head =
      Buffer.from(bytes.subarray(0, HEAD))
        .toString('latin1')
        .split(/\r?\n\r?\n/, 1)[0] ?? '';
    const email = await parse(Buffer.from(`${head}\r\n\r\n`, 'latin1')).catch(() => undefined);
    return {
      ...reportOf(email ?? { headers: [], headerLines: [], attachments: [] }),
      kind: 'not-understood',
    };
  }
}

const HEAD = 64 * 1024;
/** Nobody explains a failure at greater length. */
const MOST_TEXT = 50_000;
const MOST_GROUPS = 100;

function reportOf(email: Email): Report {
  const header = headerOf(email);
  const parts = email.attachments.map(({ mimeType, content }) => ({ mimeType, content: textOf(content) }));
  const groups = parts
    .filter(({ mimeType }) => DELIVERY_STATUS.test(mimeType))
    .flatMap(contentGroups)
    .slice(0, MOST_GROUPS);
  const returned = parts.filter(({ mimeType }) => RETURNED.test(mimeType)).map(contentHeader);
  const feedback = parts
    .filter(({ mimeType }) => mimeType === 'message/feedback-report')
    .map(contentHeader)[0];
  const body = bodyOf(email);
  const plain = isRobot(email, header) ? plainReport(body) : undefined;
  const found = kindOf(email, header, groups, feedback, plain);
  const ids = [
    ...returned.flatMap((fields) => idsIn(fields.get('message-id'))),
    ...(plain?.messageIds ?? []),
  ];
  return {
    ...found,
    returnPaths: [
      ...email.headers.filter(({ key }) => ADDRESSED_TO.has(key)).flatMap(({ value }) => addressesIn(value)),
      ...addressesIn(feedback?.get('original-mail-from') ?? ''),
      ...returned.flatMap((fields) => addressesIn(fields.get('return-path') ?? '')),
    ],
    messageIds: ids.length > 0 ? ids : answeredIds(header, found.kind),
    from: (email.from?.address || email.from?.name || header.get('from')) ?? '',
    subject: email.subject ?? '',
    sentAt: momentOf(email.date),
    text: body,
  };
}

type Fields = Map<string, string>;
type Found = Pick<Report, 'kind' | 'recipients'>;

function kindOf(
  email: Email,
  header: Fields,
  groups: Fields[],
  feedback: Fields | undefined,
  plain: PlainReport | undefined,
): Found {
  if (feedback !== undefined) return complaintOf(feedback);
  const recipients = groups.flatMap((group) => recipientOf(group, plain?.explanation ?? ''));
  if (recipients.length > 0) return { kind: 'delivery', recipients };
  if (plain?.recipient !== undefined) return { kind: 'delivery', recipients: [plain.recipient] };
  const type = header.get('content-type')?.toLowerCase() ?? '';
  // A receipt (RFC 8098): that somebody opened it, or threw it away, says nothing of the address.
  if (type.includes('disposition-notification')) return { kind: 'auto-reply', recipients: [] };
  if (plain !== undefined || type.startsWith('multipart/report'))
    return { kind: 'not-understood', recipients: [] };
  return { kind: isAutoReply(email, header) ? 'auto-reply' : 'letter', recipients: [] };
}

function complaintOf(feedback: Fields): Found {
  const type = feedback.get('feedback-type')?.trim().toLowerCase() ?? '';
  if (UNWANTED.has(type)) return { kind: 'complaint', recipients: [] };
  const fine = { addresses: [], outcome: 'fine' as const, status: '', words: '' };
  return type === 'not-spam'
    ? { kind: 'delivery', recipients: [fine] }
    : { kind: 'not-understood', recipients: [] };
}

/** One group of fields of a delivery status (RFC 3464 §2.3). */
function recipientOf(group: Fields, explanation: string): RecipientReport[] {
  const action = group.get('action')?.trim().toLowerCase().split(/\s/)[0] ?? '';
  const status = /[245]\.\d{1,3}\.\d{1,3}/.exec(group.get('status') ?? '')?.[0] ?? '';
  const named = [group.get('original-recipient'), group.get('final-recipient')];
  if (action === '' && (status === '' || named.every((value) => value === undefined))) return [];
  const words = (group.get('diagnostic-code') ?? '').replace(/^\s*[\w-]+\s*;\s*/, '').trim();
  const addresses = named.flatMap((value) => addressesIn(value ?? ''));
  if (action === 'delayed') return [{ addresses, outcome: 'delayed', status, words }];
  if (/^(?:delivered|relayed|expanded)$/.test(action) || (action !== 'failed' && status.startsWith('2.'))) {
    return [{ addresses, outcome: 'fine', status, words }];
  }
  const verdict = judge(words || explanation, status);
  return [{ addresses, outcome: verdict.kind, status: verdict.status, words }];
}

type PlainReport = {
  explanation: string;
  messageIds: string[];
  /** Undefined where nothing could be made of it. */
  recipient: RecipientReport | undefined;
};

/** Reads a report without parts for programs, as qmail and older servers write it, as far as that goes. */
function plainReport(body: string): PlainReport {
  const copyAt = COPY_BEGINS.exec(body)?.index ?? body.length;
  const explanation = body.slice(0, copyAt);
  const copied = headerFields(body.slice(copyAt).replace(/^.*\n\s*/, ''));
  const messageIds = idsIn(copied.get('message-id') ?? /^message-id:\s*(<\S+>)/im.exec(body)?.[1]);
  return { explanation, messageIds, recipient: plainRecipient(explanation) };
}

function plainRecipient(explanation: string): RecipientReport | undefined {
  const told = /(?:^|[^\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.])|(?:^|[^\d])[45]\d\d[\s-]/m.test(explanation);
  const verdict = judge(explanation.replaceAll(/\s+/g, ' '));
  const addresses = addressesIn(explanation).slice(0, 1);
  const words = lineThatTells(explanation);
  if (STILL_TRYING.test(explanation)) return { addresses, outcome: 'delayed', status: verdict.status, words };
  if (!told) return undefined;
  return { addresses, outcome: verdict.kind, status: verdict.status, words };
}

function lineThatTells(explanation: string): string {
  const lines = explanation.split('\n').map((line) => line.trim());
  return lines.find((line) => /\b[45]\.\d{1,3}\.\d{1,3}\b|\b[45]\d\d[\s-]/.test(line)) ?? '';
}

/** Whether a mail server wrote it, as far as its header shows. */
function isRobot({ from, subject = '' }: Email, header: Fields): boolean {
  const sender = `${from?.name ?? ''} <${from?.address ?? ''}>`;
  if (header.has('x-failed-recipients')) return true;
  const nullSender = /^\s*<\s*>/.test(header.get('return-path') ?? '');
  const robot = ROBOT.test(from?.address ? `${from.address}` : sender) || ROBOT.test(from?.name ?? '');
  return (robot || nullSender) && (ABOUT_DELIVERY.test(subject) || (robot && subject.trim() === ''));
}

/** RFC 3834, and what came before it; a subject is the last hint. */
function isAutoReply({ subject = '' }: Email, header: Fields): boolean {
  const submitted = header.get('auto-submitted')?.trim().toLowerCase() ?? 'no';
  if (submitted !== '' && !submitted.startsWith('no')) return true;
  if (/^\s*auto[-_ ]?reply/i.test(header.get('precedence') ?? '')) return true;
  const marks = ['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-auto-reply', 'x-mail-autoreply'];
  return marks.some((name) => header.has(name)) || AWAY.test(subject.trim());
}

/** Only an answer names a mail in this way; the older ones of its thread count where it names no other. */
function answeredIds(header: Fields, kind: Report['kind']): string[] {
  const answered = idsIn(header.get('in-reply-to'));
  if (answered.length > 0 || kind !== 'auto-reply') return answered;
  return idsIn(header.get('references')).slice(-1);
}

function headerOf({ headers }: Email): Fields {
  const fields: Fields = new Map();
  for (const { key, value } of headers) if (!fields.has(key)) fields.set(key, value);
  return fields;
}

function bodyOf({ text, html }: Email): string {
  const body = text?.trim() ? text : (html ?? '').replaceAll(/<(?:style|script)\b[^<]*<\/|<[^<>]*>/gi, ' ');
  return body.replaceAll('\r\n', '\n').trim().slice(0, MOST_TEXT);
}

function momentOf(date: string | undefined): string | undefined {
  const moment = new Date(date ?? '');
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}

function contentGroups({ content }: { content: string }): Fields[] {
  return fieldGroups(content);
}

function contentHeader({ content }: { content: string }): Fields {
  return headerFields(content);
}
