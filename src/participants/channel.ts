import type { Participant } from './participant.ts';

export const CHANNELS = ['mail', 'letter', 'phone', 'none'] as const;

/** How somebody is invited. */
export type Channel = (typeof CHANNELS)[number];

type Reachable = Pick<
  Participant,
  'email' | 'phone' | 'noMail' | 'noPost' | 'mailGround' | keyof PostAddress
> &
  LeftAlone;
type LeftAlone = Partial<Pick<Participant, 'restrictedAt' | 'objectedAt'>>;
type PostAddress = Pick<Participant, 'street' | 'houseNumber' | 'postcode' | 'town' | 'country'>;

/**
 * How somebody is invited: by mail where there is an address and a ground to mail them, else by letter
 * where the whole post address is known, else by phone. Who wants no mail gets none, who wants no post no
 * letter. Whoever is left alone is not invited.
 */
export function channelOf(participant: Reachable): Channel {
  if (isLeftAlone(participant)) return 'none';
  if (mayBeMailed(participant)) return 'mail';
  if (!participant.noPost && hasPostAddress(participant)) return 'letter';
  return participant.phone === '' ? 'none' : 'phone';
}

/** Whether there is an address, a ground to mail it, and no wish against it. */
export function mayBeMailed(entry: Pick<Reachable, 'email' | 'noMail' | 'mailGround'> & LeftAlone): boolean {
  return !isLeftAlone(entry) && entry.email !== '' && !entry.noMail && entry.mailGround !== 'none';
}

/**
 * Whether somebody is neither mailed nor invited, and is in no file that is made of the register: the use of their
 * data is restricted, or they objected to it (articles 18 and 21 of the GDPR).
 */
export function isLeftAlone({ restrictedAt = '', objectedAt = '' }: LeftAlone): boolean {
  return restrictedAt !== '' || objectedAt !== '';
}

/** Whether a letter would arrive: in the Netherlands that takes all parts, elsewhere a street and a town. */
export function hasPostAddress({ street, houseNumber, postcode, town, country }: PostAddress): boolean {
  if (country !== 'NL') return street !== '' && town !== '';
  return [street, houseNumber, postcode, town].every((part) => part !== '');
}
