import { NOTHING_KNOWN, type ParticipantDetails } from '../../src/participants/participant.ts';
import { paths } from '../../src/paths.ts';
import { makePublished, type Staff } from '../meetings/meetings.ts';
import { linkIn, openSite, type Site } from '../support/site.ts';

export type { Staff } from '../meetings/meetings.ts';

/** People of the register. Nobody exists. */
export const PEOPLE = {
  anna: {
    ...{
      firstName: 'Anna',
      infix: 'de',
      lastName: 'Vries',
      email: 'anna@raad.example',
      phone: '06-00000001',
    },
    mailGround: 'participant',
  },
  bilal: {
    ...{ firstName: 'Bilal', lastName: 'Yıldız', email: 'bilal@raad.example', mailGround: 'consent' },
    ...{ consentOn: '2025-01-01', consentSource: 'formulier' },
  },
  wietske: {
    ...{ firstName: 'Wietske', infix: 'van der', lastName: 'Meer', street: 'Dorpsstraat', houseNumber: '12' },
    ...{ houseSuffix: 'a', postcode: '1234 AB', town: 'Ljouwert' },
  },
  // In the same house as Wietske.
  lukasz: {
    ...{ firstName: 'Łukasz', lastName: 'Zając', street: 'Dorpsstraat', houseNumber: '12', houseSuffix: 'A' },
    ...{ postcode: '1234 AB', town: 'Ljouwert' },
  },
  // An address, and no ground to mail it.
  petra: { firstName: 'Petra', lastName: 'Zwijger', email: 'petra@raad.example', phone: '06-00000002' },
  quirijn: { firstName: 'Quirijn', lastName: 'Onvindbaar' },
} satisfies Record<string, Partial<ParticipantDetails>>;

export type Name = keyof typeof PEOPLE;

/** Puts somebody in the register. Returns the id. */
export function register(site: Site, details: Partial<ParticipantDetails>): string {
  const emailKey = (details.email ?? '').toLowerCase();
  return site.services.participants.add({ ...NOTHING_KNOWN, emailKey, ...details }, 'staff').entry.id;
}

/** A site with these people in the register, and a meeting that stands fast with all of them on its list. */
export async function openRaad(
  names: Name[],
  fields: Record<string, string> = {},
  env: Record<string, string> = {},
) {
  const site = await openSite({ env });
  const paula = await site.signIn();
  const meeting = await makePublished(paula, fields);
  const ids = Object.fromEntries(names.map((name) => [name, register(site, PEOPLE[name])])) as Record<
    Name,
    string
  >;
  if (names.length > 0) await choose(paula, meeting, Object.values(ids));
  return { site, paula, meeting, ids };
}

/** Ticks people by hand. */
export function choose(staff: Staff, meeting: string, ids: string[]) {
  return staff.post(
    paths.staff.chooseInvited(meeting),
    Object.fromEntries(ids.map((id) => [`wie_${id}`, 'ja'])),
  );
}

export const TEXT = { onderwerp: 'Komt u naar de raad?', tekst: 'Wij zien u graag.\n\nEr is soep.' };

/** Sends the invitations that go by mail, and lets them arrive. */
export async function sendMails(site: Site, staff: Staff, meeting: string, kind = 'uitnodiging') {
  const answer = await staff.post(paths.staff.sendInvitationMail(meeting, kind), TEXT);
  await site.settle();
  return answer;
}

/** The path of the link in the last mail to an address. */
export function linkOf(site: Site, email: string): string {
  return linkIn(site.mailTo(email), '/uitnodiging/');
}

/** The group that somebody is in. */
export function groupOf(site: Site, meeting: string, participantId: string): string {
  const found = site.services.invitations.day
    .atDoor(site.services.meetings.byId(meeting) as never)
    .find((person) => person.participantId === participantId);
  if (found === undefined) throw new Error('Not on the list');
  return found.groupId;
}

/** The code in the letter of a group. */
export function codeOf(site: Site, groupId: string): string {
  const { invitationKeys } = site.services;
  return invitationKeys.printed(invitationKeys.codeOf(groupId));
}

export function countsOf(site: Site, meeting: string) {
  return site.services.meetings.countsOf(meeting);
}
