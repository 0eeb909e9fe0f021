import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { contentFolder } from '../support/content.ts';
import { openSite } from '../support/site.ts';

it('shows the three opening articles, each in a form of its own', async () => {
  const site = await openSite();
  const { text } = await site.get(paths.home());
  expect(text).toMatch(
    /<article class="hero"[^>]*data-section="manifest"[\s\S]*Samen voor beter[\s\S]*<img /,
  );
  expect(text).toMatch(/<article class="opinion"[\s\S]*class="portrait"[\s\S]*Raf Janssen/);
  expect(text).toMatch(/<article class="statement"[\s\S]*Experimenten/);
  expect(text).toContain('Lees meer');
  expect(text).toContain('Lees verder');
});

it.each([
  [0, []],
  [1, ['experimenten-basisinkomen']],
  [2, ['samen-voor-beter', 'experimenten-basisinkomen']],
])('stands whole with %i articles', async (count, slugs) => {
  const site = await openSite({ content: contentFolder({ articles: slugs, pictures: count === 2 }) });
  const answer = await site.get(paths.home());
  expect(answer.status).toBe(200);
  expect(answer.text.match(/<article /g) ?? []).toHaveLength(count);
  expect(answer.text).toContain('Blijf op de hoogte');
  expect(answer.text).toContain('Onze partners');
});

it('carries a form that signs up for the newsletter, with the field that only robots fill in', async () => {
  const site = await openSite({ content: contentFolder() });
  const { text } = await site.get(paths.home());
  const form = /<form[^>]*action="\/nieuwsbrief"[\s\S]*?<\/form>/.exec(text)?.[0] ?? '';
  expect(form).toContain('method="post"');
  for (const name of ['naam', 'email', 'website']) expect(form).toContain(`name="${name}"`);
  expect(form).toContain(`href="${paths.privacy()}"`);
});

it('shows the partners by name, and links those of whom the address is known', async () => {
  const content = contentFolder({
    site: (yaml) =>
      yaml.replace('  - name: Initiatief Nu\n', '  - name: Initiatief Nu\n    url: https://nu.example/\n'),
  });
  const site = await openSite({ content });
  const { text } = await site.get(paths.home());
  expect(text).toMatch(/<a class="partner" href="https:\/\/nu\.example\/">\s*Initiatief Nu\s*<\/a>/);
  expect(text).toMatch(/<div class="partner">\s*Expeditie Sociale Coöperatie\s*<\/div>/);
});

it('tells search engines who we are and how to search the site', async () => {
  const site = await openSite({ content: contentFolder() });
  const { text } = await site.get(paths.home());
  const json = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text)?.[1] ?? '';
  const [organisation, website] = JSON.parse(json)['@graph'];
  expect(organisation).toMatchObject({
    '@type': 'Organization',
    name: 'Sociale Alliantie',
    url: `${site.url}/`,
  });
  expect(organisation.address).toContain('Postbus 2758');
  expect(website.potentialAction.target.urlTemplate).toBe(`${site.url}/zoeken?q={zoekwoorden}`);
});
