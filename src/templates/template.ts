import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ejs from 'ejs';
import { escapeHtml } from './html.ts';

/** A template made ready: what it needs in, text out. */
export type Template = (data: object) => string;

/** Finds a template by its name below `views/`, such as `subscribers/sign-up`. */
export type Templates = (name: string) => Template;

/**
 * Reads and compiles each template once, when it is first asked for. In a template everything hangs on
 * `it`; printing `undefined` or `null` throws. A name that ends in `.text` or `.subject` is plain text
 * and isn't escaped.
 *
 * @throws when there is no such template, or it does not compile.
 */
export function createTemplates(folder: string): Templates {
  const compiled = new Map<string, Template>();
  return (name) => {
    const known = compiled.get(name);
    if (known !== undefined) return known;
    const template = compile(folder, name);
    compiled.set(name, template);
    return template;
  };
}

function compile(folder: string, name: string): Template {
  const file = join(folder, `${name}.ejs`);
  const plain = name.endsWith('.text') || name.endsWith('.subject');
  return ejs.compile(readFileSync(file, 'utf8'), {
    filename: file,
    strict: true,
    localsName: 'it',
    escape: plain ? printable : (value: unknown) => escapeHtml(printable(value)),
  }) as Template;
}

function printable(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new TypeError(`A view printed ${value === null ? 'null' : typeof value}`);
}
