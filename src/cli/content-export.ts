import type { Command } from './command.ts';

/** Writes articles, pages, pictures and `site.yaml` to a folder. */
export const contentExport: Command = {
  name: 'content export',
  about: 'Writes the articles, pages, pictures and site.yaml to a folder, as an import reads them.',
  options: [],
  positionals: ['FOLDER'],
  run: async ({ content }, { positionals: [folder = ''] }) => {
    try {
      const { written, unchanged } = await content.exportFolder(folder);
      for (const file of written) console.info(`written  ${file}`);
      console.info(`${written.length} written, ${unchanged.length} the same already.`);
      return 'done';
    } catch (error) {
      console.error(`${folder} can't be written: ${(error as Error).message}`);
      return 'failed';
    }
  },
};
