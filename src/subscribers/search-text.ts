import { foldForSearch } from '../database/search-text.ts';
import type { Subscriber } from './subscriber.ts';

/** What the staff's search looks through. */
export function searchTextOf({
  address,
  addressKey,
  name,
}: Pick<Subscriber, 'address' | 'addressKey' | 'name'>): string {
  return foldForSearch(`${name} ${address} ${addressKey}`);
}
