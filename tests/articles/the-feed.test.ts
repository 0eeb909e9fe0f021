import { expect, it } from 'vitest';
import { DAY } from '../../src/clock.ts';
import { articleFile, contentFolder, picture, writeFiles } from '../content/folder.ts';
import { openSite } from '../support/site.ts';

it('is an Atom feed with the whole text of each article', async () => {
  const site = await openSite();
  const answer = await site.get('/feed.xml');
  expect(answer.headers['content-type']).toBe('application/atom+xml; charset=utf-8');
  const feed = parse(answer.text ?? answer.body.toString());
  expect(feed.one('feed > id')).toBe(`${site.url}/`);
  expect(feed.one('feed > title')).toBe('Sociale Alliantie');
  expect(feed.all('feed > entry > title')).toEqual([
    'Samen voor beter',
    'Valse beeldvorming over bijstandsgerechtigden',
    'Experimenten ‘Basisinkomen’',
  ]);
  expect(feed.all('feed > entry > content')[0]).toContain('<h2>Wie lokaal kan bijdragen</h2>');
});

it('has addresses that lead here from anywhere', async () => {
  const site = await openSite({
    content: contentFolder({
      'articles/x.md': articleFile(
        { image: 'vlak.png' },
        '[Hier](/nieuwsbrief) en [daar](https://a.example/b).[^n] ![Vlak](vlak.png) `href="/x"`\n\n[^n]: Noot.',
      ),
      'images/vlak.png': await picture(20, 10),
    }),
  });
  const [content = ''] = parse((await site.get('/feed.xml')).text).all('feed > entry > content');
  const addresses = Array.from(
    content.matchAll(/ (?:href|src|srcset)="([^"]*)"/g),
    ([, address = '']) => address,
  );
  expect(addresses).toHaveLength(6);
  for (const address of addresses) expect(address).toMatch(/^https?:\/\//);
  expect(content).toContain(`href="${site.url}/artikelen/x#noot-x-1"`);
  expect(content).toContain('<code>href=&quot;/x&quot;</code>');
});

it('keeps the id of an article for ever, and moves its moment when the text changes', async () => {
  const folder = contentFolder({ 'articles/x.md': articleFile({ date: '2019-03-05' }) });
  const site = await openSite({ content: folder });
  const before = parse((await site.get('/feed.xml')).text);
  site.clock.advance(DAY);
  writeFiles(folder, { 'articles/x.md': articleFile({ title: 'Anders', date: '2019-03-05' }) });
  await site.services.content.importFolder(folder);
  const after = parse((await site.get('/feed.xml')).text);
  expect(after.all('feed > entry > id')).toEqual(before.all('feed > entry > id'));
  expect(before.one('feed > entry > updated')).toBe('2026-03-05T10:00:00.000Z');
  expect(after.one('feed > entry > updated')).toBe('2026-03-06T10:00:00.000Z');
  expect(after.one('feed > updated')).toBe('2026-03-06T10:00:00.000Z');
  expect(after.one('feed > entry > published')).toBe('2019-03-05T00:00:00Z');
});

it('says when an article was published only if the day is known, and who wrote it only if somebody did', async () => {
  const site = await openSite();
  const feed = parse((await site.get('/feed.xml')).text);
  expect(feed.all('feed > entry > published')).toEqual([]);
  expect(feed.all('feed > entry > author > name')).toEqual([]);
  expect(feed.one('feed > author > name')).toBe('Sociale Alliantie');
});

it('is well formed whatever the articles hold', async () => {
  const site = await openSite({
    content: contentFolder({
      'articles/x.md': articleFile(
        { title: `'Één & "twee" <drie> ]]>'`, author: '"& Zoon"', summary: '<![CDATA[ x' },
        '<b>&amp; ]]> &nbsp; & "\'',
      ),
    }),
  });
  const feed = parse((await site.get('/feed.xml')).text);
  expect(feed.one('feed > entry > title')).toBe('Één & "twee" <drie> ]]>');
  expect(feed.one('feed > entry > author > name')).toBe('& Zoon');
});

it('stands when there is no article yet', async () => {
  const site = await openSite({ content: contentFolder() });
  const feed = parse((await site.get('/feed.xml')).text);
  expect(feed.all('feed > entry > id')).toEqual([]);
  expect(feed.one('feed > updated')).not.toBe('');
});

/** Reads XML strictly, as far as a feed needs it: every element closed, every entity known. */
function parse(xml: string) {
  const texts: { path: string; text: string }[] = [];
  const open: { name: string; text: string }[] = [];
  const body = xml.replace(/^<\?xml version="1\.0" encoding="utf-8"\?>\n/, '');
  for (const [, tag, text] of body.matchAll(/(<[^<>]*>)|([^<>]+|[<>])/g)) {
    if (text !== undefined) {
      const top = open.at(-1);
      if (top) top.text += decode(text);
      else expect(text.trim()).toBe('');
      continue;
    }
    const [, closing, name = '', attributes = '', empty] =
      /^<(\/?)([a-z]+)((?: [a-z:]+="[^"<]*")*)(\/?)>$/.exec(tag ?? '') ?? [];
    expect(name, tag).not.toBe('');
    decode(attributes);
    if (!closing) open.push({ name, text: '' });
    if (!closing && !empty) continue;
    const path = open.map((element) => element.name).join(' > ');
    const closed = open.pop();
    expect(closed?.name).toBe(name);
    texts.push({ path, text: closed?.text ?? '' });
  }
  expect(open).toEqual([]);
  const all = (path: string) => texts.filter((found) => found.path === path).map(({ text }) => text);
  return { all, one: (path: string) => all(path)[0] ?? '' };
}

function decode(text: string): string {
  expect(text).not.toMatch(/[<>]|&(?!(?:amp|lt|gt|#34|#39);)/);
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', '#34': '"', '#39': "'" };
  return text.replaceAll(/&(amp|lt|gt|#34|#39);/g, (_, name: string) => entities[name] ?? '');
}
