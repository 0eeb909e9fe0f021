import { describeProblem } from '../content/content.ts';
import type { Command } from './command.ts';
import { showProgress } from './progress.ts';

/** Brings articles, pages, pictures and `site.yaml` in from a folder. */
export const contentImport: Command = {
  name: 'content import',
  about:
    'Brings in the articles, pages, pictures and site.yaml of a folder. What is the same stays as it is.',
  options: [],
  positionals: ['FOLDER'],
  run: async ({ content }, { positionals: [folder = ''] }) => {
    const { added, updated, unchanged, kept, problems } = await content.importFolder(folder, showProgress);
    for (const file of added) console.info(`added    ${file}`);
    for (const file of updated) console.info(`updated  ${file}`);
    for (const file of kept)
      console.info(`kept     ${file}: it was changed on the site after its file came in`);
    for (const problem of problems) console.error(`problem  ${describeProblem(problem)}`);
    console.info(
      `${added.length} added, ${updated.length} updated, ${unchanged.length} unchanged, ${kept.length} kept, ${problems.length} problems.`,
    );
    return problems.length === 0 ? 'done' : 'failed';
  },
};
