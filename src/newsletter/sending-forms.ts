import { z } from 'zod';
import { amsterdamMoment } from '../templates/local-time.ts';

/** Reads the form that decides to send. `at` undefined: as soon as it can't be taken back any more. */
export const planForm = z
  .object({
    versie: z.coerce.number().int().catch(0),
    wanneer: z.enum(['nu', 'later'], 'Kies wanneer de nieuwsbrief weg moet.'),
    moment: z.string().default(''),
  })
  .transform(({ versie: version, wanneer, moment }, context) => {
    if (wanneer === 'nu') return { version, at: undefined };
    const at = amsterdamMoment(moment);
    if (at !== undefined) return { version, at };
    context.addIssue({ code: 'custom', path: ['moment'], message: 'Kies een dag en een tijd.' });
    return z.NEVER;
  });
