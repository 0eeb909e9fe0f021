import type { Command } from './command.ts';

/** Erases again, from a database of before, who was erased since. */
export const erasuresApply: Command = {
  name: 'erasures apply',
  about:
    'Erases again who was erased since this database was made: after a backup was put back. Every start does this by itself. What was applied already is left alone.',
  options: [],
  positionals: [],
  run: async ({ rights }) => {
    const { erasures, subscribers, participants } = rights.erasing.apply();
    const readers = `${subscribers} ${subscribers === 1 ? 'reader' : 'readers'}`;
    const entries = `${participants} ${participants === 1 ? 'entry' : 'entries'} of the register`;
    console.info(`${erasures} ${erasures === 1 ? 'erasure' : 'erasures'} applied: ${readers}, ${entries}.`);
    return 'done';
  },
};
