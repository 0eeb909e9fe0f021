import type { z } from 'zod';
import type { FormBody } from './body.ts';

/** A form as a view shows it: what stands in the fields, and what is wrong with which. */
export type Form = { values: Record<string, string>; errors: Record<string, string> };

/** A form that nobody has touched yet, perhaps filled in beforehand. */
export function blankForm(values: Record<string, string> = {}): Form {
  return { values, errors: {} };
}

/** A form that came back, with what is wrong with it, and what was typed where it is safe to print again. */
export type Refused = { ok: false; form: Form };

/** Reads a form: its parsed value, or the form to show again, with the first problem of each field. */
export function readForm<Schema extends z.ZodType>(
  schema: Schema,
  body: FormBody,
): { ok: true; value: z.output<Schema> } | Refused {
  const parsed = schema.safeParse(body);
  if (parsed.success) return { ok: true, value: parsed.data };
  const errors: Record<string, string> = {};
  for (const issue of parsed.error.issues) errors[String(issue.path[0] ?? '')] ??= issue.message;
  return { ok: false, form: { values: body, errors } };
}

/** The same form with a problem that only the rules could find. */
export function withError(values: Record<string, string>, field: string, message: string): Form {
  return { values, errors: { [field]: message } };
}
