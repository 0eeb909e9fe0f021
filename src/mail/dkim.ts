import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { MailConfig } from '../config.ts';
import { StartError } from '../start-error.ts';

/** How the application signs mail (RFC 6376), as nodemailer takes it. */
export type DkimSigning = {
  domainName: string;
  keySelector: string;
  privateKey: KeyObject;
  headerFieldNames: string;
};

/** nodemailer's own list leaves out List-Unsubscribe-Post, which RFC 8058 §4 wants under the signature. */
const SIGNED_HEADERS =
  'From:Sender:Reply-To:Subject:Date:Message-ID:To:Cc:MIME-Version:Content-Type:Content-Transfer-Encoding:List-Id:List-Unsubscribe:List-Unsubscribe-Post:Auto-Submitted';

/**
 * How to sign, or undefined where the provider does it. The key is parsed once: from the PEM for each
 * mail takes three times as long.
 *
 * @throws {StartError} for a key that mail would leave unsigned with: only RSA is signed with.
 */
export function readDkim({ dkim }: MailConfig): DkimSigning | undefined {
  if (dkim === undefined) return undefined;
  const privateKey = parseKey(dkim.keyFile);
  if (privateKey.asymmetricKeyType !== 'rsa') {
    throw new StartError('DKIM_KEY_FILE: an RSA key is needed; mail would leave unsigned with any other.');
  }
  const { domain: domainName, selector: keySelector } = dkim;
  return { domainName, keySelector, privateKey, headerFieldNames: SIGNED_HEADERS };
}

function parseKey(keyFile: string): KeyObject {
  try {
    return createPrivateKey(readFileSync(keyFile));
  } catch {
    throw new StartError(`DKIM_KEY_FILE: ${keyFile} is not a private key.`);
  }
}
