import type { Articles } from '../articles/articles.ts';
import { syntheticArticles } from '../demo/articles.ts';
import { syntheticParticipants } from '../demo/people.ts';
import { syntheticReaders } from '../demo/readers.ts';
import type { Participants } from '../participants/participants.ts';
import type { Services } from '../services.ts';
import type { Command } from './command.ts';
import { showProgress } from './progress.ts';

const MOST = 1_000_000;
const KINDS = ['subscribers', 'participants', 'articles'] as const;

/** Fills the site with what does not exist, to try it out. */
export const demo: Command = {
  name: 'demo',
  about: 'Adds synthetic people and articles to try the site with. Refuses on a site in production.',
  options: [
    { name: 'subscribers', value: 'N', about: 'how many readers the newsletter gets' },
    { name: 'participants', value: 'N', about: 'how many entries the register gets' },
    { name: 'articles', value: 'N', about: 'how many articles the site gets' },
  ],
  positionals: [],
  run: async (services, { values }) => {
    if (services.config.production) {
      console.error('This site is in production: nothing that does not exist goes into it.');
      return 'failed';
    }
    for (const kind of KINDS) {
      const count = readCount(values[kind] ?? '0');
      if (count === undefined) {
        console.error(`--${kind} takes a whole number, up to ${MOST}.`);
        return 'failed';
      }
      if (count === 0) continue;
      fill(services, kind, count);
      console.info(`Added: ${count} ${kind}.`);
    }
    return 'done';
  },
};

function fill(services: Services, kind: (typeof KINDS)[number], count: number): void {
  const progress = (added: number) => showProgress(added, count);
  if (kind === 'participants') fillParticipants(services, count, progress);
  if (kind === 'articles') fillArticles(services, count, progress);
  if (kind === 'subscribers')
    services.subscribers.addMany(syntheticReaders(count, services.clock()), progress);
}

/** Adds so many entries that do not exist to the register. `progress` hears how many there are so far. */
export function fillParticipants(
  { participants }: { participants: Participants },
  count: number,
  progress: (added: number) => void = () => {},
): void {
  participants.addMany(syntheticParticipants(count), progress);
}

/** Adds so many articles that say of themselves that they are examples. */
export function fillArticles(
  { articles }: { articles: Articles },
  count: number,
  progress: (added: number) => void = () => {},
): void {
  let added = 0;
  for (const article of syntheticArticles(count)) {
    articles.save(article);
    added += 1;
    progress(added);
  }
}

function readCount(typed: string): number | undefined {
  const count = /^\d+$/.test(typed) ? Number(typed) : Number.NaN;
  return count <= MOST ? count : undefined;
}
