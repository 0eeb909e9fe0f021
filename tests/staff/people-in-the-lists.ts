import { NOTHING_KNOWN } from '../../src/participants/participant.ts';
import { paths } from '../../src/paths.ts';
import type { Site } from '../support/site.ts';

/** A reader and somebody in the register, whose names and addresses stand nowhere else. */
export const READER = { name: 'Roelofje Lezersma', email: 'roelofje@lezers.example' };
export const MEMBER = { name: 'Bartholomea', email: 'bartholomea@register.example', town: 'Heerhugowaard' };

/** Puts both in their lists. Returns their ids. */
export async function putPeopleInTheLists(site: Site): Promise<{ subscriber: string; participant: string }> {
  await site.subscribe(READER);
  const { entry } = site.services.participants.add(
    {
      ...NOTHING_KNOWN,
      ...{
        kind: 'participant',
        firstName: MEMBER.name,
        infix: '',
        lastName: 'Registerstra',
        organisation: '',
      },
      ...{ street: 'Dorpsstraat', houseNumber: '1', houseSuffix: '', postcode: '1234 AB', town: MEMBER.town },
      ...{ country: 'NL', email: MEMBER.email, emailKey: MEMBER.email, phone: '', note: '' },
    },
    'somebody of the staff',
  );
  const list = site.services.subscribers.list({
    state: undefined,
    words: '',
    after: undefined,
    before: undefined,
  });
  return { subscriber: list.subscribers[0]?.id ?? '', participant: entry.id };
}

/** An address with ids of people who are there. */
export function withIds(pattern: string, ids: { subscriber: string; participant: string }): string {
  const id = pattern.startsWith(paths.staff.subscribers()) ? ids.subscriber : ids.participant;
  return pattern.replaceAll(/:\w+/g, id);
}
