import { parseAddress } from '../mail/address.ts';
import { paths } from '../paths.ts';
import { USUAL_NUMBER } from '../staff/accounts.ts';
import type { Command } from './command.ts';

const LONGEST_NAME = 100;

/** Prints a link with which a staff member makes an account, or sets a new password. */
export const staffInvite: Command = {
  name: 'staff invite',
  about:
    'Prints a link with which somebody makes a staff account. It works once, within 7 days. For an address that already has an account the link sets a new password and signs that account out everywhere; a second factor is asked for as before.',
  options: [
    { name: 'name', value: 'N', about: 'the name of the staff member', required: true },
    { name: 'email', value: 'E', about: 'the address to sign in with', required: true },
  ],
  positionals: [],
  run: async ({ accounts, config }, { values }) => {
    const name = (values.name ?? '').trim().normalize('NFC');
    if (name === '' || name.length > LONGEST_NAME || /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(name)) {
      console.error(`--name: give a name of at most ${LONGEST_NAME} characters, on one line.`);
      return 'failed';
    }
    const address = parseAddress(values.email ?? '');
    if (!address.ok) {
      console.error(`--email: ${values.email} is no e-mail address.`);
      return 'failed';
    }
    const { token, account } = accounts.invite({ name, address: address.address });
    const what =
      account === 'new' ? 'makes the account of' : 'sets a new password, and ends the sessions, of';
    console.info(`This link ${what} ${name} <${address.address.typed}>. It works once, within 7 days.`);
    console.info(config.siteUrl + paths.staff.setUp(token));
    warnOfMany(accounts.count() + (account === 'new' ? 1 : 0));
    return 'done';
  },
};

function warnOfMany(count: number): void {
  if (count <= USUAL_NUMBER) return;
  console.warn(
    `With this one ${count} people have access, more than the usual ${USUAL_NUMBER}. The privacy policy tells the number. Take access away from who no longer needs it, at Medewerkers.`,
  );
}
