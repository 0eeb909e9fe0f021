import type { MailConfig } from '../config.ts';

/**
 * Where each mail comes back to when it can't be delivered. Where the mailbox for that is read, every mail
 * has a return path of its own, `LOCAL+KEY@DOMAIN` (VERP): whatever a server writes in its report, the
 * address that the report is sent to tells which mail it is about.
 */
export type ReturnPaths = {
  /** The envelope sender of the mail with this Message-ID: the same on every attempt. */
  of: (messageId: string) => string;
  /** The key in an address that a report was sent to; undefined where it is none of ours. */
  keyIn: (address: string) => string | undefined;
};

/** The longest local part that leaves room for a key: RFC 5321 §4.5.3.1.1 allows 64 octets. */
export const LONGEST_LOCAL_PART = 30;

const KEY = /^[a-z0-9_-]{16}(?:\.[a-z0-9_-]{16})?$/;

/** Makes the return paths that this configuration asks for, and reads them back. */
export function createReturnPaths({
  from,
  returnPath,
  bounceMailbox,
}: Pick<MailConfig, 'from' | 'returnPath' | 'bounceMailbox'>): ReturnPaths {
  const plain = returnPath ?? /<([^>]+)>/.exec(from)?.[1] ?? from;
  if (returnPath === undefined || bounceMailbox === undefined) {
    return { of: () => plain, keyIn: () => undefined };
  }
  const at = returnPath.lastIndexOf('@');
  const before = `${returnPath.slice(0, at)}+`;
  const after = returnPath.slice(at);
  return {
    of: (messageId) => `${before}${leftPart(messageId)}${after}`,
    keyIn: (address) => {
      // Servers on the way may lower the case of an address.
      const text = address.trim().toLowerCase();
      if (!text.startsWith(before.toLowerCase()) || !text.endsWith(after.toLowerCase())) return undefined;
      const key = text.slice(before.length, text.length - after.length);
      return KEY.test(key) ? key : undefined;
    },
  };
}

/** The key of a mail of ours: the left part of its Message-ID, in lower case. */
export function keyOf(messageId: string): string {
  return leftPart(messageId).toLowerCase();
}

function leftPart(messageId: string): string {
  return messageId.slice(1, messageId.lastIndexOf('@'));
}

/** The key in a Message-ID that somebody names; undefined where it can't be one of ours, by its form or its domain. */
export function keyInMessageId(messageId: string, domain: string): string | undefined {
  const [, left, right] = /^<?([^<>@\s]+)@([^<>@\s]+)>?$/.exec(messageId.trim().toLowerCase()) ?? [];
  return left !== undefined && right === domain.toLowerCase() && KEY.test(left) ? left : undefined;
}
