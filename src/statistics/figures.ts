import { daysFrom } from './days.ts';
import { laterThan, periodsUntil, type Step } from './periods.ts';
import type { DayRow, DeviceRow, HostRow, PageRow, Span, StatisticsStore } from './store.ts';

/** What is asked: by what, up to which day, and of one page or (undefined) of all. */
export type Question = { step: Step; until: string; page: string | undefined };

/** A day, week or month. `visitors` are those of a day; of more days what they are on average, to one decimal. */
export type Period = Span & { views: number; visitors: number };

export type Figures = {
  question: Question;
  span: Span;
  /** The oldest first, those without any views included. */
  periods: Period[];
  views: number;
  /** Of all pages; of one page they are not known, since nothing is kept together. */
  pages: PageRow[];
  hosts: HostRow[];
  devices: DeviceRow[];
  /** The last days of what comes before and after, where there is anything. */
  earlier: string | undefined;
  later: string | undefined;
  /** Whether anything was ever counted. */
  isEmpty: boolean;
};

/** Puts the numbers of days together. `today` is the last day that has any. */
export function figuresOf(store: StatisticsStore, question: Question, today: string): Figures {
  const spans = periodsUntil(question.until, question.step);
  const span = { first: spans[0]?.first ?? today, last: spans.at(-1)?.last ?? today };
  const since = store.firstDay() ?? today;
  const days = daysIn(store, question.page, span);
  const ofOnePage = question.page !== undefined;
  const { earlier, later } = around(span, question.step, since, today);
  return {
    ...{ question, span, earlier, later, isEmpty: store.firstDay() === undefined },
    periods: spans.map((each) => periodOf(days, each, since, today)),
    views: sum(days.map(({ views }) => views)),
    pages: ofOnePage ? [] : store.pages(span),
    hosts: ofOnePage ? [] : store.hosts(span),
    devices: ofOnePage ? [] : store.devices(span),
  };
}

function daysIn(store: StatisticsStore, page: string | undefined, span: Span): DayRow[] {
  if (page === undefined) return store.days(span);
  return store.daysOf(page, span).map((row) => ({ ...row, visitors: 0 }));
}

/** Days on which nothing was counted yet, and those to come, are no days without visitors. */
function periodOf(days: DayRow[], span: Span, since: string, today: string): Period {
  const within = days.filter(({ day }) => day >= span.first && day <= span.last);
  const first = since > span.first ? since : span.first;
  const last = today < span.last ? today : span.last;
  const average = sum(within.map(({ visitors }) => visitors)) / Math.max(1, daysFrom(first, last));
  return { ...span, views: sum(within.map(({ views }) => views)), visitors: Math.round(10 * average) / 10 };
}

function around(span: Span, step: Step, since: string, today: string) {
  const before = new Date(Date.parse(span.first) - 1).toISOString().slice(0, 10);
  const after = laterThan(span.last, step);
  return {
    earlier: span.first > since ? before : undefined,
    later: span.last < today ? (after < today ? after : today) : undefined,
  };
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
