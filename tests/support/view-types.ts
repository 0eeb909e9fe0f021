/**
 * Turns each EJS view into TypeScript, so that `tsc` checks what the views print against what their
 * handles promise. Every character keeps its line and column: `file.ejs.ts(12,7)` is `file.ejs:12:7`.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const VIEWS = join(ROOT, 'views');
const OUT = join(ROOT, '.cache/views');

/** A declaration such as `export const signUp = page<SignUpData>('subscribers/sign-up')`. */
export type Handle = { kind: string; constant: string; view: string; file: string };

/** A view's name below `views/`, without `.ejs`. */
export function viewNames(): string[] {
  return readdirSync(VIEWS, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ejs'))
    .map((name) => name.slice(0, -'.ejs'.length).replaceAll('\\', '/'))
    .sort();
}

/** Every handle that the code declares. */
export function declaredHandles(): Handle[] {
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
  return sources.filter((name) => name.endsWith('.ts')).flatMap((name) => handlesIn(join(ROOT, 'src', name)));
}

/** The views that a handle stands for: one, or a mail's three. */
export function viewsOf(handle: Handle): string[] {
  if (handle.kind !== 'mail') return [handle.view];
  if (handle.view === 'layout/mail') return ['layout/mail.text', 'layout/mail.html'];
  return ['subject', 'text', 'html'].map((part) => `${handle.view}.${part}`);
}

function handlesIn(file: string): Handle[] {
  const source = readFileSync(file, 'utf8');
  const declaration =
    /export const (\w+)(?:: [^=]+)? =\s*(page|staffPage|barePage|partial|mail)(?:<[\s\S]*?>)?\(\s*'([^']+)',?\s*\)/g;
  return Array.from(source.matchAll(declaration), ([, constant = '', kind = '', view = '']) => ({
    kind,
    constant,
    view,
    file,
  }));
}

function generate(): void {
  rmSync(OUT, { recursive: true, force: true });
  const handles = declaredHandles();
  for (const name of viewNames()) {
    const handle = handles.find((candidate) => viewsOf(candidate).includes(name));
    if (handle === undefined) throw new Error(`views/${name}.ejs has no handle in a pages.ts or mails.ts`);
    const file = join(OUT, `${name}.ejs.ts`);
    mkdirSync(dirname(file), { recursive: true });
    const source = readFileSync(join(VIEWS, `${name}.ejs`), 'utf8');
    writeFileSync(file, `${toTypeScript(source)}\n${preamble(handle, handles, dirname(file))}`);
  }
}

/** Blanks the text between the tags and turns the tags into calls of the same width. */
function toTypeScript(source: string): string {
  return source
    .split(/(<%[\s\S]*?%>)/)
    .map((part) => (part.startsWith('<%') ? tagToTypeScript(part) : blank(part)))
    .join('');
}

function tagToTypeScript(tag: string): string {
  if (tag.startsWith('<%#')) return blank(tag);
  const trims = /[-_]%>$/.test(tag);
  const body = tag.slice(2, trims ? -3 : -2);
  const end = trims ? 3 : 2;
  if (body.startsWith('=')) return `;o(${body.slice(1)});${' '.repeat(end - 2)}`;
  if (body.startsWith('-')) return `;r(${body.slice(1)});${' '.repeat(end - 2)}`;
  return `  ${body.replace(/^_/, ' ')}${' '.repeat(end)}`;
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

/** What a view can use, declared behind it so that its own lines keep their numbers. */
function preamble(handle: Handle, handles: Handle[], folder: string): string {
  const from = (file: string) => relative(folder, join(ROOT, file)).replaceAll('\\', '/');
  const partials = handles.filter(({ kind }) => kind === 'partial');
  const imports = partials.map(
    ({ view, constant, file }) =>
      `'${view}': NonNullable<typeof import('${relative(folder, file).replaceAll('\\', '/')}').${constant}['data']>;`,
  );
  const own = `typeof import('${relative(folder, handle.file).replaceAll('\\', '/')}').${handle.constant}`;
  const isMail = handle.kind === 'mail';
  const data = handle.kind.toLowerCase().endsWith('page')
    ? `Parameters<${own}>[0]`
    : `NonNullable<(${own})['data']>`;
  const helpers = isMail
    ? `import('${from('src/mail/render.ts')}').MailHelpers`
    : `import('${from('src/web/view.ts')}').Helpers & { part<Name extends keyof Partials>(name: Name, data: Partials[Name]): Html }`;
  return [
    `type Html = import('${from('src/templates/html.ts')}').Html;`,
    isMail ? '' : `type Partials = { ${imports.join(' ')} };`,
    `declare const it: ${helpers} & ${data};`,
    'declare function o(printed: string | number): void;',
    'declare function r(printed: Html): void;',
    'void [it, o, r];',
    'export {};',
  ].join('\n');
}

if (import.meta.main) generate();
