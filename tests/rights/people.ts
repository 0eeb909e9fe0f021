import type { ParticipantDetails } from '../../src/participants/participant.ts';
import { paths } from '../../src/paths.ts';
import type { Site } from '../support/site.ts';

export { register } from '../invitations/inviting.ts';

type Staff = Awaited<ReturnType<Site['signIn']>>;

/** Somebody who stands in the register and reads the newsletter. Nobody exists. */
export const Noor = { name: 'Noor Verhoeven', email: 'noor@lijsten.example' };

export const NOOR_ENTRY: Partial<ParticipantDetails> = {
  ...{ firstName: 'Noor', lastName: 'Verhoeven', street: 'Kerkpad', houseNumber: '7', postcode: '1234 AB' },
  ...{ town: 'Ljouwert', email: Noor.email, phone: '06-00000007', note: 'Spreekt graag over schulden.' },
  mailGround: 'participant',
};

/** Her father, of the same house and with the same e-mail address. */
export const KEES_ENTRY: Partial<ParticipantDetails> = {
  ...{ firstName: 'Kees', lastName: 'Verhoeven', street: 'Kerkpad', houseNumber: '7', postcode: '1234 AB' },
  ...{ town: 'Ljouwert', email: Noor.email, note: 'Kees houdt van schaken.', mailGround: 'participant' },
};

/** The id of the reader with this address. */
export function readerId(site: Site, email: string): string {
  const reader = site.services.subscribers.byAddressKey(email);
  if (reader === undefined) throw new Error(`Nobody reads at ${email}`);
  return reader.id;
}

/** Writes a request down for these people (`lezer.ID`, `persoon.ID`). Returns its address. */
export async function ask(staff: Staff, kind: string, people: string[], day = '2026-03-05'): Promise<string> {
  const ticks = Object.fromEntries(people.map((person) => [`wie_${person}`, 'ja']));
  const answer = await staff.post(paths.staff.newRequest(), {
    soort: kind,
    datum: day,
    notitie: '',
    ...ticks,
  });
  if (answer.status !== 303) throw new Error(`A request was answered with ${answer.status}`);
  return String(answer.headers.location);
}

/** The id in the address of a request. */
export function idIn(address: string): string {
  return address.split('/').at(-1) ?? '';
}
