import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SECTIONS } from '../../src/articles/article.ts';
import type { ArticleDocument } from '../../src/articles/document.ts';
import { readDocumentFile } from '../../src/content/document-file.ts';
import { readArticleFile, readSiteFile, writeArticleFile } from '../../src/content/files.ts';
import { articleFrontMatter } from '../../src/content/front-matter.ts';
import { decodeText } from '../../src/content/text-file.ts';

/** Text as it may stand behind a key: anything but what a file can't hold, on one line. */
const line = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
    fc.stringMatching(/^[-?:,[\]{}#&*!|>'"%@`~ \w]{1,30}$/),
    fc.constantFrom(
      'null',
      '~',
      'true',
      '1984',
      '2018-02',
      '---',
      '...',
      '- x',
      'a: b',
      '# x',
      '!!str x',
      '<<',
    ),
  )
  .map((text) =>
    text
      .toWellFormed()
      .normalize('NFC')
      .replaceAll(/[\p{Cc}\s]+/gu, ' ')
      .trim(),
  )
  .filter((text) => text !== '');

const markdown = fc
  .array(fc.oneof(line, fc.constantFrom('', '---', '    code', '# kop', '| a |')), { maxLength: 8 })
  .map((lines) =>
    lines
      .join('\n')
      .replace(/^\s*\n/, '')
      .trimEnd(),
  )
  .map((text) => (text.trim() === '' ? '' : `${text.replace(/^(?:[ \t]*\n)+/, '')}\n`));

const document: fc.Arbitrary<ArticleDocument> = fc.record({
  slug: fc.constant('een-slug'),
  title: line,
  subtitle: fc.option(line),
  section: fc.constantFrom(...SECTIONS),
  date: fc.option(fc.constantFrom('2018', '2018-02', '2018-02-28')),
  order: fc.option(fc.nat(9999)),
  author: fc.option(line),
  summary: fc.option(line),
  source: fc.option(line),
  portrait: fc.option(line),
  image: fc.option(fc.constantFrom('foto.png', 'Foto_1-2.JPG')),
  imageAlt: fc.option(line),
  draft: fc.boolean(),
  markdown,
});

it('reads back every article as it was written', () => {
  fc.assert(
    fc.property(document, (article) => {
      const read = readArticleFile(writeArticleFile(article), article.slug);
      expect(read.ok ? read.document : read.faults).toEqual(article);
    }),
    { numRuns: 500 },
  );
});

it('answers every front matter with values or with faults that have a line in the file', () => {
  const yaml = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc
      .array(fc.tuple(fc.constantFrom('title', 'section', 'date', 'kleur', '__proto__', '&a', '- x'), line), {
        maxLength: 8,
      })
      .map((pairs) => pairs.map(([key, value]) => `${key}: ${value}`).join('\n')),
  );
  fc.assert(
    fc.property(yaml, (source) => {
      const text = `---\n${source}\n---\nTekst.\n`;
      const read = readDocumentFile(text, articleFrontMatter);
      if (read.ok) return;
      expect(read.faults.length).toBeGreaterThan(0);
      for (const { line: at = 0, message } of read.faults) {
        expect(at).toBeGreaterThan(0);
        expect(at).toBeLessThanOrEqual(text.split('\n').length);
        expect(message).not.toBe('');
      }
    }),
    { numRuns: 500 },
  );
});

it('answers every site.yaml with an organisation or with faults', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (source) => {
      const read = readSiteFile(source);
      expect(read.ok || read.faults.length > 0).toBe(true);
    }),
  );
});

it('decodes every file or says what is wrong on a line of it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const decoded = decodeText(Buffer.from(bytes));
      if (decoded.ok) expect(decoded.text).not.toMatch(/[^\P{Cc}\t\n]/u);
      else expect(decoded.fault.line).toBeGreaterThan(0);
    }),
  );
});
