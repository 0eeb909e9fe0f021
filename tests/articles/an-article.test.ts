import { expect, it } from 'vitest';
import { articleFile, contentFolder, picture } from '../content/folder.ts';
import { openSite } from '../support/site.ts';

it('shows what is known of an article: section, title, subtitle, summary, author, date, reading time, source', async () => {
  const body = Array.from({ length: 401 }, (_, index) => `woord${index}`).join(' ');
  const text = await pageOf(
    {
      title: 'Een titel',
      subtitle: 'Een ondertitel',
      section: 'opinie',
      summary: 'In het kort.',
      author: 'Noor van Niemand',
      date: '2019-03-05',
      source: 'Uit een krant',
    },
    body,
  );
  expect(text).toMatch(/data-section="opinie"><a href="\/opinie">Opinie<\/a>/);
  expect(text).toContain('<h1>Een titel</h1>');
  expect(text).toContain('<p class="subtitle">Een ondertitel</p>');
  expect(text).toContain('<p class="lead">In het kort.</p>');
  expect(text).toContain('<span>Door Noor van Niemand</span>');
  expect(text).toContain('<time datetime="2019-03-05">5 maart 2019</time>');
  expect(text).toContain('3 minuten lezen');
  expect(text).toContain('<p class="source">Uit een krant</p>');
  expect(text).toContain('woord400</p>');
});

it('leaves out what is not known, and claims no author', async () => {
  const site = await openSite();
  const { text } = await site.get('/artikelen/experimenten-basisinkomen');
  const main = text.slice(text.indexOf('<main'), text.indexOf('class="share"'));
  expect(main).not.toContain('<span>Door');
  expect(main).not.toContain('<time');
  expect(dataIn(text).article).not.toHaveProperty('author');
  expect(dataIn(text).article).not.toHaveProperty('datePublished');
});

it('says how it is to be shown elsewhere', async () => {
  const site = await openSite();
  const { text } = await site.get('/artikelen/samen-voor-beter');
  const address = `${site.url}/artikelen/samen-voor-beter`;
  expect(text).toContain(`<link rel="canonical" href="${address}">`);
  expect(text).toContain('<meta property="og:type" content="article">');
  expect(text).toContain('<meta property="og:title" content="Samen voor beter">');
  expect(text).toMatch(
    new RegExp(`og:image" content="${site.url}/beelden/samen-voor-beter-[^"]+-share\\.jpg"`),
  );
  expect(text).toContain('<meta property="og:description" content="Wat kunnen gemeenten,');
});

it('describes the article and the way to it for search engines', async () => {
  const site = await openSite({
    content: contentFolder({
      'articles/x.md': articleFile({
        title: '"</script><script>alert(1)</script>"',
        author: 'Noor van Niemand',
        date: '2019-03',
      }),
    }),
  });
  const { text } = await site.get('/artikelen/x');
  expect(text).not.toContain('<script>alert');
  const { article, trail } = dataIn(text);
  expect(article).toMatchObject({
    '@type': 'Article',
    headline: '</script><script>alert(1)</script>',
    datePublished: '2019-03',
    dateModified: '2026-03-05T10:00:00.000Z',
    author: { '@type': 'Person', name: 'Noor van Niemand' },
    publisher: { name: 'Proefbond' },
    mainEntityOfPage: `${site.url}/artikelen/x`,
  });
  expect(trail.itemListElement.map(({ item }: { item: string }) => item)).toEqual([
    `${site.url}/`,
    `${site.url}/nieuws`,
    `${site.url}/artikelen/x`,
  ]);
});

it('can be shared by plain links, which carry its address and title whole', async () => {
  const site = await openSite({
    content: contentFolder({ 'articles/x.md': articleFile({ title: `'A & B: 100% "wij"'` }) }),
  });
  const { text } = await site.get('/artikelen/x');
  const links = Array.from(
    text.matchAll(/<li><a href="([^"]+)"[^>]*><svg/g),
    ([, link = '']) => new URL(link.replaceAll('&amp;', '&')),
  );
  expect(links.map(({ hostname, protocol }) => hostname || protocol)).toEqual([
    'mailto:',
    'wa.me',
    'www.facebook.com',
    'www.linkedin.com',
    'bsky.app',
    'share.joinmastodon.org',
  ]);
  const address = `${site.url}/artikelen/x`;
  for (const link of links) expect(decodeURIComponent(link.href)).toContain(address);
  expect(links[0]?.searchParams.get('subject')).toBe('A & B: 100% "wij"');
  expect(links[1]?.searchParams.get('text')).toBe(`A & B: 100% "wij" ${address}`);
  expect(text.match(/class="share"/g)).toHaveLength(1);
});

it('leads on to other articles, those of the same section first, and never to itself', async () => {
  const site = await openSite({
    content: contentFolder({
      'articles/a.md': articleFile({ title: 'Zelf', section: 'opinie', date: 2020 }),
      'articles/b.md': articleFile({ title: 'Buur', section: 'opinie', date: 2001 }),
      'articles/c.md': articleFile({ title: 'Nieuwste', date: 2021 }),
      'articles/d.md': articleFile({ title: 'Oudere', date: 2010 }),
    }),
  });
  const { text } = await site.get('/artikelen/a');
  const titles = Array.from(text.matchAll(/<h3><a [^>]+>([^<]+)</g), ([, title]) => title);
  expect(titles).toEqual(['Buur', 'Nieuwste']);
});

it('leaves "Lees ook" out where there is nothing else to read', async () => {
  expect(await pageOf({ title: 'Alleen' }, 'Tekst.')).not.toContain('Lees ook');
});

it('uses the first paragraph as the summary of a text that has none, and does not say it twice', async () => {
  const site = await openSite({
    content: contentFolder({
      'articles/x.md': articleFile({}, `# Kop\n\nDit is *de* eerste.[^n]\n\nTwee.\n\n[^n]: Noot.`),
    }),
  });
  expect((await site.get('/artikelen')).text).toContain('<p>Dit is de eerste.</p>');
  const { text } = await site.get('/artikelen/x');
  expect(text).toContain('<meta name="description" content="Dit is de eerste.">');
  expect(text).not.toContain('class="lead"');
});

it('stands whole when there is hardly anything in it', async () => {
  const text = await pageOf({ title: 'Leeg' }, '');
  expect(text).toContain('<h1>Leeg</h1>');
  expect(text).toContain('1 minuut lezen');
});

it('shows its picture with the words that stand for it', async () => {
  const site = await openSite({
    content: contentFolder({
      'articles/x.md': articleFile({ image: 'vlak.png', imageAlt: 'Een "vlak"' }),
      'images/vlak.png': await picture(1000, 500),
    }),
  });
  const { text } = await site.get('/artikelen/x');
  expect(text).toMatch(
    /<img src="\/beelden\/vlak-\w+-1000\.webp"[^>]* width="1000" height="500" alt="Een &#34;vlak&#34;">/,
  );
});

it('is not there under any other name', async () => {
  const site = await openSite({ content: contentFolder({ 'articles/x.md': articleFile() }) });
  for (const slug of ['bestaat-niet', '..%2Fx', '%F0%9F%98%80', '%00', 'x.md', 'X']) {
    expect((await site.get(`/artikelen/${slug}`)).status, slug).toBe(404);
  }
  expect((await site.get('/artikelen/%E0%A4%A')).status).toBe(400);
});

async function pageOf(values: Record<string, string>, body: string): Promise<string> {
  const site = await openSite({ content: contentFolder({ 'articles/x.md': articleFile(values, body) }) });
  return (await site.get('/artikelen/x')).text;
}

function dataIn(html: string) {
  const json = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '';
  const [article, trail] = JSON.parse(json)['@graph'];
  return { article, trail };
}
