import { expect, it, vi } from 'vitest';
import type { Command } from '../../src/cli/command.ts';
import { contentExport } from '../../src/cli/content-export.ts';
import { contentImport } from '../../src/cli/content-import.ts';
import { openSite, type Site } from '../support/site.ts';
import { articleFile, contentFolder, emptyFolder, filesIn, writeFiles } from './folder.ts';

it('imports a folder, tells what it did with each file, and fails when one has a problem', async () => {
  const folder = contentFolder({ 'articles/een.md': articleFile() });
  const site = await openSite({ content: contentFolder() });
  const first = await run(site, contentImport, folder);
  expect(first).toEqual({
    done: 'done',
    text: 'added    articles/een.md\n1 added, 0 updated, 1 unchanged, 0 kept, 0 problems.',
  });
  writeFiles(folder, { 'articles/fout.md': articleFile({ section: 'sport' }) });
  const second = await run(site, contentImport, folder);
  expect(second.done).toBe('failed');
  expect(second.text).toContain('problem  articles/fout.md:3: section: must be one of');
});

it('exports to a folder, and says so when it can not be written', async () => {
  const site = await openSite({ content: contentFolder({ 'articles/een.md': articleFile() }) });
  const folder = emptyFolder();
  expect((await run(site, contentExport, folder)).text).toContain('2 written, 0 the same already.');
  expect(Object.keys(filesIn(folder))).toEqual(['articles/een.md', 'site.yaml']);
  writeFiles(folder, { 'een-bestand': '' });
  const failed = await run(site, contentExport, `${folder}/een-bestand`);
  expect(failed.done).toBe('failed');
  expect(failed.text).toContain("can't be written");
});

async function run(site: Site, command: Command, folder: string) {
  const lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  const spies = [vi.spyOn(console, 'info'), vi.spyOn(console, 'error')].map((spy) =>
    spy.mockImplementation(print),
  );
  const done = await command.run(site.services, { values: {}, positionals: [folder] });
  for (const spy of spies) spy.mockRestore();
  return { done, text: lines.join('\n') };
}
