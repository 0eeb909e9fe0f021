import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { MOST_IN_XLSX } from '../tables/write-xlsx.ts';
import type { Command } from './command.ts';
import { BY, BY_IN_DUTCH } from './subscribers-import.ts';

/** Writes the whole register to a file that only its owner can read, for a purpose that the ledger keeps. */
export const participantsExport: Command = {
  name: 'participants export',
  about:
    'Writes the whole register to a CSV file (or to XLSX, by its name). The register is for invitations to activities only: the ledger keeps for which one, when, and who was in it.',
  options: [
    {
      name: 'purpose',
      value: 'TEXT',
      about: 'the activity that it is for, such as "AlliantieRaad, spring 2026"',
      required: true,
    },
  ],
  positionals: ['FILE'],
  run: async ({ registerExports, participants, accessLog, inTransaction }, { positionals, values }) => {
    const [file = ''] = positionals;
    const format = file.toLowerCase().endsWith('.xlsx') ? 'xlsx' : 'csv';
    try {
      const done = inTransaction(() => {
        const saved = registerExports.save({
          ...{ ids: participants.idsOf({}), extent: 'everything', format },
          ...{ activity: { title: values.purpose ?? '' }, staff: { id: '', name: BY_IN_DUTCH } },
        });
        if (saved.outcome === 'file') accessLog.write(BY, 'participant.export', saved.persons);
        return saved;
      });
      if (done.outcome !== 'file') return fail(REFUSALS[done.outcome]);
      await pipeline(done.file, createWriteStream(file, { mode: 0o600 }));
      console.info(`Written: ${done.count} entries.`);
      return 'done';
    } catch (error) {
      return fail(`${file} can't be written: ${(error as Error).message}`);
    }
  },
};

const REFUSALS = {
  nobody: 'There is nobody in the register.',
  'too-long': `An XLSX file takes ${MOST_IN_XLSX} entries: write CSV.`,
  'no-activity': '--purpose takes the name of the activity that it is for.',
};

function fail(why: string): 'failed' {
  console.error(why);
  return 'failed';
}
