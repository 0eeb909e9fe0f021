import { after, HOUR } from '../clock.ts';
import { parseAddress } from '../mail/address.ts';
import type { SyntheticReader } from '../subscribers/add-many.ts';
import type { State } from '../subscribers/subscriber.ts';
import { syntheticPerson } from './people.ts';
import { between, createRandom, pick } from './random.ts';

const STATES = [
  'subscribed',
  'subscribed',
  'subscribed',
  'subscribed',
  'subscribed',
  'left',
  'waiting',
] as const satisfies State[];
const DAYS = 3 * 365;
/** Who waits longer is removed. */
const DAYS_OF_WAITING = 25;

/** So many readers of the newsletter, none of them real, who came over the last three years. */
export function* syntheticReaders(count: number, now: Date, seed = 2): Generator<SyntheticReader> {
  const random = createRandom(seed);
  for (let number = 1; number <= count; number += 1) {
    const { firstName, infix, lastName, email } = syntheticPerson(random, number);
    const address = parseAddress(email);
    if (!address.ok) continue;
    const name = [firstName, infix, lastName].filter(Boolean).join(' ');
    const state = pick(random, STATES);
    const hours = 24 * (state === 'waiting' ? DAYS_OF_WAITING : DAYS);
    yield { name, state, address: address.address, since: after(now, -between(random, 0, hours) * HOUR) };
  }
}
