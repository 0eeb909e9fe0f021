import { syntheticParticipants } from '../demo/people.ts';
import type { Participants } from '../participants/participants.ts';
import type { Command } from './command.ts';
import { showProgress } from './progress.ts';

const MOST = 1_000_000;

/** Fills the site with people who do not exist, to try it out. */
export const demo: Command = {
  name: 'demo',
  about: 'Adds synthetic people to try the site with. Refuses on a site in production.',
  options: [{ name: 'participants', value: 'N', about: 'how many entries the register gets' }],
  positionals: [],
  run: async (services, { values }) => {
    if (services.config.production) {
      console.error('This site is in production: nobody who does not exist goes into it.');
      return 'failed';
    }
    const count = readCount(values.participants ?? '0');
    if (count === undefined) {
      console.error(`--participants takes a whole number, up to ${MOST}.`);
      return 'failed';
    }
    fillParticipants(services, count, (added) => showProgress(added, count));
    console.info(`The register got ${count} entries more.`);
    return 'done';
  },
};

/** Adds so many entries that do not exist to the register. `progress` hears how many there are so far. */
export function fillParticipants(
  { participants }: { participants: Participants },
  count: number,
  progress: (added: number) => void = () => {},
): void {
  participants.addMany(syntheticParticipants(count), progress);
}

function readCount(typed: string): number | undefined {
  const count = /^\d+$/.test(typed) ? Number(typed) : Number.NaN;
  return count <= MOST ? count : undefined;
}
