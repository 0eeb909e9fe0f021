import { expect, it } from 'vitest';
import { openSite } from '../support/site.ts';
import { articleFile, contentFolder, picture, SITE_YAML, writeFiles } from './folder.ts';

const GOOD = articleFile({ title: 'Goed' });

type Fault = [
  what: string,
  file: string,
  content: string | Buffer,
  line: number | undefined,
  message: string,
];

const FAULTS: Fault[] = [
  ['no front matter', 'articles/x.md', '# Titel\n', 1, 'must begin with a line of ---'],
  ['an empty file', 'articles/x.md', '', 1, 'must begin with a line of ---'],
  ['front matter without an end', 'articles/x.md', '---\ntitle: X\n', 1, 'has no line of ---'],
  ['nothing in the front matter', 'articles/x.md', '---\n---\n', 2, 'title: is missing'],
  ['a list for front matter', 'articles/x.md', '---\n- a\n---\n', 2, 'must be lines such as'],
  ['no title', 'articles/x.md', '---\nsection: nieuws\ntitle:\n---\n', 3, 'title: is missing'],
  [
    'a key that does not exist',
    'articles/x.md',
    articleFile({ auteur: 'X' }),
    4,
    'auteur: there is no such key',
  ],
  [
    'a key that comes twice',
    'articles/x.md',
    '---\ntitle: A\ntitle: B\nsection: nieuws\n---\n',
    3,
    'same key twice',
  ],
  [
    'a colon without quotation marks',
    'articles/x.md',
    articleFile({ title: 'Let op: dit' }),
    2,
    'quotation marks',
  ],
  [
    'a quotation mark that stays open',
    'articles/x.md',
    articleFile({ title: '"open' }),
    3,
    'is not YAML here',
  ],
  ['an alias', 'articles/x.md', articleFile({ title: '&a X', author: '*a' }), 2, 'must be lines such as'],
  [
    'an unknown section',
    'articles/x.md',
    articleFile({ section: 'sport' }),
    3,
    'section: must be one of manifest',
  ],
  ['a date in Dutch order', 'articles/x.md', articleFile({ date: '28-02-2018' }), 4, 'date: must be a date'],
  [
    'a day that does not exist',
    'articles/x.md',
    articleFile({ date: '2018-02-30' }),
    4,
    'date: must be a date',
  ],
  [
    'a month that does not exist',
    'articles/x.md',
    articleFile({ date: '2018-13' }),
    4,
    'date: must be a date',
  ],
  [
    'an order that is no number',
    'articles/x.md',
    articleFile({ order: 'eerst' }),
    4,
    'order: must be a whole number',
  ],
  [
    'a draft that is neither',
    'articles/x.md',
    articleFile({ draft: 'misschien' }),
    4,
    'draft: must be true or false',
  ],
  ['a list for an author', 'articles/x.md', articleFile({ author: '[A, B]' }), 4, 'author: must be text'],
  [
    'a title without an end',
    'articles/x.md',
    articleFile({ title: 'x'.repeat(201) }),
    2,
    'title: must be at most 200',
  ],
  [
    'a picture elsewhere',
    'articles/x.md',
    articleFile({ image: '../geheim.png' }),
    4,
    'image: must be the name',
  ],
  [
    'a picture that is not there',
    'articles/x.md',
    articleFile({ image: 'weg.png' }),
    4,
    'image: there is no picture weg.png',
  ],
  [
    'a picture in the text that is not there',
    'articles/x.md',
    articleFile({}, 'Een\n\ntwee\ndrie ![x](weg.png)'),
    9,
    'there is no picture weg.png',
  ],
  [
    'a picture of another site',
    'articles/x.md',
    articleFile({}, '![x](https://a.example/b.png)'),
    6,
    'there is no picture https',
  ],
  [
    'Windows letters',
    'articles/x.md',
    Buffer.from(articleFile({ title: 'Caf\xe9' }), 'latin1'),
    2,
    'is not UTF-8 here',
  ],
  ['UTF-16', 'articles/x.md', Buffer.from(`\uFEFF${GOOD}`, 'utf16le'), 1, 'is not UTF-8 here'],
  ['a NUL', 'articles/x.md', articleFile({}, 'Een\0'), 6, 'a character that is no text (U+0000)'],
  [
    'the mark of a hit',
    'articles/x.md',
    articleFile({ title: 'A\u0001B' }),
    2,
    'a character that is no text (U+0001)',
  ],
  ['a huge text', 'articles/x.md', articleFile({}, 'x'.repeat(1_000_001)), undefined, 'is larger than 1 MB'],
  ['capitals in a name', 'articles/Titel.md', GOOD, undefined, 'must be called something like'],
  ['spaces in a name', 'articles/een titel.md', GOOD, undefined, 'must be called something like'],
  ['another kind of file', 'articles/x.docx', GOOD, undefined, 'must be called something like'],
  ['a folder for a file', 'articles/x.md/y.md', GOOD, undefined, "can't be read (EISDIR)"],
  ['an unknown key on a page', 'pages/x.md', articleFile(), 3, 'section: there is no such key'],
  [
    'a picture with a wrong name',
    'images/een foto.png',
    'x',
    undefined,
    'must be called something like photo-1.jpg',
  ],
  ['a picture that is none', 'images/x.png', 'geen beeld', undefined, 'is not a picture that can be used'],
  [
    'a picture of a kind that is not taken',
    'images/x.gif',
    'GIF89a',
    undefined,
    'must be called something like',
  ],
  ['a huge picture', 'images/x.png', Buffer.alloc(20_000_001), undefined, 'is larger than 20 MB'],
  [
    'a logo that is not there',
    'site.yaml',
    `${SITE_YAML}logo: weg.svg\n`,
    8,
    'logo: there is no picture weg.svg',
  ],
  [
    'a partner without a name',
    'site.yaml',
    `${SITE_YAML}partners:\n  - url: https://a.example\n`,
    9,
    'partners 1 name',
  ],
  ['a wrong e-mail address', 'site.yaml', `${SITE_YAML}email: geen\n`, 8, 'email: '],
];

it('names each fault with its file and line, and takes the other files in', async () => {
  const site = await openSite({ content: contentFolder() });
  for (const [what, file, content, line, message] of FAULTS) {
    const folder = contentFolder({ [file]: content, 'articles/goed.md': GOOD });
    const { problems, added, unchanged } = await site.services.content.importFolder(folder);
    expect(problems[0], what).toEqual({
      file: file.split('/').slice(0, 2).join('/'),
      ...(line !== undefined && { line }),
      message: expect.stringContaining(message),
    });
    expect([...added, ...unchanged], what).toContain('articles/goed.md');
    expect(added, what).not.toContain(file);
  }
});

it('names every problem of a file at once', async () => {
  const { problems } = await importInto(
    contentFolder({ 'articles/x.md': '---\nsection: sport\ndate: gisteren\nkleur: rood\n---\n' }),
  );
  expect(problems.map(({ line }) => line).sort()).toEqual([2, 2, 3, 4]);
});

it('keeps what was there when a file that changed is wrong', async () => {
  const folder = contentFolder({ 'articles/x.md': articleFile({ title: 'Eerst' }) });
  const site = await openSite({ content: folder });
  writeFiles(folder, { 'articles/x.md': articleFile({ title: 'Daarna', section: 'sport' }) });
  await site.services.content.importFolder(folder);
  expect((await site.get('/artikelen/x')).text).toContain('<h1>Eerst</h1>');
});

it('passes hidden files by', async () => {
  const folder = contentFolder({
    'articles/.DS_Store': 'x',
    'images/.gitkeep': '',
    'images/x.png': await picture(2, 2),
  });
  expect((await importInto(folder)).problems).toEqual([]);
});

it('takes what is typed as text: a year, a number, a word that YAML would make something else of', async () => {
  const folder = contentFolder({
    'articles/x.md': articleFile({ title: 1984, author: 'yes', source: '0123', date: 2018, order: 1 }),
  });
  const site = await openSite({ content: folder });
  const { text } = await site.get('/artikelen/x');
  expect(text).toContain('<h1>1984</h1>');
  expect(text).toContain('Door yes');
  expect(text).toContain('<p class="source">0123</p>');
  expect(text).toContain('<time datetime="2018">2018</time>');
});

async function importInto(folder: string) {
  const site = await openSite({ content: contentFolder() });
  return site.services.content.importFolder(folder);
}
