import type { Command } from './command.ts';

/** Prints who can sign in. */
export const staffList: Command = {
  name: 'staff list',
  about:
    'Prints the names and addresses of the staff, when each last used the site (UTC), and who has no second factor.',
  options: [],
  positionals: [],
  run: async ({ accounts, factors }) => {
    const staff = accounts.list();
    if (staff.length === 0) console.info('Nobody yet. Start the site: it prints a link for the first one.');
    for (const { id, name, email, lastUsedAt } of staff) {
      const lastUse = lastUsedAt?.slice(0, 16).replace('T', ' ') ?? 'never';
      const without = factors.has(id) ? '' : ', no second factor';
      console.info(`${name} <${email}>, last use: ${lastUse}${without}`);
    }
    return 'done';
  },
};
