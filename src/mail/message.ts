import { createHash } from 'node:crypto';
import MailComposer, { type MailComposerOptions } from 'nodemailer/lib/mail-composer';
import { canonicalEnd, type HeaderLine, type Signer } from './dkim.ts';

/** A composed mail: the lines of its header, and its body as it goes over the wire. */
export type Message = { headers: HeaderLine[]; body: string };

/** Composes a mail: MIME parts, encodings, header words (RFC 2045–2047). */
export async function composeMessage(options: MailComposerOptions): Promise<Message> {
  const safe = { ...options, disableFileAccess: true, disableUrlAccess: true, newline: 'win' };
  const source = await new MailComposer(safe).compile().build();
  const end = source.indexOf('\r\n\r\n');
  return {
    headers: headerLines(source.subarray(0, end).toString()),
    body: source.subarray(end + 4).toString('latin1'),
  };
}

/** The whole message to the letter, signed where a signer is given. */
export async function finishMessage({ headers, body }: Message, signer: Signer | undefined): Promise<Buffer> {
  const hash = () => createHash('sha256').update(canonicalEnd(body), 'latin1').digest('base64');
  const signature = signer === undefined ? '' : await signer.sign(headers, hash());
  return Buffer.concat([Buffer.from(`${signature}${headerText(headers)}\r\n`), Buffer.from(body, 'latin1')]);
}

/** Headers as they stand in a message, each with its line end. */
export function headerText(headers: HeaderLine[]): string {
  return headers.map(({ name, value }) => `${name}: ${value}\r\n`).join('');
}

function headerLines(text: string): HeaderLine[] {
  return text.split(/\r\n(?![ \t])/).map((line) => {
    const colon = line.indexOf(':');
    return { name: line.slice(0, colon), value: line.slice(colon + 1).replace(/^ /, '') };
  });
}
