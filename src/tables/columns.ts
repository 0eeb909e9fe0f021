import { z } from 'zod';
import { looksLikeDate } from './dates.ts';

export const columnSchema = z.object({
  /** What stands in the first row, which may be a heading. */
  first: z.string(),
  /** Some of what stands below it. */
  samples: z.array(z.string()),
  /** How many of the rows below the first one have something here, an e-mail address, a date. */
  filled: z.number(),
  addresses: z.number(),
  dates: z.number(),
  /** How many dates can only be day-month-year, and only month-day-year. */
  dayFirst: z.number(),
  monthFirst: z.number(),
  /** How often each value stands here, or null where there are too many to be groups. */
  values: z.array(z.tuple([z.string(), z.number()])).nullable(),
});

/** What was seen in a column while the file was read. */
export type Column = z.infer<typeof columnSchema>;

const MOST_SAMPLES = 3;
/** More different values than this in a column are no groups. */
export const MOST_GROUPS = 20;
const LONGEST_GROUP = 80;
/** What looks like an e-mail address at a glance. */
export const LIKE_AN_ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
/** Cheap to ask before a text is read as a date. */
const MAYBE_A_DATE = /^\D{0,11}\d{1,4}[-/. ][^-/. ]{1,10}\.?[-/. ]\d/;

/** Sees what is in the columns while the rows pass by, without keeping them. */
export type ColumnWatcher = ReturnType<typeof createColumnWatcher>;

export function createColumnWatcher() {
  const columns: (Omit<Column, 'values'> & { values: Map<string, number> | null })[] = [];
  let rows = 0;
  return {
    see,
    columns: (): Column[] =>
      columns.map(({ values, ...rest }) => ({ ...rest, values: values && [...values] })),
  };

  function see(cells: string[]): void {
    rows += 1;
    for (const [place, cell] of cells.entries()) {
      while (columns.length <= place) columns.push(emptyColumn());
      const column = columns[place];
      if (column === undefined) continue;
      const text = cell.trim();
      if (rows === 1) column.first = text;
      else if (text !== '') look(column, text);
    }
  }

  function look(column: (typeof columns)[number], text: string): void {
    column.filled += 1;
    if (LIKE_AN_ADDRESS.test(text)) column.addresses += 1;
    if (MAYBE_A_DATE.test(text)) lookForDate(column, text);
    if (column.samples.length < MOST_SAMPLES && !column.samples.includes(text)) column.samples.push(text);
    if (column.values === null) return;
    column.values.set(text, (column.values.get(text) ?? 0) + 1);
    if (column.values.size > MOST_GROUPS || text.length > LONGEST_GROUP) column.values = null;
  }

  function lookForDate(column: (typeof columns)[number], text: string): void {
    const { date, dayFirst, monthFirst } = looksLikeDate(text);
    column.dates += Number(date);
    column.dayFirst += Number(dayFirst);
    column.monthFirst += Number(monthFirst);
  }
}

function emptyColumn() {
  const counts = { filled: 0, addresses: 0, dates: 0, dayFirst: 0, monthFirst: 0 };
  return { first: '', samples: [], ...counts, values: new Map<string, number>() };
}

/** What was seen in columns, without these texts: somebody in the list was erased. What others have too stays. */
export function withoutTexts(columns: Column[], texts: ReadonlySet<string>): Column[] {
  return columns.map((column) => ({
    ...column,
    first: texts.has(column.first) ? '' : column.first,
    samples: column.samples.filter((text) => !texts.has(text)),
    values: column.values?.filter(([text, count]) => count > 1 || !texts.has(text)) ?? null,
  }));
}
