import type { Participant } from './participant.ts';

export const CHANNELS = ['mail', 'letter', 'phone', 'none'] as const;

/** How somebody is invited. */
export type Channel = (typeof CHANNELS)[number];

type Reachable = Pick<
  Participant,
  'email' | 'phone' | 'noMail' | 'noPost' | 'mailGround' | keyof PostAddress
>;
type PostAddress = Pick<Participant, 'street' | 'houseNumber' | 'postcode' | 'town' | 'country'>;

/**
 * How somebody is invited: by mail where there is an address and a ground to mail them, else by letter
 * where the whole post address is known, else by phone. Who wants no mail gets none, who wants no post no
 * letter.
 */
export function channelOf(participant: Reachable): Channel {
  if (mayBeMailed(participant)) return 'mail';
  if (!participant.noPost && hasPostAddress(participant)) return 'letter';
  return participant.phone === '' ? 'none' : 'phone';
}

/** Whether there is an address, a ground to mail it, and no wish against it. */
export function mayBeMailed({
  email,
  noMail,
  mailGround,
}: Pick<Reachable, 'email' | 'noMail' | 'mailGround'>): boolean {
  return email !== '' && !noMail && mailGround !== 'none';
}

/** Whether a letter would arrive: in the Netherlands that takes all parts, elsewhere a street and a town. */
export function hasPostAddress({ street, houseNumber, postcode, town, country }: PostAddress): boolean {
  if (country !== 'NL') return street !== '' && town !== '';
  return [street, houseNumber, postcode, town].every((part) => part !== '');
}
