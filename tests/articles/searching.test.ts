import fc from 'fast-check';
import { expect, it } from 'vitest';
import { searchQuery } from '../../src/articles/search-query.ts';
import { articleFile, contentFolder } from '../content/folder.ts';
import { openSite, type Site } from '../support/site.ts';

const COOPERATIVE = articleFile(
  { title: 'Coöperatie in de buurt', summary: 'Samen één zaak.' },
  'Wij beginnen zelf.',
);

it('finds whatever the accents, in what is typed and in what is written', async () => {
  const site = await siteWith({
    'articles/a.md': COOPERATIVE,
    'articles/b.md': articleFile({ title: 'Zonder accent geschreven cooperatie' }),
  });
  for (const words of ['cooperatie', 'coöperatie', 'COÖPERATIE', 'coo\u0308peratie', 'cóópèr']) {
    expect(await found(site, words), words).toHaveLength(2);
  }
});

it('finds the beginning of a word, from one letter on, and all words together', async () => {
  const site = await siteWith({
    'articles/a.md': COOPERATIVE,
    'articles/b.md': articleFile({ title: 'Buurman' }),
  });
  expect(await found(site, 'b')).toHaveLength(2);
  expect(await found(site, 'coo')).toEqual(['Coöperatie in de buurt']);
  expect(await found(site, 'buurt zelf')).toEqual(['Coöperatie in de buurt']);
  expect(await found(site, 'buurman zelf')).toEqual([]);
  expect(await found(site, 'operatie')).toEqual([]);
});

it('ranks a hit in the title over one in the summary, and that over one in the text', async () => {
  const site = await siteWith({
    'articles/a.md': articleFile({ title: 'Een', summary: 'Niets.' }, 'Over armoede gaat dit.'),
    'articles/b.md': articleFile({ title: 'Twee', summary: 'Over armoede gaat dit.' }, 'Niets.'),
    'articles/c.md': articleFile({ title: 'Armoede', summary: 'Niets.' }, 'Niets.'),
  });
  expect(await found(site, 'armoede')).toEqual(['Armoede', 'Twee', 'Een']);
});

it('finds an article by who wrote it, its subtitle and its source', async () => {
  const site = await siteWith({
    'articles/a.md': articleFile({ author: 'Noor van Niemand', subtitle: 'Ondertussen', source: 'Dagblad' }),
  });
  for (const words of ['niemand', 'ondertussen', 'dagblad']) expect(await found(site, words)).toHaveLength(1);
});

it('marks the hits, after escaping', async () => {
  const site = await siteWith({
    'articles/a.md': articleFile({
      title: '<b>Vet</b> & recht',
      summary: '"<script>alert(1)</script> recht"',
    }),
  });
  const { text } = await site.get('/zoeken?q=recht');
  expect(text).toContain('&lt;b&gt;Vet&lt;/b&gt; &amp; <mark>recht</mark>');
  expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt; <mark>recht</mark>');
  expect(text).not.toContain('<script>alert');
});

it('shows the part of the text where the hit is', async () => {
  const body = `${'Vulling. '.repeat(100)}Hier staat zeldzaam. ${'Vulling. '.repeat(100)}`;
  const site = await siteWith({ 'articles/a.md': articleFile({ summary: 'Kort.' }, body) });
  const { text } = await site.get('/zoeken?q=zeldzaam');
  expect(text).toMatch(/<p>…[^<]*Hier staat <mark>zeldzaam<\/mark>[^<]*…<\/p>/);
});

it('says how many it found, and page by page which', async () => {
  const numbers = Array.from({ length: 21 }, (_, index) => index + 1);
  const site = await siteWith(
    Object.fromEntries(
      numbers.map((number) => [`articles/a-${number}.md`, articleFile({ title: `Brief ${number}` })]),
    ),
  );
  const first = await site.get('/zoeken?q=brief');
  expect(first.text).toContain('21 artikelen gevonden met ‘brief’');
  expect(first.text).toContain('href="/zoeken?q=brief&amp;pagina=2"');
  expect(titlesIn((await site.get('/zoeken?q=brief&pagina=2')).text)).toHaveLength(1);
  expect((await site.get('/zoeken?q=brief&pagina=3')).status).toBe(404);
  expect((await site.get('/zoeken?q=brief+21')).text).toContain('1 artikel gevonden met ‘brief 21’');
});

it('says that nothing was found, with what was typed, and what to do', async () => {
  const site = await openSite();
  const answer = await site.get(`/zoeken?q=${encodeURIComponent('<i>woonlasten</i>')}`);
  expect(answer.status).toBe(200);
  expect(answer.text).toContain('Niets gevonden met ‘&lt;i&gt;woonlasten&lt;/i&gt;’');
  expect(answer.text).toContain('value="&lt;i&gt;woonlasten&lt;/i&gt;"');
});

it('asks what to look for where nothing was typed', async () => {
  const site = await openSite();
  for (const path of ['/zoeken', '/zoeken?q=', '/zoeken?q=%20%20']) {
    const { text } = await site.get(path);
    expect(text).toContain('Waar zoekt u naar?');
    expect(text).not.toContain('gevonden');
  }
});

it('stays out of search engines, and is never kept by a browser as it was', async () => {
  const site = await openSite();
  const answer = await site.get('/zoeken?q=armoede');
  expect(answer.text).toContain('<meta name="robots" content="noindex">');
  expect(answer.headers['cache-control']).toBe('no-cache');
});

it('finds nothing any more of an article that was changed or made a draft', async () => {
  const site = await siteWith({ 'articles/a.md': articleFile({ title: 'Eerst' }) });
  expect(await found(site, 'eerst')).toHaveLength(1);
  await site.services.content.importFolder(
    contentFolder({ 'articles/a.md': articleFile({ title: 'Daarna' }, 'Anders.') }),
  );
  expect(await found(site, 'eerst')).toEqual([]);
  expect(await found(site, 'daarna anders')).toHaveLength(1);
  await site.services.content.importFolder(
    contentFolder({ 'articles/a.md': articleFile({ title: 'Daarna', draft: true }) }),
  );
  expect(await found(site, 'daarna')).toEqual([]);
});

const ODD_WORDS = [
  '"',
  '""',
  '*',
  '^',
  ':',
  '(',
  ')',
  '-',
  '+',
  'NEAR',
  'AND',
  'OR NOT',
  'NEAR(a b)',
  'title:armoede',
  'a*b',
  '"armoede',
  '{title}:x',
  '%',
  '%00',
  '\\',
  "'; DROP TABLE articles; --",
  '😀',
  '\u0301',
  '\u200d',
  'ﬀ',
  '𞤀𞤣',
  '\uFFFD',
  'x'.repeat(500),
  'a '.repeat(100),
  '٣',
  '漢字',
  '🏳️‍🌈 armoede',
];

it('answers the words that mean something to a search engine, and the oddest ones', async () => {
  const site = await siteWith({ 'articles/a.md': COOPERATIVE });
  for (const words of ODD_WORDS) {
    const answer = await site.get(`/zoeken?q=${encodeURIComponent(words)}`);
    expect(answer.status, words).toBe(200);
    expect(answer.text, words).toContain('<h1>Zoeken</h1>');
  }
});

it('answers whatever is typed, and finds it again where it is a word of a title', async () => {
  const site = await siteWith({ 'articles/a.md': COOPERATIVE });
  const { search } = site.services.articles;
  const typed = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({
      unit: fc.constantFrom('"', '*', 'N', 'E', 'A', 'R', '(', ')', ' ', ':', '-', '\0', '\ud800', 'é'),
      maxLength: 30,
    }),
  );
  fc.assert(
    fc.property(typed, (words) => {
      expect(search(words, 1)).toBeDefined();
      const beside = search(`buurt ${words.replaceAll(/[\p{L}\p{N}\p{M}]/gu, ' ')}`, 1);
      expect(beside?.hits.map(({ article }) => article.slug)).toEqual(['a']);
    }),
    { numRuns: 500 },
  );
});

it('hands FTS5 nothing but quoted letters, digits and accents', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (words) => {
      const query = searchQuery(words) ?? '"x"*';
      expect(query).toMatch(/^"[\p{L}\p{N}\p{M}]+"\*(?: AND "[\p{L}\p{N}\p{M}]+"\*){0,11}$/u);
    }),
  );
});

function siteWith(files: Record<string, string>): Promise<Site> {
  return openSite({ content: contentFolder(files) });
}

async function found(site: Site, words: string): Promise<string[]> {
  const { text } = await site.get(`/zoeken?q=${encodeURIComponent(words)}`);
  return titlesIn(text);
}

function titlesIn(html: string): string[] {
  return Array.from(html.matchAll(/<h2><a href="\/artikelen\/[^"]+">(.+?)<\/a>/g), ([, title = '']) =>
    title.replaceAll(/<\/?mark>/g, ''),
  );
}
