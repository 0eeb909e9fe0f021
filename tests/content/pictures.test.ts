import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { openSite, type Site } from '../support/site.ts';
import { articleFile, contentFolder, filesIn, picture, SITE_YAML, writeFiles } from './folder.ts';

const IN_TEXT = articleFile({}, '![Een vlak](foto.png)');

it('shows a picture in three widths, with room for it before it is there', async () => {
  const site = await siteWith({ 'articles/x.md': IN_TEXT, 'images/foto.png': await picture(2000, 1000) });
  const { text } = await site.get('/artikelen/x');
  const tag = /<img [^>]*alt="Een vlak"[^>]*>/.exec(text)?.[0] ?? '';
  expect(tag).toMatch(/ width="1600" height="800" loading="lazy"/);
  const widths = await Promise.all(
    addressesIn(tag).map(async (address) => (await show(site, address)).width),
  );
  expect(new Set(widths)).toEqual(new Set([480, 960, 1600]));
});

it('never makes a picture larger than it is', async () => {
  const site = await siteWith({ 'articles/x.md': IN_TEXT, 'images/foto.png': await picture(700, 70) });
  const { text } = await site.get('/artikelen/x');
  expect(text).toMatch(/srcset="\/beelden\/foto-\w+-480\.webp 480w, \/beelden\/foto-\w+-700\.webp 700w"/);
  expect(text).toContain('width="700" height="70"');
});

it('turns a photograph upright and forgets where it was taken', async () => {
  const photograph = await sharp({ create: { width: 60, height: 20, channels: 3, background: 'red' } })
    .withExif({ IFD0: { ImageDescription: 'bij mij thuis' }, IFD3: { GPSLatitude: '52/1 5/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  expect((await sharp(photograph).metadata()).exif).toBeDefined();
  const site = await siteWith({
    'articles/x.md': articleFile({ image: 'foto.jpg' }),
    'images/foto.jpg': photograph,
  });
  const { text } = await site.get('/artikelen/x');
  for (const address of addressesIn(text)) {
    const shown = await show(site, address);
    expect(shown.exif ?? shown.xmp ?? shown.iptc).toBeUndefined();
    if (shown.format === 'webp') expect(shown).toMatchObject({ width: 20, height: 60 });
  }
});

it('cuts a picture of 1200 by 630 out for social media', async () => {
  const site = await siteWith({
    'articles/x.md': articleFile({ image: 'foto.png' }),
    'images/foto.png': await picture(800, 800),
  });
  const address = /og:image" content="([^"]+)"/.exec((await site.get('/artikelen/x')).text)?.[1] ?? '';
  expect(address).toMatch(new RegExp(`^${site.url}/beelden/`));
  const shown = await show(site, new URL(address).pathname);
  expect(shown).toMatchObject({ width: 1200, height: 630, format: 'jpeg' });
});

it('takes a picture of any shape without a wait', async () => {
  const site = await siteWith({
    'images/breed.png': await picture(3000, 4),
    'images/hoog.png': await picture(4, 3000),
  });
  const files = Object.keys(filesIn(join(site.folder, 'uploads')));
  expect(files.filter((name) => name.endsWith('-share.jpg'))).toHaveLength(2);
}, 8000);

it('makes pixels of a drawing, sharp at every width, and reads no file that it names', async () => {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="100" height="50">
    <script>alert(1)</script><image xlink:href="file:///etc/hostname" width="40" height="20"/></svg>`;
  const site = await siteWith({
    'articles/x.md': articleFile({}, '![Lijn](lijn.svg)'),
    'images/lijn.svg': drawing,
  });
  const { text } = await site.get('/artikelen/x');
  expect(text).toContain('width="1600" height="800"');
  for (const address of addressesIn(text)) expect((await show(site, address)).format).not.toBe('svg');
});

it('lets browsers keep a picture for ever, and gives no other file', async () => {
  const site = await siteWith({ 'articles/x.md': IN_TEXT, 'images/foto.png': await picture(20, 20) });
  const address = addressesIn((await site.get('/artikelen/x')).text)[0] ?? '';
  const answer = await site.get(address);
  expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(answer.headers['content-type']).toBe('image/webp');
  expect(answer.headers['content-encoding']).toBeUndefined();
  const original = Object.keys(filesIn(join(site.folder, 'uploads'))).find((name) =>
    name.includes('original'),
  );
  expect(original).toBeDefined();
  const others = [original, 'foto.png', '..%2Fsecret.key', '%2e%2e%2fsite.db', 'secret.key', '%00', '.'];
  for (const name of others) expect((await site.get(`/beelden/${name}`)).status, name).toBe(404);
});

it('works on a picture again only when it has changed or a file of it is gone', async () => {
  const files = { 'images/foto.png': await picture(20, 20) };
  const folder = contentFolder(files);
  const site = await openSite({ content: folder });
  const uploads = join(site.folder, 'uploads');
  const before = Object.keys(filesIn(uploads));
  expect(before).toHaveLength(4);
  expect((await site.services.content.importFolder(folder)).unchanged).toContain('images/foto.png');
  writeFiles(folder, { 'images/foto.png': await picture(30, 30) });
  expect((await site.services.content.importFolder(folder)).updated).toEqual(['images/foto.png']);
  const after = Object.keys(filesIn(uploads));
  expect(after).toHaveLength(4);
  expect(after.filter((name) => before.includes(name))).toEqual([]);
});

it('keeps two pictures apart that differ in the end of their name only', async () => {
  const bytes = await picture(20, 20);
  const site = await siteWith({
    'articles/x.md': articleFile({}, '![Een](foto.png) ![Twee](foto.webp)'),
    'images/foto.png': bytes,
    'images/foto.webp': bytes,
  });
  const { text } = await site.get('/artikelen/x');
  for (const address of addressesIn(text)) expect((await site.get(address)).status).toBe(200);
});

it('shows the logos of the organisation and its partners', async () => {
  const site = await siteWith({
    'site.yaml': `${SITE_YAML}logo: logo.png\npartners:\n  - name: Maat\n    logo: maat.png\n`,
    'images/logo.png': await picture(40, 20),
    'images/maat.png': await picture(40, 20, 'red'),
  });
  const addresses = addressesIn((await site.get('/')).text).filter((address) => /logo|maat/.test(address));
  expect(addresses.length).toBeGreaterThanOrEqual(2);
  for (const address of addresses) expect((await site.get(address)).status).toBe(200);
});

function siteWith(files: Record<string, string | Buffer>): Promise<Site> {
  return openSite({ content: contentFolder(files) });
}

/** The addresses of our own pictures in a page. */
function addressesIn(html: string): string[] {
  return Array.from(new Set(html.match(/\/beelden\/[\w.-]+/g) ?? []));
}

async function show(site: Site, address: string) {
  const { body, status } = await site.get(address);
  expect(status).toBe(200);
  return sharp(body as Buffer).metadata();
}
