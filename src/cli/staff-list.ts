import type { Command } from './command.ts';

/** Prints who can sign in. */
export const staffList: Command = {
  name: 'staff list',
  about: 'Prints the names and addresses of the staff, and when each last used the site (UTC).',
  options: [],
  positionals: [],
  run: async ({ accounts }) => {
    const staff = accounts.list();
    if (staff.length === 0) console.info('Nobody yet. Start the site: it prints a link for the first one.');
    for (const { name, email, lastUsedAt } of staff) {
      console.info(`${name} <${email}>, last use: ${lastUsedAt?.slice(0, 16).replace('T', ' ') ?? 'never'}`);
    }
    return 'done';
  },
};
