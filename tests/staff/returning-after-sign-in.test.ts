import fc from 'fast-check';
import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { returnPath } from '../../src/staff/return-path.ts';
import { Paula } from '../support/people.ts';
import { openSite } from '../support/site.ts';
import { openBrowser, PASSWORD_ALONE } from './browser.ts';

const ELSEWHERE = [
  'https://evil.example/beheer',
  '//evil.example/beheer',
  '/\\evil.example',
  '/beheer\\..\\..\\evil',
  '/beheer//evil.example',
  '/beheer/../artikelen',
  '/beheer/%2e%2e/artikelen',
  '/beheer/./..//evil.example',
  '/beheerders',
  '/beheer@evil.example',
  'javascript:alert(1)',
  '/beheer\r\nSet-Cookie: x=y',
  '/beheer\t/x',
  'beheer',
  '/beheer/inloggen?naar=/beheer',
  '/BEHEER',
];

it('leads back to the page that was asked for, search and all', async () => {
  const site = await openSite();
  await site.signIn(Paula, PASSWORD_ALONE);
  const browser = openBrowser(site);
  const asked = '/beheer/register?q=jansen&pagina=2';
  const refused = await browser.get(asked);
  const form = await browser.get(String(refused.headers.location));
  expect(form.text).toContain('name="naar" value="/beheer/register?q=jansen&amp;pagina=2"');
  const wrong = await browser.signIn({ ...Paula, password: 'net een typefout' }, { naar: asked });
  expect(wrong.text).toContain('name="naar" value="/beheer/register?q=jansen&amp;pagina=2"');
  expect((await browser.signIn(Paula, { naar: asked })).headers.location).toBe(asked);
});

it('leads nowhere else', async () => {
  const site = await openSite();
  await site.signIn(Paula, PASSWORD_ALONE);
  const browser = openBrowser(site);
  for (const naar of ELSEWHERE) {
    const answer = await browser.signIn(Paula, { naar });
    expect([naar, answer.headers.location]).toEqual([naar, paths.staff.dashboard()]);
    const signedIn = await browser.get(`${paths.staff.signIn()}?naar=${encodeURIComponent(naar)}`);
    expect([naar, signedIn.headers.location]).toEqual([naar, paths.staff.dashboard()]);
  }
});

it('stays on the staff side of this site, whatever is asked', () => {
  const piece = fc.constantFrom(
    '/',
    '\\',
    '.',
    '..',
    '%2e',
    '%2f',
    '//',
    ':',
    '@',
    '?',
    '#',
    'beheer',
    'evil.example',
    '\t',
    ' ',
    '\n',
  );
  const crafted = fc
    .array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 5 })))
    .map((parts) => parts.join(''));
  const wanted = fc.oneof(
    crafted,
    crafted.map((tail) => `/beheer${tail}`),
    fc.webUrl(),
    fc.anything(),
  );
  fc.assert(
    fc.property(wanted, (asked) => {
      const path = returnPath(asked);
      const there = new URL(path, 'https://www.example.org');
      expect(there.origin).toBe('https://www.example.org');
      expect(there.pathname === '/beheer' || there.pathname.startsWith('/beheer/')).toBe(true);
      expect(path).toMatch(/^\/(?![/\\])/);
    }),
    { numRuns: 2000 },
  );
});

it('leads back to a page of the staff side as it was asked for', () => {
  const word = fc.stringMatching(/^[a-z0-9-]{1,12}$/);
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), word, (segments, query) => {
      const path = `/beheer/${segments.join('/')}?q=${query}`;
      fc.pre(!path.startsWith('/beheer/inloggen?'));
      expect(returnPath(path)).toBe(path);
    }),
  );
});
