import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMarkdown } from '../../src/articles/markdown.ts';

const PICTURE = {
  width: 1600,
  height: 900,
  small: '/beelden/foto-480.webp',
  large: '/beelden/foto-1600.webp',
  srcset: '/beelden/foto-480.webp 480w, /beelden/foto-1600.webp 1600w',
  share: '/beelden/foto-share.jpg',
};
const markdown = createMarkdown((name) => (name === 'foto.png' ? PICTURE : undefined));
const htmlOf = (source: string) => markdown(source, 'x').html.trim();

describe('Dutch', () => {
  it.each([
    [`Zij zei "ja" en 'nee'.`, 'Zij zei “ja” en ‘nee’.'],
    [`'s Avonds in 's-Hertogenbosch`, '’s Avonds in ’s-Hertogenbosch'],
    [`'t Is 'n feest, 'k zeg 't`, '’t Is ’n feest, ’k zeg ’t'],
    [`De foto's van '68`, 'De foto’s van ’68'],
    [`"'s Morgens", zei zij`, '“’s Morgens”, zei zij'],
    [`*'s Avonds*`, '<em>’s Avonds</em>'],
    [`De letter 's' en 't'`, 'De letter ‘s’ en ‘t’'],
    [`Van 1 -- 2 ... klaar`, 'Van 1 – 2 … klaar'],
    [`Code \`'s "x"\``, "Code <code>'s &quot;x&quot;</code>"],
  ])('sets %s right', (source, html) => {
    expect(htmlOf(source)).toBe(`<p>${html}</p>`);
  });
});

describe('links', () => {
  it('become links by themselves only where they begin with https://, http:// or www.', () => {
    expect(htmlOf('Zie www.voorbeeld.example/a?b=1, en verder.')).toContain(
      '<a href="https://www.voorbeeld.example/a?b=1" rel="noopener">www.voorbeeld.example/a?b=1</a>, en',
    );
    expect(htmlOf('Zie https://a.example.')).toContain(
      '<a href="https://a.example" rel="noopener">https://a.example</a>.',
    );
    for (const plain of [
      'voorbeeld.nl',
      'iemand@voorbeeld.nl',
      'ftp://a.example',
      '//a.example',
      'de.het',
      'www.',
      'xwww.a.nl',
    ]) {
      expect(htmlOf(`Zie ${plain} hier`), plain).not.toContain('<a');
    }
  });

  it('say that they lead elsewhere, and only then', () => {
    expect(htmlOf('[a](https://a.example) [b](//b.example) [c](/nieuwsbrief)')).toBe(
      '<p><a href="https://a.example" rel="noopener">a</a> <a href="//b.example" rel="noopener">b</a> <a href="/nieuwsbrief">c</a></p>',
    );
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    '&#106;avascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:x',
    ' javascript:x',
  ])('never run %s', (address) => {
    for (const source of [
      `[x](${address})`,
      `[x](<${address}>)`,
      `<${address}>`,
      `[x][y]\n\n[y]: ${address}`,
      `![x](${address})`,
    ]) {
      expect(htmlOf(source)).not.toMatch(/(?:href|src)="\s*(?!https?:)[a-z]+:/i);
    }
  });
});

describe('headings', () => {
  it.each([
    ['# Een\n\n## Twee', ['h2', 'h3']],
    ['## Een\n\n### Twee', ['h2', 'h3']],
    ['### Een\n\n### Twee', ['h2', 'h2']],
    ['## Een\n\n#### Diep\n\n## Weer', ['h2', 'h3', 'h2']],
    ['Een\n===\n\nTwee\n---', ['h2', 'h3']],
    ['# 1\n## 2\n### 3\n#### 4\n##### 5\n###### 6', ['h2', 'h3', 'h4', 'h5', 'h6', 'h6']],
  ])('of %j start at h2 and skip no level', (source, levels) => {
    expect(Array.from(htmlOf(source).matchAll(/<(h\d)>/g), ([, level]) => level)).toEqual(levels);
  });
});

it('makes no HTML of HTML', () => {
  expect(htmlOf('<b onclick=x>a</b> <!-- c -->')).toBe(
    '<p>&lt;b onclick=x&gt;a&lt;/b&gt; &lt;!-- c --&gt;</p>',
  );
});

it('puts a table in a box that scrolls, without inline style', () => {
  const html = htmlOf('| a | b |\n|:--|--:|\n| 1 | 2 |');
  expect(html).toMatch(/^<section class="table-scroll" aria-label="Tabel 1" tabindex="0">\n<table>/);
  expect(html).toContain('<th scope="col" data-align="right">b</th>');
  expect(html).not.toContain('style=');
});

it('numbers footnotes, leads there and back in Dutch, and keeps those of two texts apart', () => {
  const source = 'Een[^a] twee[^b] weer[^a] ^[los].\n\n[^a]: Noot *a*.\n[^b]: Noot b.';
  const html = htmlOf(source);
  expect(html).toContain('<a href="#noot-x-1" id="bij-noot-x-1" aria-label="Noot 1">1</a>');
  expect(html).toContain(
    '<a href="#bij-noot-x-1-2" class="footnote-backref" aria-label="Terug naar noot 1 in de tekst, plaats 2">',
  );
  expect(html).toContain('<li id="noot-x-3" class="footnote-item"><p>los');
  const ids = (text: string) => Array.from(text.matchAll(/ id="([^"]+)"/g), ([, id = '']) => id);
  const both = [...ids(html), ...ids(markdown(source, 'y').html)];
  expect(new Set(both).size).toBe(both.length);
  for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) expect(ids(html)).toContain(target);
});

describe('pictures', () => {
  it('are ours, in more than one size, with room kept for them', () => {
    const html = htmlOf('Tekst ![Een "foto"](foto.png) tekst.');
    expect(html).toContain('<img src="/beelden/foto-1600.webp" alt="Een &quot;foto&quot;" srcset="');
    expect(html).toContain('width="1600" height="900" loading="lazy"');
    for (const path of ['images/foto.png', '../images/foto.png', './foto.png']) {
      expect(htmlOf(`![x](${path})`)).toContain('/beelden/foto-1600.webp');
    }
  });

  it('stand as a figure with their title below when they stand alone', () => {
    expect(htmlOf('![Foto](foto.png "Onder <schrift>")')).toMatch(
      /^<figure><img [^>]*loading="lazy"><figcaption>Onder &lt;schrift&gt;<\/figcaption><\/figure>$/,
    );
    expect(htmlOf('![Foto](foto.png) erbij')).toMatch(/^<p><img/);
    expect(htmlOf('- ![Foto](foto.png)')).not.toContain('figure');
  });

  it('of elsewhere are a problem on their line, and never shown, not even in a note', () => {
    const source =
      'Een\n\ntwee\n![x](weg.png)\n\n^[ ![y](https://a.example/y.png) ]\n\n[^n]: ![z](z.png)\n\nTekst[^n]';
    const { html, problems } = markdown(source, 'x');
    expect(html).not.toContain('<img');
    expect(problems.map(({ message }) => message).sort()).toEqual([
      'there is no picture https://a.example/y.png in content/images',
      'there is no picture weg.png in content/images',
      'there is no picture z.png in content/images',
    ]);
    expect(problems.find(({ message }) => message.includes('weg.png'))?.line).toBe(4);
  });
});

it('counts 200 words a minute, rounded up', () => {
  expect(markdown('', 'x').minutes).toBe(1);
  expect(markdown('woord '.repeat(200), 'x').minutes).toBe(1);
  expect(markdown('woord '.repeat(201), 'x').minutes).toBe(2);
});

it('finds the words to search for, and the opening', () => {
  const source = '# Kop\n\nEerste *alinea* met [link](/x) en\n`code`.[^n]\n\n- punt\n\n[^n]: Noot.';
  expect(markdown(source, 'x').text).toBe('Kop\nEerste alinea met link en code.\npunt\nNoot.');
  expect(markdown(source, 'x').opening).toBe('Eerste alinea met link en code.');
  expect(markdown('woord '.repeat(100), 'x').opening).toMatch(/^(?:woord )+…$/);
});

it('prints nothing but harmless elements, whatever it is given', () => {
  const piece = fc.constantFrom(
    '<script>',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:a)',
    '![x](foto.png)',
    '![',
    '](',
    '[^a]',
    '[^a]: ',
    '^[',
    '|a|\n|-|\n',
    '# ',
    '> ',
    '- ',
    '```',
    '`',
    '"',
    "'",
    '&lt;',
    '&#x3c;',
    '\n',
    '\n\n',
    '    ',
    '***',
    '<https://a>',
    'www.a.nl',
    'a',
    ' ',
    ']',
    ')',
  );
  const source = fc.oneof(
    fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
  );
  const harmless =
    /^<(?:\/?(?:p|h[2-6]|em|strong|s|code|pre|blockquote|ul|ol|li|a|br|hr|img|figure|figcaption|table|thead|tbody|tr|th|td|section|sup))(?: (?:href|title|rel|src|srcset|sizes|width|height|alt|loading|class|id|start|scope|tabindex|aria-label|data-align)="[^"<>]*")*>$/;
  fc.assert(
    fc.property(source, (text) => {
      const { html } = markdown(text, 'x');
      for (const [tag] of html.matchAll(/<[^>]*>?/g)) expect(tag).toMatch(harmless);
      for (const [, address = ''] of html.matchAll(/ (?:href|src)="([^"]*)"/g)) {
        expect(address).toMatch(/^(?:https?:|mailto:|tel:|[^:]*(?:[/?#]|$))/i);
      }
    }),
    { numRuns: 1000 },
  );
});
