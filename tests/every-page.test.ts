import ejs from 'ejs';
import { FileSystemConfigLoader, HtmlValidate } from 'html-validate';
import { expect, it, vi } from 'vitest';
import { judgePages } from './support/axe.ts';
import { type SeenPage, seeEveryPage } from './support/every-page.ts';
import { viewNames } from './support/view-types.ts';

const compile = vi.spyOn(ejs, 'compile');
let pages: SeenPage[];

// Once for all tests of this file; the first of them, since the site that was seen closes with it.
it('shows nothing that axe finds, does not scroll sideways at 320 pixels, and asks nobody else for anything', async () => {
  const seen = await seeEveryPage();
  pages = seen.pages;
  expect(await judgePages(seen.site, pages)).toEqual([]);
}, 600_000);

it('is valid HTML', async () => {
  const validator = new HtmlValidate(
    new FileSystemConfigLoader({
      root: true,
      extends: ['html-validate:recommended'],
      rules: { 'no-trailing-whitespace': 'off', 'void-style': 'off' },
    }),
  );
  const faults = [];
  for (const { name, html } of pages) {
    const { results } = await validator.validateString(html);
    for (const { line, message, ruleId } of results.flatMap(({ messages }) => messages)) {
      faults.push(`${name}:${line} ${ruleId} ${message}`);
    }
  }
  expect(faults).toEqual([]);
}, 120_000);

it('comes from every view: none is left that is never rendered', () => {
  const rendered = compile.mock.calls.map(([, options]) => String(options?.filename).replaceAll('\\', '/'));
  const never = viewNames()
    .filter((view) => !view.includes('/mails/'))
    .filter((view) => !rendered.some((file) => file.endsWith(`/views/${view}.ejs`)));
  expect(never).toEqual([]);
});

it('has one h1, a title of its own kind, and the language', () => {
  for (const { name, html } of pages) {
    expect(html.match(/<h1/g), name).toHaveLength(1);
    expect(html, name).toMatch(/<title>[^<]{5,}<\/title>/);
    expect(html, name).toContain('<html lang="nl"');
  }
});

it('puts "Fout:" in front of the title, a summary on top and a message at the field, where a form failed', () => {
  const failed = pages.filter(({ name }) => name.endsWith('refused'));
  expect(failed.length).toBeGreaterThan(5);
  for (const { name, html } of failed) {
    expect(html, name).toContain('<title>Fout: ');
    expect(html, name).toMatch(/<div class="errors"[^>]*role="alert"/);
    expect(html, name).toMatch(/href="#veld-\w+"/);
    expect(html, name).toContain('class="field-error"');
  }
});
