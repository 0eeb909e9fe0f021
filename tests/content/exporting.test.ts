import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PROGRAM } from '../../src/services.ts';
import { openSite } from '../support/site.ts';
import { articleFile, contentFolder, emptyFolder, filesIn, picture, writeFiles } from './folder.ts';

it('writes files that change nothing when they come in again', async () => {
  const site = await openSite();
  const folder = emptyFolder();
  const { written, unchanged } = await site.services.content.exportFolder(folder);
  expect(unchanged).toEqual([]);
  expect(written.sort()).toEqual(Object.keys(filesIn(folder)));
  const before = { dump: site.dump(), version: site.services.content.version() };
  const report = await site.services.content.importFolder(folder);
  expect(report).toMatchObject({ added: [], updated: [], kept: [], problems: [] });
  expect(report.unchanged).toHaveLength(written.length);
  expect({ dump: site.dump(), version: site.services.content.version() }).toEqual(before);
});

it('makes the same site of its export as of the files that came in', async () => {
  const first = await openSite();
  const folder = emptyFolder();
  await first.services.content.exportFolder(folder);
  const second = await openSite({ content: folder });
  for (const path of ['/', '/artikelen', '/artikelen/samen-voor-beter', '/contact', '/feed.xml']) {
    const [one, other] = [await first.get(path), await second.get(path)];
    expect(other.text.replaceAll(String(second.port), 'PORT')).toBe(
      one.text.replaceAll(String(first.port), 'PORT'),
    );
  }
});

it('leaves a file as it is, comments and all, where it says the same already', async () => {
  const site = await openSite();
  const folder = emptyFolder();
  const yaml = readFileSync(join(PROGRAM, 'content/site.yaml'));
  writeFiles(folder, { 'site.yaml': yaml, 'notities.txt': 'van iemand' });
  const { written, unchanged } = await site.services.content.exportFolder(folder);
  expect(unchanged).toEqual(['site.yaml']);
  expect(written).toContain('articles/samen-voor-beter.md');
  const files = filesIn(folder);
  expect(files['site.yaml']).toEqual(yaml);
  expect(files['notities.txt']?.toString()).toBe('van iemand');
});

it('writes what staff made of an article, and drafts too', async () => {
  const site = await openSite({
    content: contentFolder({ 'articles/een.md': articleFile({ draft: true }) }),
  });
  const { connection, clock } = site.services;
  connection
    .prepare('UPDATE articles SET title = ?, edited_at = ?')
    .run(`'s Avonds: "ja"`, clock().toISOString());
  const folder = emptyFolder();
  await site.services.content.exportFolder(folder);
  const text = filesIn(folder)['articles/een.md']?.toString();
  expect(text).toContain('draft: true');
  expect((await site.services.content.importFolder(folder)).unchanged).toContain('articles/een.md');
});

it('gives a picture back as it came in', async () => {
  const bytes = await picture(2000, 10);
  const site = await openSite({ content: contentFolder({ 'images/breed.png': bytes }) });
  const folder = emptyFolder();
  await site.services.content.exportFolder(folder);
  expect(filesIn(folder)['images/breed.png']).toEqual(bytes);
});
