import { parseAddress } from '../mail/address.ts';
import { paths } from '../paths.ts';
import type { Command } from './command.ts';

/** Lets a staff member back in who has lost everything. */
export const staffReset: Command = {
  name: 'staff reset',
  about:
    'The last resort, when somebody has lost password, phone and paper and no colleague can let them back in. Signs the account out everywhere and prints a link that sets a new password and takes the second factors away. It works once, within a day. The access log has it, and all of the staff are mailed.',
  options: [{ name: 'email', value: 'E', about: 'the address to sign in with', required: true }],
  positionals: [],
  run: async ({ accounts, config, log }, { values }) => {
    const address = parseAddress(values.email ?? '');
    const found = address.ok ? accounts.reset(address.address) : undefined;
    if (found === undefined) {
      console.error(`--email: nobody of the staff has the address ${values.email}. See: staff list.`);
      return 'failed';
    }
    const { token, member } = found;
    log.warn({ staff: member.id }, 'an account was reset at the command line');
    console.info(`${member.name} <${member.email}> is signed out everywhere.`);
    console.info(
      'This link sets a new password. The second factors go with it. It works once, within a day.',
    );
    console.info(config.siteUrl + paths.staff.setUp(token));
    return 'done';
  },
};
