import { createHash } from 'node:crypto';
import { envelopeAddress } from './address.ts';
import { canonicalBody, canonicalEnd, type HeaderLine, type Signer } from './dkim.ts';
import { composeMessage, headerText } from './message.ts';
import type { ReturnPaths } from './return-path.ts';

/** A mail that is the same for all its readers but for one link, which stands in both bodies as `marker`. */
export type BulkContent = {
  subject: string;
  html: string;
  text: string;
  /** A random word of URL-safe characters, found nowhere else. */
  marker: string;
  headers: HeaderLine[];
};

/** What differs from reader to reader. */
export type BulkReader = {
  address: string;
  messageId: string;
  /** What the marker stands for. Plain ASCII. */
  link: string;
  headers: HeaderLine[];
  date: Date;
};

/** A message that is ready to be handed over: where it comes back to, to whom, and to the letter. */
export type ReadyMessage = { sender: string; recipient: string; raw: Buffer };

/** Writes the mail for one reader. */
export type BulkMail = (reader: BulkReader) => Promise<ReadyMessage>;

/** What the composer writes by itself and what is each reader's own. */
const PER_READER = new Set(['date', 'message-id', 'to']);

/** With its `=` at the end it is as long as a line of quoted-printable may be (RFC 2045 §6.7). */
const PIECE = 75;

/**
 * Composes the mail once, with a hole where each reader's link comes, so that for each reader only the
 * header and the hole are written and hashed. What comes out is to the letter what composing it anew
 * for each reader would also have meant.
 */
export async function createBulkMail(
  from: string,
  content: BulkContent,
  signer: Signer | undefined,
  returnPaths: Pick<ReturnPaths, 'of'>,
): Promise<BulkMail> {
  const { subject, html, text } = content;
  const composed = await composeMessage({ from, subject, html, text, encoding: 'quoted-printable' });
  const fixed = [
    ...composed.headers.filter(({ name }) => !PER_READER.has(name.toLowerCase())),
    ...content.headers,
  ];
  const body = bodyWithHoles(composed.body, content.marker);

  return async ({ address, messageId, link, headers, date }) => {
    const recipient = envelopeAddress(address);
    const all = [
      { name: 'Date', value: date.toUTCString().replace('GMT', '+0000') },
      { name: 'Message-ID', value: messageId },
      { name: 'To', value: recipient },
      ...fixed,
      ...headers,
    ];
    const filling = linkLines(link);
    const signature = signer === undefined ? '' : await signer.sign(all, body.hash(filling));
    return {
      sender: returnPaths.of(messageId),
      recipient,
      raw: body.fill(`${signature}${headerText(all)}\r\n`, filling),
    };
  };
}

/**
 * Cuts an encoded body at the marker, also where the encoding broke it over two lines. The link gets
 * lines of its own, joined to the text around them by soft line breaks: so it changes no other line, and
 * every part can be put in canonical form, and the first one hashed, beforehand.
 */
function bodyWithHoles(body: string, marker: string) {
  const broken = new RegExp(Array.from(marker).join('(?:=\\r\\n)?'), 'g');
  const parts = body.split(broken).map((part, place, all) => {
    const startsInLine = place > 0 && !part.startsWith('\r\n') && !part.startsWith('=\r\n');
    const endsInLine = place < all.length - 1 && part !== '' && !part.endsWith('\r\n');
    return `${startsInLine ? '=\r\n' : ''}${part}${endsInLine ? '=\r\n' : ''}`;
  });
  const buffers = parts.map((part) => Buffer.from(part, 'latin1'));
  const last = parts.length - 1;
  const canonical = parts.map((part, place) =>
    Buffer.from(place === last ? canonicalEnd(part) : canonicalBody(part), 'latin1'),
  );
  const [first = Buffer.alloc(0), ...others] = canonical;
  const begun = createHash('sha256').update(first);

  return {
    /** The hash of the body with its holes filled, for DKIM. */
    hash: (filling: string): string => {
      const hash = begun.copy();
      for (const part of others) hash.update(filling).update(part);
      return hash.digest('base64');
    },
    fill: (header: string, filling: string): Buffer => {
      const link = Buffer.from(filling);
      const pieces = buffers.flatMap((part, place) => (place === 0 ? [part] : [link, part]));
      return Buffer.concat([Buffer.from(header), ...pieces]);
    },
  };
}

/** A link in quoted-printable, on lines that are not too long. */
function linkLines(link: string): string {
  const encoded = link.replaceAll('=', '=3D');
  const pieces = encoded.match(new RegExp(`(?:=3D|[^=]){1,${PIECE - 2}}`, 'g')) ?? [];
  return pieces.join('=\r\n');
}
