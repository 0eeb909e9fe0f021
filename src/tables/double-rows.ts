import type { Clock } from '../clock.ts';
import type { Counts } from './list.ts';

type AnyList = { id: string; progress: number };

export type DoubleRowsDeps<Row extends { number: number }> = {
  store: {
    byId: (id: string) => { state: string; progress: number; counts?: Counts | undefined } | undefined;
    /** The rows about what stands in an earlier row too, but for those that were marked already. */
    doubles: (id: string) => Row[];
    markDouble: (id: string, number: number) => void;
    setCounts: (id: string, counts: Counts) => void;
    setState: (id: string, state: 'checked', now: string) => void;
  };
  /** Under which counts a row stands until it is marked. */
  countedUnder: (row: Row) => string[];
  clock: Clock;
  inTransaction: <Result>(work: () => Result) => Result;
};

const MARKED_AT_ONCE = 500;

/**
 * Marks the rows about somebody who stands in an earlier row: the last thing that is checked of a list. They are
 * found in one query, which only reads, and marked some at a time.
 */
export function createDoubleRows<Row extends { number: number }>(deps: DoubleRowsDeps<Row>) {
  const { store, countedUnder, clock, inTransaction } = deps;
  return { mark };

  function mark(list: AnyList): void {
    const doubles = store.doubles(list.id);
    for (let at = 0; at <= doubles.length; at += MARKED_AT_ONCE) {
      const some = doubles.slice(at, at + MARKED_AT_ONCE);
      inTransaction(() => {
        const now = store.byId(list.id);
        if (now?.state !== 'checking' || now.progress !== list.progress) return;
        for (const { number } of some) store.markDouble(list.id, number);
        store.setCounts(list.id, recounted(now.counts ?? {}, some));
        if (some.length < MARKED_AT_ONCE) store.setState(list.id, 'checked', clock().toISOString());
      });
    }
  }

  function recounted(counts: Counts, marked: Row[]): Counts {
    const sum: Counts = { ...counts, double: (counts.double ?? 0) + marked.length };
    for (const name of marked.flatMap(countedUnder)) sum[name] = (sum[name] ?? 0) - 1;
    return sum;
  }
}
