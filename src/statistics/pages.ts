import { partial, staffPage } from '../web/view.ts';
import type { Period } from './figures.ts';
import type { Step } from './periods.ts';

/** A day, week or month with its name in words. */
export type NamedPeriod = Period & { name: string };

/** A line of a list with its share of the most. `to` leads to more about it. */
export type Share = { name: string; about: string; views: number; to: string | undefined };

export type ShowData = {
  step: Step;
  /** The page that it is about, where it is about one. */
  page: { path: string; title: string } | undefined;
  periods: NamedPeriod[];
  views: number;
  /** What is shown, in words. */
  span: string;
  pages: Share[];
  /** How many more pages were looked at than are shown. */
  morePages: number;
  hosts: Share[];
  devices: Share[];
  links: {
    steps: { step: Step; name: string; to: string }[];
    earlier: string | undefined;
    later: string | undefined;
    /** The same over all pages. */
    all: string;
    files: { periods: string; pages: string; hosts: string; devices: string };
  };
  isEmpty: boolean;
};
export const show = staffPage<ShowData>('statistics/show');

/** Bars over time, with the numbers in a table. `one` and `more` are what is counted. */
export const plot = partial<{
  id: string;
  title: string;
  one: string;
  more: string;
  note: string;
  stepName: string;
  points: { name: string; value: number }[];
  file: string | undefined;
}>('statistics/plot');

/** A list, the most first, each with a bar. */
export const shares = partial<{
  id: string;
  title: string;
  what: string;
  note: string;
  rows: Share[];
  empty: string;
  file: string;
}>('statistics/shares');
