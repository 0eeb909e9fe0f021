import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { articleFile, contentFolder } from '../content/folder.ts';
import { openSite } from '../support/site.ts';

it('lists the articles newest first, as far as their dates are known, and the undated last', async () => {
  const site = await openSite({
    content: contentFolder({
      'articles/a.md': articleFile({ title: 'Zonder datum' }),
      'articles/b.md': articleFile({ title: 'Uit 2018', date: 2018 }),
      'articles/c.md': articleFile({ title: 'Uit maart 2019', date: '2019-03' }),
      'articles/d.md': articleFile({ title: 'Van 5 maart 2019', date: '2019-03-05' }),
    }),
  });
  const { text } = await site.get(paths.articles());
  expect(titlesIn(text)).toEqual(['Van 5 maart 2019', 'Uit maart 2019', 'Uit 2018', 'Zonder datum']);
  expect(text).toContain('<time datetime="2019-03-05">5 maart 2019</time>');
  expect(text).toContain('<time datetime="2019-03">maart 2019</time>');
});

it('gives each section its own page, also one that has nothing yet', async () => {
  const site = await openSite();
  expect(titlesIn((await site.get('/manifest')).text)).toEqual(['Samen voor beter']);
  expect(titlesIn((await site.get('/basisinkomen')).text)).toEqual(['Experimenten ‘Basisinkomen’']);
  expect((await site.get('/opinie')).text).toContain('<h1>Opinie</h1>');
  expect((await site.get('/nieuws')).text).toContain('Hier staat nog niets');
});

it('shows twenty on a page, and a way to the next', async () => {
  const site = await openSite({ content: contentFolder(many(41)) });
  for (const path of [paths.articles(), paths.section('nieuws')]) {
    const first = await site.get(path);
    expect(titlesIn(first.text)).toHaveLength(20);
    expect(first.text).toContain(`href="${path}?pagina=2"`);
    expect(titlesIn((await site.get(`${path}?pagina=2`)).text)).toHaveLength(20);
    expect(titlesIn((await site.get(`${path}?pagina=3`)).text)).toHaveLength(1);
    expect((await site.get(`${path}?pagina=2`)).text).toContain(
      `<link rel="canonical" href="${site.url}${path}?pagina=2">`,
    );
  }
});

it('shows each article once, on whichever pages', async () => {
  const site = await openSite({ content: contentFolder(many(41)) });
  const pages = await Promise.all([1, 2, 3].map((page) => site.get(paths.articlesPage(page))));
  const titles = pages.flatMap(({ text }) => titlesIn(text));
  expect(new Set(titles).size).toBe(41);
});

it('has no other pages than there are', async () => {
  const site = await openSite({ content: contentFolder() });
  for (const page of ['0', '2', '-1', '1.5', 'twee', '1e3', '9'.repeat(30), '٣']) {
    for (const path of [paths.articles(), paths.section('manifest')]) {
      expect((await site.get(`${path}?pagina=${encodeURIComponent(page)}`)).status, page).toBe(404);
    }
  }
});

it('does not keep one page of the list under the name of another', async () => {
  const site = await openSite({ content: contentFolder(many(21)) });
  const doubled = await site.get('/artikelen?pagina=2&pagina=1');
  expect(titlesIn(doubled.text)).toHaveLength(1);
  expect(titlesIn((await site.get('/artikelen')).text)).toHaveLength(20);
});

it('shows no draft anywhere', async () => {
  const site = await openSite({
    content: contentFolder({
      'articles/geheim.md': articleFile({ title: 'Geheim plan', draft: true, order: 1, date: 2026 }),
      'articles/open.md': articleFile({ title: 'Open plan' }),
    }),
  });
  expect((await site.get('/artikelen/geheim')).status).toBe(404);
  const pages = [
    '/',
    '/artikelen',
    '/nieuws',
    '/artikelen/open',
    '/zoeken?q=plan',
    '/feed.xml',
    '/sitemap.xml',
  ];
  for (const path of pages) {
    const { text } = await site.get(path);
    expect(text, path).toMatch(/open/i);
    expect(text, path).not.toMatch(/geheim/i);
  }
});

it('puts three on the front page: those with an order first, then the newest', async () => {
  const site = await openSite({
    content: contentFolder({
      'articles/a.md': articleFile({ title: 'Tweede', order: 2, date: 2001 }),
      'articles/b.md': articleFile({ title: 'Eerste', order: 1, date: 2000 }),
      'articles/c.md': articleFile({ title: 'Nieuwste', date: 2020 }),
      'articles/d.md': articleFile({ title: 'Oudere', date: 2010 }),
    }),
  });
  const { text } = await site.get('/');
  expect(Array.from(text.matchAll(/<h2[^>]* id="teaser-[^>]*>([^<]+)</g), ([, title]) => title)).toEqual([
    'Eerste',
    'Tweede',
    'Nieuwste',
  ]);
});

function many(count: number): Record<string, string> {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  return Object.fromEntries(
    numbers.map((number) => [`articles/a-${number}.md`, articleFile({ title: `Artikel ${number}` })]),
  );
}

function titlesIn(html: string): string[] {
  return Array.from(html.matchAll(/<h2><a href="\/artikelen\/[^"]+">([^<]+)</g), ([, title = '']) => title);
}
