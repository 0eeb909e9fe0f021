import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { openSite, type Site } from '../support/site.ts';
import { articleFile, contentFolder, emptyFolder, picture, writeFiles } from './folder.ts';

it('brings in the opening content on the first start, and never again', async () => {
  const site = await openSite();
  expect((await site.get('/artikelen/samen-voor-beter')).text).toContain('In februari 2018 stelde');
  const other = contentFolder({ 'articles/samen-voor-beter.md': articleFile({ title: 'Iets anders' }) });
  await site.services.content.importOpeningContent(other);
  expect((await site.get('/artikelen/samen-voor-beter')).text).toContain('In februari 2018 stelde');
});

it('does not start without a site.yaml that is right, and names the line', async () => {
  const content = contentFolder({ 'site.yaml': 'name: Proefbond\ncolour: red\n' });
  await expect(openSite({ content })).rejects.toThrow(/site\.yaml:2: colour: there is no such key/);
});

it('starts with the files that are right, and logs which is not', async () => {
  const content = contentFolder({ 'articles/goed.md': articleFile(), 'articles/fout.md': 'geen kop' });
  const site = await openSite({ content });
  expect((await site.get('/artikelen/goed')).status).toBe(200);
  expect((await site.get('/artikelen/fout')).status).toBe(404);
  expect(site.logged.join()).toContain('articles/fout.md');
});

it('adds what is new, updates what changed and leaves the rest', async () => {
  const { site, folder } = await siteWith({
    'articles/blijft.md': articleFile({ title: 'Blijft' }),
    'articles/verandert.md': articleFile({ title: 'Verandert' }),
    'pages/over.md': '---\ntitle: Over ons\n---\n\nWij.\n',
  });
  writeFiles(folder, {
    'articles/verandert.md': articleFile({ title: 'Veranderd' }),
    'articles/nieuw.md': articleFile({ title: 'Nieuw' }),
  });
  expect(await site.services.content.importFolder(folder)).toEqual({
    added: ['articles/nieuw.md'],
    updated: ['articles/verandert.md'],
    unchanged: ['articles/blijft.md', 'pages/over.md', 'site.yaml'],
    kept: [],
    problems: [],
  });
  expect((await site.get('/artikelen/verandert')).text).toContain('<h1>Veranderd</h1>');
});

it('changes nothing the second time, and leaves the number of the content as it was', async () => {
  const { site, folder } = await siteWith({
    'articles/een.md': articleFile({ image: 'foto.png' }, '![Een vlak](foto.png)'),
    'images/foto.png': await picture(20, 10),
  });
  const before = { version: site.services.content.version(), dump: site.dump() };
  const report = await site.services.content.importFolder(folder);
  expect(report.unchanged).toHaveLength(3);
  expect({ version: site.services.content.version(), dump: site.dump() }).toEqual(before);
});

it('takes a file that only looks different for the same', async () => {
  const { site, folder } = await siteWith({ 'articles/een.md': articleFile({ title: 'Café' }, 'Één.') });
  const decomposed = articleFile({ title: '"Café"' }, 'Één.').normalize('NFD');
  writeFiles(folder, { 'articles/een.md': `\uFEFF${decomposed.replaceAll('\n', '\r\n')}` });
  expect((await site.services.content.importFolder(folder)).unchanged).toContain('articles/een.md');
});

it('leaves an article that staff changed alone, and says so', async () => {
  const { site, folder } = await siteWith({ 'articles/een.md': articleFile({ title: 'Van de map' }) });
  editAsStaff(site, 'Van de staf');
  writeFiles(folder, { 'articles/een.md': articleFile({ title: 'Weer van de map' }) });
  const report = await site.services.content.importFolder(folder);
  expect(report.kept).toEqual(['articles/een.md']);
  expect((await site.get('/artikelen/een')).text).toContain('<h1>Van de staf</h1>');
});

it('lets the file count again once it says what staff made of the article', async () => {
  const { site, folder } = await siteWith({ 'articles/een.md': articleFile({ title: 'Van de map' }) });
  editAsStaff(site, 'Van de staf');
  writeFiles(folder, { 'articles/een.md': articleFile({ title: 'Van de staf' }) });
  expect((await site.services.content.importFolder(folder)).unchanged).toContain('articles/een.md');
  writeFiles(folder, { 'articles/een.md': articleFile({ title: 'Van allebei' }) });
  expect((await site.services.content.importFolder(folder)).updated).toEqual(['articles/een.md']);
  expect((await site.get('/artikelen/een')).text).toContain('<h1>Van allebei</h1>');
});

it('shows a changed picture in every text that has it, also in one that staff changed', async () => {
  const { site, folder } = await siteWith({
    'articles/een.md': articleFile({}, '![Een vlak](foto.png)'),
    'images/foto.png': await picture(20, 10),
  });
  editAsStaff(site, 'Van de staf');
  const before = srcOf((await site.get('/artikelen/een')).text);
  writeFiles(folder, { 'images/foto.png': await picture(30, 10) });
  await site.services.content.importFolder(folder);
  const after = srcOf((await site.get('/artikelen/een')).text);
  expect(after).not.toBe(before);
  expect((await site.get(after)).status).toBe(200);
  expect((await site.get(before)).status).toBe(404);
});

it('says so when the folder is not there or holds nothing', async () => {
  const { site } = await siteWith({});
  for (const folder of [emptyFolder(), '/geen/map']) {
    const { problems } = await site.services.content.importFolder(folder);
    expect(problems).toEqual([{ file: folder, message: expect.stringContaining('holds no content') }]);
  }
});

it('tells how far it is', async () => {
  const { site, folder } = await siteWith({ 'articles/een.md': articleFile() });
  const steps: string[] = [];
  await site.services.content.importFolder(folder, (done, total) => steps.push(`${done}/${total}`));
  expect(steps).toEqual(['0/2', '1/2', '2/2']);
});

it('shows new content at once: a kept page is of the content before', async () => {
  const { site, folder } = await siteWith({});
  expect((await site.get(paths.articles())).text).toContain('Hier staat nog niets');
  writeFiles(folder, { 'articles/nieuw.md': articleFile({ title: 'Nieuw' }) });
  await site.services.content.importFolder(folder);
  expect((await site.get(paths.articles())).text).toContain('Nieuw');
});

async function siteWith(files: Record<string, string | Buffer>) {
  const folder = contentFolder(files);
  return { site: await openSite({ content: folder }), folder };
}

/** What the editor of the staff pages does to an article. */
function editAsStaff(site: Site, title: string): void {
  const { connection, clock } = site.services;
  connection.prepare('UPDATE articles SET title = ?, edited_at = ?').run(title, clock().toISOString());
}

function srcOf(html: string): string {
  return /<img src="(\/beelden\/[^"]+)"/.exec(html)?.[1] ?? 'no picture';
}
