import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { contentFolder } from '../support/content.ts';
import { openSite } from '../support/site.ts';

it('names the page, says what it is about and which address counts, and gives no cookie', async () => {
  const site = await openSite({ content: contentFolder() });
  const answer = await site.get(`${paths.contact()}?utm_source=post`);
  expect(answer.text).toContain('<title>Contact · Sociale Alliantie</title>');
  expect(answer.text).toContain(`<link rel="canonical" href="${site.url}/contact">`);
  expect(answer.text).toContain(`<meta property="og:url" content="${site.url}/contact">`);
  expect(answer.text).toMatch(/<meta name="description" content="Zo bereikt u de Sociale Alliantie\.">/);
  expect(answer.text).toContain('<html lang="nl">');
  expect(answer.headers['set-cookie']).toBeUndefined();
});

it('asks nothing of anybody else: every picture, style and font of the page is its own', async () => {
  const site = await openSite();
  const { text } = await site.get(paths.home());
  const loaded = [
    ...text.matchAll(
      /<(?:img|script|link rel="(?:stylesheet|preload|icon|apple-touch-icon)")[^>]*? (?:src|href)="([^"]+)"/g,
    ),
  ];
  expect(loaded.length).toBeGreaterThan(3);
  for (const [, address = ''] of loaded) {
    expect(address).toMatch(/^\/(?!\/)/);
    expect((await site.get(address)).status).toBe(200);
  }
});

it('gives social media a picture with an absolute address', async () => {
  const site = await openSite({ content: contentFolder() });
  const { text } = await site.get(paths.contact());
  const picture = /<meta property="og:image" content="([^"]+)">/.exec(text)?.[1] ?? '';
  expect(picture.startsWith(`${site.url}/`)).toBe(true);
  expect((await site.get(picture.slice(site.url.length))).headers['content-type']).toBe('image/png');
});

it('marks in the menu where the reader is', async () => {
  const site = await openSite({ content: contentFolder({ articles: ['experimenten-basisinkomen'] }) });
  const { text } = await site.get(paths.contact());
  expect(text.match(/aria-current="page"/g)).toHaveLength(1);
  expect(text).toMatch(/<a href="\/contact" aria-current="page">Contact<\/a>/);
  expect((await site.get(paths.article('experimenten-basisinkomen'))).text).toMatch(
    /<a href="\/artikelen" aria-current="true">Artikelen<\/a>/,
  );
});

it('starts with a way past the menu, to the content', async () => {
  const site = await openSite({ content: contentFolder() });
  const { text } = await site.get(paths.contact());
  expect(text).toMatch(/<body>\s*<a class="skip" href="#inhoud">Naar de inhoud<\/a>/);
  expect(text).toContain('<main id="inhoud" tabindex="-1">');
});

it('writes the e-mail address so that people can read it and a simple harvester cannot', async () => {
  const content = contentFolder({
    site: (yaml) => yaml.replace('# email: naam@example.org', 'email: post@alliantie.example'),
  });
  const site = await openSite({ content });
  for (const path of [paths.home(), paths.contact(), paths.privacy(), paths.security()]) {
    const { text } = await site.get(path);
    expect(text).not.toContain('post@alliantie.example');
    expect(text).not.toContain('mailto:post');
  }
  const { text } = await site.get(paths.contact());
  const entities = Array.from(
    'mailto:post@alliantie.example',
    (character) => `&#${character.codePointAt(0)};`,
  );
  expect(text).toContain(`href="${entities.join('')}"`);
});

it('leaves out what the organisation has not filled in', async () => {
  const site = await openSite({ content: contentFolder() });
  const { text } = await site.get(paths.contact());
  expect(text).toContain('Postbus 2758');
  expect(text).not.toContain('Volg ons');
  expect(text).not.toContain('<dt>E-mail</dt>');
  expect(text).not.toContain('<dt>Telefoon</dt>');
});

it('shows the logo, the accounts and the telephone number once they are filled in', async () => {
  const content = contentFolder({
    pictures: true,
    site: (yaml) =>
      yaml
        .replace('# logo: logo.png', 'logo: samen-voor-beter.png')
        .replace('# phone: 000 000 00 00', 'phone: 030 123 45 67')
        .replace(
          /^social: \[\]$/m,
          'social:\n  - name: Mastodon\n    url: https://social.example/@alliantie',
        ),
  });
  const site = await openSite({ content });
  const { text } = await site.get(paths.contact());
  const logo = /<a class="wordmark"[\s\S]*?<img src="([^"]+)" alt="">/.exec(text)?.[1] ?? '';
  expect((await site.get(logo)).status).toBe(200);
  expect(text).toContain('<a href="https://social.example/@alliantie" rel="me">Mastodon</a>');
  expect(text).toContain('href="tel:0301234567"');
});

it('offers every page to share by plain links', async () => {
  const site = await openSite({ content: contentFolder() });
  const { text } = await site.get(paths.contact());
  expect(text).toContain('Deel deze pagina');
  expect(text).toContain(encodeURIComponent(`${site.url}/contact`));
});
