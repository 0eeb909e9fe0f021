import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { MOST_IN_XLSX } from '../tables/write-xlsx.ts';
import type { Command } from './command.ts';
import { BY } from './subscribers-import.ts';

/** Writes the whole list of readers to a file that only its owner can read. */
export const subscribersExport: Command = {
  name: 'subscribers export',
  about:
    'Writes the readers of every state, with the proof of their consent, to a CSV file (or to XLSX, by its name).',
  options: [],
  positionals: ['FILE.csv'],
  run: async ({ exports, accessLog }, { positionals: [file = ''] }) => {
    const xlsx = file.toLowerCase().endsWith('.xlsx');
    const count = exports.count(undefined);
    if (xlsx && count > MOST_IN_XLSX) {
      console.error(`There are ${count} readers, and an XLSX file takes ${MOST_IN_XLSX}: write CSV.`);
      return 'failed';
    }
    try {
      accessLog.write(BY, 'subscriber.export', exports.persons(undefined));
      const body = xlsx ? exports.xlsx(undefined) : exports.csv(undefined);
      await pipeline(body, createWriteStream(file, { mode: 0o600 }));
      console.info(`Written: ${count} readers.`);
      return 'done';
    } catch (error) {
      console.error(`${file} can't be written: ${(error as Error).message}`);
      return 'failed';
    }
  },
};
