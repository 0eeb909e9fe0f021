import { isIPv6 } from 'node:net';
import type { Request } from 'express';

/** Who sends, for a rate limit only: the IPv4 address, or the /64 that one IPv6 connection owns. */
export function senderOf(request: Request): string {
  const address = request.ip ?? '';
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address.replace('::ffff:', '');
  const [head = '', tail = ''] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  const missing = 8 - groups.length - tail.split(':').filter(Boolean).length;
  const whole = address.includes('::') ? [...groups, ...Array(missing).fill('0')] : groups;
  return whole.slice(0, 4).join(':');
}
