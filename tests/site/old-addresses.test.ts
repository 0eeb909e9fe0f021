import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contentFolder } from '../support/content.ts';
import { openSite } from '../support/site.ts';

const MOVED: [old: string, now: string][] = [
  ['/index.php', '/'],
  ['/index.php/', '/'],
  ['/index.php?lang=nl', '/'],
  ['/index.html', '/'],
  ['/index.php/nieuwsbrief', '/nieuwsbrief'],
  ['/index.php/nieuwsbrief/', '/nieuwsbrief'],
  ['/index.php/contact', '/contact'],
  ['/index.php/privacybeleid', '/privacybeleid'],
  ['/index.php/opinie', '/opinie'],
  ['/index.php/2-basisinkomen', '/basisinkomen'],
  ['/index.php/samen-voor-beter', '/artikelen/samen-voor-beter'],
  ['/index.php/manifest/12-samen-voor-beter', '/artikelen/samen-voor-beter'],
  ['/index.php/manifest/9-artikelen/12-samen-voor-beter.html', '/artikelen/samen-voor-beter'],
  [
    '/opinie/5-valse-beeldvorming-over-bijstandsgerechtigden.html',
    '/artikelen/valse-beeldvorming-over-bijstandsgerechtigden',
  ],
  [
    '/index.php?option=com_content&view=article&id=12:samen-voor-beter&catid=8',
    '/artikelen/samen-voor-beter',
  ],
  ['/index.php/component/content/article?id=12:samen-voor-beter', '/artikelen/samen-voor-beter'],
  ['/index.php?format=feed&type=rss', '/feed.xml'],
];

const GONE = [
  '/index.php/12-iets-dat-er-niet-is',
  '/index.php?option=com_content&view=article&id=12',
  '/weg.html',
];

it('leads each old address to the page that took its place, for good', async () => {
  const site = await openSite();
  for (const [old, now] of MOVED) {
    const answer = await site.get(old);
    expect([old, answer.status, answer.headers.location]).toEqual([old, 308, now]);
  }
});

it('says of an old address without a page that there is no such page', async () => {
  const site = await openSite({ content: contentFolder() });
  for (const old of GONE) expect([old, (await site.get(old)).status]).toEqual([old, 404]);
});

it('never leads to another site, whatever stands behind /index.php', async () => {
  const site = await openSite({ content: contentFolder() });
  const segment = fc.oneof(
    fc.constantFrom(
      '',
      '..',
      '/',
      '\\',
      'https:',
      'evil.example',
      '%2F%2Fevil.example',
      '12-opinie',
      '%00',
      '%zz',
    ),
    fc.string({ maxLength: 8, unit: 'binary' }).map(encodeURIComponent),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(segment, { maxLength: 4 }), async (segments) => {
      const answer = await site.get(`/index.php/${segments.join('/')}`);
      expect([308, 400, 404]).toContain(answer.status);
      if (answer.status === 308) expect(answer.headers.location).toMatch(/^\/(?![/\\])/);
    }),
    { numRuns: 100 },
  );
});
