import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import type { ParticipantDetails } from './participant.ts';

/** What somebody may be known by already. What is empty is not looked for. */
export type KnownBy = Pick<ParticipantDetails, 'emailKey' | 'postcode' | 'houseNumber' | 'country'> & {
  sortKey: string;
};

export type RegisterImportSource = ReturnType<typeof createRegisterImportSource>;

/** Finding who may be meant by a row of a list, in one question: a long list asks it very often. */
export function createRegisterImportSource(connection: Connection) {
  const like = connection
    .prepare(`
    SELECT id FROM participants WHERE email_key = @emailKey AND email_key <> ''
    UNION ALL SELECT id FROM participants
      WHERE postcode = @postcode AND postcode <> '' AND house_number = @houseNumber AND country = @country
    UNION ALL SELECT id FROM participants WHERE sort_key = @sortKey`)
    .pluck();
  return {
    /** Those with this e-mail address, at this post address, or with exactly this name; some more than once. */
    like: (known: KnownBy): string[] => z.array(z.string()).parse(like.all(known)),
  };
}
