import { domainToASCII } from 'node:url';

/** An e-mail address: as it was typed, and the key by which two spellings of it are the same. */
export type Address = { typed: string; key: string };

export type AddressProblem = 'missing' | 'malformed' | 'too-long' | 'domain';

const LOCAL = /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+)*$/u;
/** As nearly all are written: it is its own ASCII form, which takes long to ask for. */
const PLAIN_DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Reads an address as a person typed it. International addresses are taken (RFC 6531): the local
 * part may hold any letter, the domain may be written in any script. Quoted local parts and
 * addresses in brackets, which nobody has, are refused.
 */
export function parseAddress(
  text: string,
): { ok: true; address: Address } | { ok: false; problem: AddressProblem } {
  const typed = text.trim().normalize('NFC');
  if (typed === '') return { ok: false, problem: 'missing' };
  const at = typed.lastIndexOf('@');
  const local = typed.slice(0, at);
  const domain = typed.slice(at + 1);
  if (at < 1 || domain === '' || !LOCAL.test(local)) return { ok: false, problem: 'malformed' };
  const ascii = asciiDomain(domain);
  if (ascii === undefined) return { ok: false, problem: 'domain' };
  const bytes = Buffer.byteLength(local);
  if (bytes > 64 || bytes + 1 + ascii.length > 254) return { ok: false, problem: 'too-long' };
  return { ok: true, address: { typed, key: `${local.toLowerCase()}@${ascii}`.normalize('NFC') } };
}

/** The bare address of a sender such as `Sociale Alliantie <post@example.org>`. */
export function addressInSender(from: string): string {
  return /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();
}

/** The address as SMTP wants it: the domain in its ASCII form (RFC 5891). */
export function envelopeAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}@${domainToASCII(address.slice(at + 1))}`;
}

function asciiDomain(domain: string): string | undefined {
  if (PLAIN_DOMAIN.test(domain)) return domain;
  if (/[\s/:?#@[\]\\%]/.test(domain)) return undefined;
  const ascii = domainToASCII(domain).toLowerCase();
  const labels = ascii.split('.');
  const wellFormed = labels.length >= 2 && labels.every((label) => LABEL.test(label));
  return wellFormed && !/^\d+$/.test(labels.at(-1) ?? '') ? ascii : undefined;
}
