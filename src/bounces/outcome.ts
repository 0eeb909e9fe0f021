import { parseAddress } from '../mail/address.ts';
import type { BounceKind } from './bounce.ts';
import type { RecipientReport, Report } from './report.ts';

/** What a report means for the mail that it is about. */
export type Outcome = { kind: BounceKind; status: string; words: string };

/**
 * What a report means for one of our mails. A mail has one recipient, but its server may pass it on to
 * several: the group that names our recipient counts, or else all of them together.
 */
export function outcomeFor(
  { kind, recipients }: Report,
  wasTo: (addressKey: string) => boolean,
): Outcome | 'fine' | 'not-understood' {
  if (kind === 'complaint' || kind === 'auto-reply') return { kind, status: '', words: '' };
  const named = recipients.filter(({ addresses }) => addresses.some((address) => isTo(address, wasTo)));
  const counting = mildestOf(named.length > 0 ? named : recipients);
  if (kind !== 'delivery' || counting === undefined) return 'not-understood';
  const { outcome, status, words } = counting;
  return outcome === 'fine' ? 'fine' : { kind: outcome, status, words };
}

/** Where the mail arrived at one of them, the address is right. Where all failed, one that may pass is the milder. */
function mildestOf(recipients: RecipientReport[]): RecipientReport | undefined {
  const order = ['fine', 'delayed', 'soft', 'hard'];
  return recipients.toSorted((one, other) => order.indexOf(one.outcome) - order.indexOf(other.outcome))[0];
}

function isTo(address: string, wasTo: (addressKey: string) => boolean): boolean {
  const parsed = parseAddress(address);
  return parsed.ok && wasTo(parsed.address.key);
}
