import { z } from 'zod';
import { STATES } from '../subscribers/subscriber.ts';

/** Which readers go into the file, and which kind of file. */
export const exportForm = z.object({
  stand: z
    .string()
    .default('')
    .transform((value) => STATES.find((state) => state === value)),
  soort: z.enum(['csv', 'xlsx'], 'Kies een soort bestand.'),
});
