import { z } from 'zod';
import { columnSchema } from './columns.ts';
import { FILE_PROBLEMS, formatSchema } from './table.ts';

const UNDERWAY = ['received', 'checking', 'applying', 'undoing', 'dropped'];

/** Whether the worker has something to do for a list. */
export function isUnderway({ state }: { state: string }): boolean {
  return UNDERWAY.includes(state);
}

/** A column with JSON in it; undefined where it is empty. */
export function json<Schema extends z.ZodType>(schema: Schema) {
  return z
    .string()
    .nullable()
    .transform((text) => (text === null ? undefined : schema.parse(JSON.parse(text))));
}

/** How many rows came to which outcome; for an undo, how many were `undone` and `kept`. */
export type Counts = Record<string, number>;

/** What every list on its way in has, whatever it is a list of. Times are UTC, ISO 8601. */
export const listSchema = z.object({
  id: z.string(),
  fileName: z.string(),
  staffName: z.string(),
  createdAt: z.string(),
  changedAt: z.string(),
  appliedAt: z.string().nullable(),
  /** The last row that the present step has dealt with. */
  progress: z.number(),
  rows: z.number(),
  problem: z.enum(FILE_PROBLEMS).nullable(),
  problemRow: z.number().nullable(),
  format: json(formatSchema),
  columns: json(z.array(columnSchema)),
  counts: json(z.record(z.string(), z.number())),
});

/** By hand, since a long list has millions of cells. */
function cellsIn(text: string): string[] {
  const cells: unknown = JSON.parse(text);
  if (!Array.isArray(cells) || !cells.every((cell) => typeof cell === 'string'))
    throw new Error('A row of a list holds something else than cells');
  return cells;
}

/** What every row of such a list has. Its cells are empty once they were used. */
export const listRowSchema = z.object({
  number: z.number(),
  cells: z.string().transform(cellsIn),
  problem: z.enum(['columns', 'control-characters']).nullable(),
});
