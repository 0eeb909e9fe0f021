import { type Clock, monthsBefore } from '../clock.ts';
import type { Logger } from '../log.ts';
import type { Randomness } from '../secrets.ts';
import { createCounter } from './counter.ts';
import { dayAt } from './days.ts';
import { type Figures, figuresOf, type Question } from './figures.ts';
import type { StatisticsStore } from './store.ts';

/** Five years: enough to lay years side by side. There is nobody in it. */
const KEEP_MONTHS = 60;

export type StatisticsDeps = {
  store: StatisticsStore;
  clock: Clock;
  randomness: Randomness;
  log: Logger;
  /** Where the site itself is: who comes from there came from nowhere else. */
  siteUrl: string;
  inTransaction: <Result>(work: () => Result) => Result;
};

/** How often the site is looked at, without anybody being followed. */
export type Statistics = ReturnType<typeof createStatistics>;

export function createStatistics({ store, clock, randomness, log, siteUrl, inTransaction }: StatisticsDeps) {
  const counter = createCounter({ clock, randomness, siteUrl });
  return { count: counter.count, write, today, figures, removeOld };

  /**
   * Writes what was counted since the last time, all of it or nothing; what can't be written now waits for the
   * next time. Throws the salt of a day that is over away. For the process that counts: each minute, and at its end.
   */
  function write(): void {
    counter.forgetYesterday();
    if (counter.counted().length === 0) return;
    try {
      inTransaction(() => {
        for (const counts of counter.counted()) store.add(counts);
      });
      counter.written();
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      log.warn(
        { code: String(code ?? (error as Error).name) },
        'the statistics wait: they could not be written',
      );
    }
  }

  /** The date in the Netherlands. */
  function today(): string {
    return dayAt(clock());
  }

  /** What was written about the days, weeks or months up to a day; undefined for a page that nobody ever saw. */
  function figures(question: Question): Figures | undefined {
    if (question.page !== undefined && !store.knows(question.page)) return undefined;
    return figuresOf(store, question, today());
  }

  /** Removes what is older than five years. */
  function removeOld(): void {
    store.removeBefore(monthsBefore(clock(), KEEP_MONTHS).slice(0, 10));
  }
}
