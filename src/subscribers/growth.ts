import type { GrowthStore, MonthCount } from './growth-store.ts';

/** A month of the list: how many came, how many went, and how many were on it at its end. */
export type GrowthMonth = MonthCount & { size: number };

const MOST_MONTHS = 24;

/** The list month by month up to now, oldest first, at most two years, from the first month that anybody was on it. */
export function growthOf(store: GrowthStore, now: Date): GrowthMonth[] {
  const counted = store.months();
  const first = counted.find(({ joined }) => joined > 0);
  if (first === undefined) return [];
  const byMonth = new Map(counted.map((month) => [month.month, month]));
  const growth: GrowthMonth[] = [];
  let size = 0;
  for (const month of monthsBetween(first.month, now.toISOString().slice(0, 7))) {
    const { joined, gone } = byMonth.get(month) ?? { joined: 0, gone: 0 };
    size += joined - gone;
    growth.push({ month, joined, gone, size });
  }
  return growth.slice(-MOST_MONTHS);
}

function monthsBetween(first: string, last: string): string[] {
  const months = [];
  for (let month = first; month <= last; month = nextMonth(month)) months.push(month);
  return months;
}

function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}
