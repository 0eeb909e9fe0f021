import type { Clock } from '../clock.ts';
import type { KeyedHash } from '../secrets.ts';
import type { RateLimitStore } from './store.ts';

/** A limit: `turns` in every `window` milliseconds; turns come back one by one. */
export type Limit = { name: string; turns: number; window: number };

/** Limits that survive a restart. Who is limited is kept as a keyed hash, and only until the turns are back. */
export type RateLimits = ReturnType<typeof createRateLimits>;

export function createRateLimits({
  store,
  clock,
  hash,
}: {
  store: RateLimitStore;
  clock: Clock;
  hash: KeyedHash;
}) {
  return { take, forget, removeOld };

  /** Takes a turn for somebody. Undefined: go ahead. A number: too many; come back in so many seconds. */
  function take(limit: Limit, somebody: string): number | undefined {
    const now = clock().getTime();
    const key = keyOf(limit, somebody);
    const cost = Math.ceil(limit.window / limit.turns);
    if (store.take({ key, now, cost, window: limit.window })) return undefined;
    return Math.max(1, Math.ceil((store.fullAt(key) - now - (limit.window - cost)) / 1000));
  }

  /** Gives somebody all turns back, for instance after a right password. */
  function forget(limit: Limit, somebody: string): void {
    store.forget(keyOf(limit, somebody));
  }

  /** Removes the rows of everybody who has all turns back. */
  function removeOld(): void {
    store.removeFull(clock().getTime());
  }

  function keyOf(limit: Limit, somebody: string): string {
    return hash(`rate limit ${limit.name}`, somebody);
  }
}
