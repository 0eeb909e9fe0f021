import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';
import { declaredHandles, viewNames, viewsOf } from './support/view-types.ts';

const ROOT = join(import.meta.dirname, '..');
const SRC = join(ROOT, 'src');

/** Folders that features stand on. They know no feature. */
const GROUND = [
  'web',
  'mail',
  'database',
  'templates',
  'rate-limits',
  'access-log',
  'pdf',
  'paper',
  'tables',
];
/** Files at the top that anybody may use. */
const SHARED = [
  'person.ts',
  'paths.ts',
  'config.ts',
  'clock.ts',
  'terms.ts',
  'secrets.ts',
  'log.ts',
  'start-error.ts',
];
/** Which feature asks another one's verbs. Each arrow stands in the README's picture. */
const ARROWS: Record<string, string[]> = {
  articles: ['content', 'pictures'],
  content: ['articles', 'pictures'],
  site: ['articles', 'content', 'subscribers'],
  bounces: ['subscribers'],
  imports: ['subscribers'],
  exports: ['subscribers'],
  invitations: ['articles', 'ledger', 'meetings', 'participants', 'settings'],
  ledger: ['participants'],
  meetings: ['articles'],
  newsletter: ['articles', 'meetings', 'pictures', 'subscribers'],
  'own-data': ['subscribers'],
  privacy: ['ledger', 'participants', 'retention'],
  staying: ['participants'],
  rights: ['invitations', 'ledger', 'meetings', 'own-data', 'participants', 'settings', 'subscribers'],
  'register-exports': ['ledger', 'meetings', 'participants'],
  'register-imports': ['participants'],
  statistics: ['articles'],
  demo: ['articles', 'participants', 'subscribers'],
};
/** The only files outside a store that may hold SQL: they make the database what it is. */
const SQL_OUTSIDE_STORES = ['database/open.ts', 'database/migrate.ts', 'database/lock.ts'];

type Source = { file: string; text: string; imports: string[] };

const sources: Source[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => {
    const text = readFileSync(join(SRC, file), 'utf8');
    return { file, text, imports: importsOf(file, text) };
  });

describe('The house', () => {
  it('lets the ground know no feature, and features only those that the README draws', () => {
    const wrong = sources.flatMap(({ file, imports }) => {
      const from = topOf(file);
      if (from === '' || from === 'cli') return [];
      const allowed = new Set([from, ...GROUND, ...(ARROWS[from] ?? [])]);
      const inGround = GROUND.includes(from);
      return imports
        .filter((target) => !target.startsWith('package:'))
        .filter((target) => {
          const to = topOf(target);
          if (to === '') return !SHARED.includes(target);
          return inGround ? !GROUND.includes(to) : !allowed.has(to);
        })
        .map((target) => `${file} → ${target}`);
    });
    expect(wrong).toEqual([]);
  });

  it('keeps the web out of the verbs, and each store to its own feature', () => {
    const outside = /[/-](?:routes|pages|forms)\.ts$/;
    const wrong = sources.flatMap(({ file, imports }) => {
      const feature = topOf(file);
      if (feature === '' || feature === 'cli' || GROUND.includes(feature)) return [];
      return imports
        .filter((target) => {
          const own = [feature, '', ...GROUND];
          const othersStore = target.endsWith('store.ts') && !own.includes(topOf(target));
          const webFromVerb = topOf(target) === 'web' && !outside.test(file);
          return othersStore || webFromVerb;
        })
        .map((target) => `${file} → ${target}`);
    });
    expect(wrong).toEqual([]);
  });

  it('holds SQL in stores alone', () => {
    const sql = /\b(?:SELECT\s[\s\S]*?\sFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|PRAGMA)\b/;
    const wrong = sources
      .filter(({ file }) => !file.endsWith('store.ts') && !SQL_OUTSIDE_STORES.includes(file))
      .filter(({ text }) => sql.test(withoutComments(text)) || /connection\.prepare\(/.test(text))
      .map(({ file }) => file);
    expect(wrong).toEqual([]);
  });

  it('reads the environment, imports nodemailer and express only where they belong', () => {
    const only = (needle: RegExp, allowed: RegExp) =>
      sources.filter(({ file, text }) => needle.test(text) && !allowed.test(file)).map(({ file }) => file);
    expect(only(/process\.env/, /^config\.ts$/)).toEqual([]);
    expect(only(/from 'nodemailer(?:\/|')/, /^mail\//)).toEqual([]);
    expect(only(/['"]imapflow['"]/, /^bounces\/mailbox\.ts$/)).toEqual([]);
    expect(only(/from 'express'/, /^(?:app\.ts|web\/|.*routes\.ts)/)).toEqual([]);
    expect(only(/express\.Router\(/, /^web\/(?:router|staff-routes)\.ts$/)).toEqual([]);
  });

  it('takes the clock and randomness from outside', () => {
    const allowed = /^(?:main|worker|cli|clock|secrets)\.ts$|^cli\/|^mail\/caught\.ts$|^bench/;
    const wrong = sources
      .filter(({ file }) => !allowed.test(file))
      .filter(({ text }) =>
        /new Date\(\)|Date\.now\(|Math\.random\(|\brandomBytes\(/.test(withoutComments(text)),
      )
      .map(({ file }) => file);
    expect(wrong).toEqual([]);
  });

  it('keeps every file short enough to be read in one go', () => {
    const long = sources.filter(({ text }) => text.split('\n').length > 301).map(({ file }) => file);
    expect(long).toEqual([]);
  });

  it('has one handle for each view and a view for each handle', () => {
    const declared = declaredHandles().flatMap(viewsOf).sort();
    expect(declared).toEqual(viewNames());
  });

  it('has no view with inline script, style or handler, and nothing that a browser would load from elsewhere', () => {
    const wrong = viewNames()
      .filter((name) => !name.endsWith('.html') && !name.includes('/mails/'))
      .filter((name) => {
        const view = readFileSync(join(ROOT, 'views', `${name}.ejs`), 'utf8');
        return /\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|<style|<(?:link|script|img|iframe)\b[^>]*(?:src|href)="https?:\/\//.test(
          view,
        );
      });
    expect(wrong).toEqual([]);
  });

  it('documents every exported function', () => {
    const wrong = sources.flatMap(({ file, text }) =>
      Array.from(text.matchAll(/(^|\n)(?<before>[^\n]*)\nexport (?:async )?function (?<name>\w+)/g))
        .filter(({ groups }) => !/(?:\*\/|^\S.*;)$/.test(groups?.before ?? ''))
        .filter(({ groups }) => !documentedType(text, groups?.name ?? ''))
        .map(({ groups }) => `${file} ${groups?.name}`),
    );
    expect(wrong).toEqual([]);
  });
});

/** `createX` needs no words of its own where the type that it makes has them. */
function documentedType(text: string, name: string): boolean {
  const made = name.replace(/^create/, '');
  return (
    new RegExp(`\\*/\\nexport type ${made}(?:Verbs)? = `).test(text) ||
    new RegExp(`export type ${made}(?:Verbs)? = ReturnType`).test(text)
  );
}

function importsOf(file: string, text: string): string[] {
  const { body } = parseSync(file, text).program;
  return body.flatMap((node) => {
    const source = 'source' in node && node.source ? String(node.source.value) : undefined;
    if (source === undefined) return [];
    if (!source.startsWith('.')) return [`package:${source}`];
    return [relative(SRC, join(SRC, dirname(file), source)).replaceAll('\\', '/')];
  });
}

/** The folder that a file stands in, or '' for a file at the top. */
function topOf(file: string): string {
  return file.includes('/') ? (file.split('/')[0] ?? '') : '';
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '');
}
