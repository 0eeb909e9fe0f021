import type { Statement } from 'better-sqlite3';
import type { z } from 'zod';

/** The first row, parsed, or undefined where there is none. A row that does not fit its schema throws. */
export function oneRow<Row>(
  schema: z.ZodType<Row>,
  statement: Statement,
  ...values: unknown[]
): Row | undefined {
  const row = statement.get(...values);
  return row === undefined ? undefined : schema.parse(row);
}

/** All rows, parsed. A row that does not fit its schema throws. */
export function allRows<Row>(schema: z.ZodType<Row>, statement: Statement, ...values: unknown[]): Row[] {
  return statement.all(...values).map((row) => schema.parse(row));
}

/** The rows one by one, parsed, without holding them all in memory. */
export function* eachRow<Row>(
  schema: z.ZodType<Row>,
  statement: Statement,
  ...values: unknown[]
): Generator<Row> {
  for (const row of statement.iterate(...values)) yield schema.parse(row);
}
