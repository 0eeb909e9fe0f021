import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { newId, type Randomness, type Seal } from '../secrets.ts';
import { pastTerm, TERMS } from '../terms.ts';
import type { KeptStore } from './kept-store.ts';

/** What nobody wants to find again. */
const SECRETS = /^(?:password|wachtwoord|code|herstelcode|passkey)$/;

/**
 * What somebody was writing when their session ran out: kept for a day, sealed, and given back to the same
 * person alone.
 */
export type KeptTexts = ReturnType<typeof createKeptTexts>;

type Deps = {
  store: KeptStore;
  clock: Clock;
  randomness: Randomness;
  seal: Seal;
  inTransaction: <Result>(work: () => Result) => Result;
};

export function createKeptTexts({ store, clock, randomness, seal, inTransaction }: Deps) {
  return { keep, find, drop: store.drop, removeOld };

  /** Keeps the fields that were sent to an address. Returns the id to find them by. */
  function keep(staffId: string, address: string, fields: Record<string, string>): string {
    const id = newId(randomness);
    const open = Object.fromEntries(Object.entries(fields).filter(([name]) => !SECRETS.test(name)));
    const sealed = seal.close(purpose(staffId), JSON.stringify(open));
    const keptAt = clock().toISOString();
    inTransaction(() => store.keep({ id, staffId, address, fields: sealed, keptAt }));
    return id;
  }

  /** What this person sent; undefined for anybody else, and after a day. */
  function find(staffId: string, id: string): Record<string, string> | undefined {
    const row = store.find({ id, staffId, keptAfter: pastTerm(TERMS.keptText, clock()) });
    if (row === undefined) return undefined;
    return z.record(z.string(), z.string()).parse(JSON.parse(seal.open(purpose(staffId), row.fields)));
  }

  function removeOld(): void {
    store.removeBefore(pastTerm(TERMS.keptText, clock()));
  }
}

function purpose(staffId: string): string {
  return `text of ${staffId}`;
}
