import type { Document } from 'yaml';
import type { z } from 'zod';
import type { Fault } from './problem.ts';
import { loadYaml } from './yaml.ts';

/** Values read from YAML, with a way to find the line on which one of them stands. */
export type YamlValues<Values> =
  | { ok: true; values: Values; lineOf: (path: PropertyKey[]) => number }
  | { ok: false; faults: Fault[] };

type Options = {
  /** `failsafe` takes every value as text, so that `date: 2018` is what was typed. */
  kind: 'failsafe' | 'core';
  /** The line of the file on which the YAML begins. */
  firstLine: number;
};

/** Reads YAML and checks it. Every fault is named with its line; a key comes once, an alias not at all. */
export function readYaml<Schema extends z.ZodType>(
  source: string,
  schema: Schema,
  { kind, firstLine }: Options,
): YamlValues<z.output<Schema>> {
  const { LineCounter, parseDocument } = loadYaml();
  const counter = new LineCounter();
  const document = parseDocument(source, { schema: kind, lineCounter: counter, prettyErrors: false });
  const lineAt = (offset: number) => Math.max(1, counter.linePos(offset).line) + firstLine - 1;
  const lineOf = (path: PropertyKey[]) => lineAt(offsetOf(document, path));
  if (document.errors.length > 0) {
    const faults = document.errors.map(({ code, message, pos }) => ({
      line: lineAt(pos[0]),
      message: MESSAGES[code] ?? `is not YAML here: ${message}`,
    }));
    return { ok: false, faults };
  }
  const parsed = schema.safeParse(plainValues(document));
  if (parsed.success) return { ok: true, values: parsed.data, lineOf };
  return { ok: false, faults: parsed.error.issues.flatMap((issue) => faultsOf(issue, lineOf)) };
}

const MESSAGES: Record<string, string> = {
  BLOCK_AS_IMPLICIT_KEY: 'is not YAML here: put a text that holds a colon between quotation marks',
  DUPLICATE_KEY: 'has the same key twice',
};

function plainValues(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 }) ?? {};
  } catch {
    return 'an alias, which can make a small file very large';
  }
}

function faultsOf(issue: z.core.$ZodIssue, lineOf: (path: PropertyKey[]) => number): Fault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      line: lineOf([...issue.path, key]),
      message: `${nameOf([...issue.path, key])}: there is no such key`,
    }));
  }
  if (issue.path.length === 0)
    return [{ line: lineOf([]), message: 'must be lines such as "title: Some words"' }];
  return [{ line: lineOf(issue.path), message: `${nameOf(issue.path)}: ${issue.message}` }];
}

function nameOf(path: PropertyKey[]): string {
  return path.map((step) => (typeof step === 'number' ? step + 1 : String(step))).join(' ');
}

/** Where a key stands, or the nearest of the things that it would stand in. */
function offsetOf(document: Document, path: PropertyKey[]): number {
  const { isNode } = loadYaml();
  let node: unknown = document.contents;
  let offset = 0;
  for (const step of path) {
    const [key, value] = childOf(node, step);
    if (!isNode(key)) return offset;
    offset = key.range?.[0] ?? offset;
    node = value;
  }
  return offset;
}

function childOf(node: unknown, step: PropertyKey): [key: unknown, value: unknown] {
  const { isMap, isScalar, isSeq } = loadYaml();
  if (isSeq(node)) {
    const item = node.items[Number(step)];
    return [item, item];
  }
  const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && key.value === step) : undefined;
  return [pair?.key, pair?.value];
}
