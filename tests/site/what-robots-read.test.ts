import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { contentFolder } from '../support/content.ts';
import { openSite, START } from '../support/site.ts';

const DAY = 24 * 60 * 60 * 1000;

it('lists in the sitemap what visitors can read, with absolute addresses that answer', async () => {
  const site = await openSite({ content: contentFolder({ articles: ['experimenten-basisinkomen'] }) });
  const answer = await site.get(paths.sitemap());
  expect(answer.headers['content-type']).toContain('application/xml');
  const found = [...answer.text.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address = '']) => address);
  expect(found.every((address) => address.startsWith(`${site.url}/`))).toBe(true);
  const listed = found.map((address) => address.slice(site.url.length));
  expect(listed).toContain('/artikelen/experimenten-basisinkomen');
  expect(listed).toContain('/basisinkomen');
  expect(listed).toContain('/privacybeleid');
  expect(listed, 'a section without articles').not.toContain('/nieuws');
  for (const path of listed) expect((await site.get(path)).status).toBe(200);
});

it('keeps robots away from the staff side, from searches and from personal links', async () => {
  const site = await openSite({ content: contentFolder() });
  const { text } = await site.get(paths.robots());
  for (const path of ['/beheer', '/zoeken', '/nieuwsbrief/bevestigen/', '/nieuwsbrief/afmelden/']) {
    expect(text).toContain(`Disallow: ${path}\n`);
  }
  expect(text).toContain(`Sitemap: ${site.url}/sitemap.xml`);
});

it('says where to report a hole, until less than a year from now', async () => {
  const site = await openSite({ content: contentFolder() });
  const { text } = await site.get(paths.security());
  expect(text).toContain(`Contact: ${site.url}/contact\n`);
  expect(text).toContain(`Canonical: ${site.url}/.well-known/security.txt\n`);
  const expires = Date.parse(/^Expires: (\S+)$/m.exec(text)?.[1] ?? '');
  expect(expires).toBeGreaterThan(START.getTime() + 90 * DAY);
  expect(expires).toBeLessThan(START.getTime() + 365 * DAY);
});

it('never lets security.txt expire while the site runs', async () => {
  const site = await openSite({ content: contentFolder() });
  await site.get(paths.security());
  site.clock.advance(400 * DAY);
  const { text } = await site.get(paths.security());
  expect(Date.parse(/^Expires: (\S+)$/m.exec(text)?.[1] ?? '')).toBeGreaterThan(site.clock.now().getTime());
});

it('says that it is well while the database answers, and 503 when it does not', async () => {
  const site = await openSite({ content: contentFolder() });
  const well = await site.get(paths.health());
  expect([well.status, well.text]).toEqual([200, 'ok\n']);
  expect(well.headers['cache-control']).toBe('no-store');
  site.services.close();
  const ill = await site.get(paths.health());
  expect([ill.status, ill.text]).toEqual([503, 'the database does not answer\n']);
});
