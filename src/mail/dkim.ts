import { createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import type { DkimKey } from '../config.ts';
import { StartError } from '../start-error.ts';

/** One line of a mail's header, unfolded or folded, without the line end. */
export type HeaderLine = { name: string; value: string };

/** Signs mail (RFC 6376, relaxed/relaxed), with every key that is configured. */
export type Signer = {
  /** The DKIM-Signature lines for these headers and this hash of the body, each with its line end. */
  sign: (headers: HeaderLine[], bodyHash: string) => Promise<string>;
};

/** What is signed where it is present. RFC 8058 §4 wants both headers for leaving under the signature. */
const SIGNED = new Set([
  ...['from', 'sender', 'reply-to', 'subject', 'date', 'message-id', 'to', 'cc', 'mime-version'],
  ...['content-type', 'content-transfer-encoding', 'list-id', 'list-unsubscribe', 'list-unsubscribe-post'],
  ...['auto-submitted', 'precedence'],
]);

/** On a thread of its own: an RSA signature takes longer than all the rest of a mail. */
const signOnThread = promisify<string | null, Buffer, KeyObject, Buffer>((algorithm, data, key, done) =>
  sign(algorithm ?? undefined, data, key, (error, signature) => done(error, signature ?? Buffer.alloc(0))),
);

type Key = { domain: string; selector: string; key: KeyObject; type: 'rsa' | 'ed25519' };

/**
 * Reads the keys. RSA has to be among them: few receivers know Ed25519 (RFC 8463) yet.
 *
 * @throws {StartError} for a file that is not a key of the kind that its name promises.
 */
export function createSigner(keys: DkimKey[]): Signer | undefined {
  if (keys.length === 0) return undefined;
  const ready = keys.map(readKey);
  return {
    sign: async (headers, bodyHash) => {
      const lines = await Promise.all(ready.map((key) => signatureLine(key, headers, bodyHash)));
      return lines.join('');
    },
  };
}

/** The body as it is hashed (RFC 6376 §3.4.4). For a part of a body that begins and ends at a line. */
export function canonicalBody(body: string): string {
  return body.replaceAll(/[ \t]+(?=\r\n|$)/g, '').replaceAll(/[ \t]+/g, ' ');
}

/** The same for the last part: empty lines at the end do not count. */
export function canonicalEnd(body: string): string {
  const canonical = canonicalBody(body).replace(/(?:\r\n)+$/, '');
  return canonical === '' ? '' : `${canonical}\r\n`;
}

async function signatureLine(
  { domain, selector, key, type }: Key,
  headers: HeaderLine[],
  bodyHash: string,
): Promise<string> {
  const signed = headers.filter(({ name }) => SIGNED.has(name.toLowerCase()));
  const names = signed.map(({ name }) => name.toLowerCase()).join(':');
  const line = [
    `DKIM-Signature: v=1; a=${type}-sha256; c=relaxed/relaxed; d=${domain}; s=${selector};`,
    ` bh=${bodyHash};`,
    ` h=${foldNames(names)};`,
    ' b=',
  ].join('\r\n');
  const value = line.slice(line.indexOf(':') + 1);
  const data = [...signed, { name: 'DKIM-Signature', value }].map(canonicalHeader).join('\r\n');
  const signature =
    type === 'rsa'
      ? await signOnThread('sha256', Buffer.from(data), key)
      : await signOnThread(null, createHash('sha256').update(data).digest(), key);
  return `${line}${signature.toString('base64').replaceAll(/.{70}(?=.)/g, '$&\r\n ')}\r\n`;
}

function foldNames(names: string): string {
  return names.replaceAll(/(?<piece>.{40,60}?:)(?=.)/g, '$<piece>\r\n  ');
}

function canonicalHeader({ name, value }: HeaderLine): string {
  const text = value.replaceAll('\r\n', '').replaceAll(/[ \t]+/g, ' ');
  return `${name.toLowerCase()}:${text.replaceAll(/^ | $/g, '')}`;
}

function readKey({ domain, selector, keyFile, type }: DkimKey): Key {
  const key = parseKey(keyFile);
  if (key.asymmetricKeyType !== type) {
    throw new StartError(
      type === 'rsa'
        ? 'DKIM_KEY_FILE: an RSA key is needed; most receivers know no other kind. One of Ed25519 can stand beside it.'
        : 'DKIM_ED25519_KEY_FILE: an Ed25519 key is needed.',
    );
  }
  return { domain, selector, key, type };
}

function parseKey(keyFile: string): KeyObject {
  try {
    return createPrivateKey(readFileSync(keyFile));
  } catch {
    throw new StartError(`The DKIM key ${keyFile} is not a private key.`);
  }
}
