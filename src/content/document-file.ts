import type { z } from 'zod';
import type { Fault } from './problem.ts';
import { loadYaml } from './yaml.ts';
import { readYaml } from './yaml-source.ts';

/** A file of front matter and Markdown, read. `bodyLine` is the line on which the Markdown begins. */
export type DocumentFile<Values> =
  | { ok: true; values: Values; markdown: string; bodyLine: number; lineOf: (key: string) => number }
  | { ok: false; faults: Fault[] };

const FENCE = /^---[ \t]*$/;

/** Reads front matter between two lines of `---`, checks it, and takes what follows as Markdown. */
export function readDocumentFile<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
): DocumentFile<z.output<Schema>> {
  const lines = text.split('\n');
  if (!FENCE.test(lines[0] ?? ''))
    return refuse('must begin with a line of ---, with title and the like below it');
  const end = lines.findIndex((line, index) => index > 0 && FENCE.test(line));
  if (end < 0) return refuse('has no line of --- that ends what stands above the text');
  const yaml = readYaml(lines.slice(1, end).join('\n'), schema, { kind: 'failsafe', firstLine: 2 });
  if (!yaml.ok) return yaml;
  const body = lines.slice(end + 1);
  const first = body.findIndex((line) => line.trim() !== '');
  return {
    ok: true,
    values: yaml.values,
    markdown: first < 0 ? '' : `${body.slice(first).join('\n').trimEnd()}\n`,
    bodyLine: end + 2 + Math.max(0, first),
    lineOf: (key) => yaml.lineOf([key]),
  };
}

/** Writes the same format: what is null is left out. */
export function writeDocumentFile(
  values: Record<string, string | number | boolean | null>,
  markdown: string,
): string {
  const known = Object.entries(values).filter(([, value]) => value !== null);
  const text = known.map(([key, value]) => [key, String(value)]);
  const { Document } = loadYaml();
  const yaml = new Document(Object.fromEntries(text), { schema: 'failsafe' }).toString({ lineWidth: 0 });
  return `---\n${yaml}---\n\n${markdown}`;
}

function refuse(message: string): { ok: false; faults: Fault[] } {
  return { ok: false, faults: [{ line: 1, message }] };
}
