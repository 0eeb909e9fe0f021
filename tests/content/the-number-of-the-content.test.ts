import { expect, it } from 'vitest';
import { openSite } from '../support/site.ts';
import { articleFile, contentFolder, picture, SITE_YAML, writeFiles } from './folder.ts';

it('goes up with every change of what the pages show, whoever makes it', async () => {
  const content = contentFolder({
    'articles/een.md': articleFile({ image: 'foto.png' }),
    'pages/over.md': '---\ntitle: Over\n---\n',
    'images/foto.png': await picture(2, 2),
  });
  const site = await openSite({ content });
  const changes = [
    `UPDATE articles SET title = 'Anders'`,
    `UPDATE article_bodies SET html = '<p>Anders'`,
    `UPDATE standing_pages SET title = 'Anders'`,
    `UPDATE organisation SET json = json`,
    `UPDATE pictures SET hash = 'x'`,
    `DELETE FROM article_bodies`,
    `DELETE FROM articles`,
    `DELETE FROM standing_pages`,
    `DELETE FROM pictures`,
    `DELETE FROM organisation`,
  ];
  for (const change of changes) {
    const before = site.services.content.version();
    site.services.connection.exec(change);
    expect(site.services.content.version(), change).toBeGreaterThan(before);
  }
});

it('brings a new organisation onto every page', async () => {
  const folder = contentFolder();
  const site = await openSite({ content: folder });
  expect((await site.get('/artikelen')).text).toContain('Proefbond');
  writeFiles(folder, { 'site.yaml': SITE_YAML.replace('Proefbond', 'Nieuwe Naam') });
  await site.services.content.importFolder(folder);
  const { text } = await site.get('/artikelen');
  expect(text).toContain('Nieuwe Naam');
  expect(text).not.toContain('Proefbond');
});
