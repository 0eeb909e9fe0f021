import { z } from 'zod';

const months = (unsaid: string) =>
  z
    .string()
    .default(unsaid)
    .transform((typed) => typed.trim())
    .pipe(z.string().regex(/^\d{1,3}$/, 'Vul een aantal maanden in, bijvoorbeeld 24.'))
    .transform(Number)
    .pipe(
      z.number().min(1, 'Kies ten minste 1 maand.').max(120, 'Kies ten hoogste 120 maanden. Dat is 10 jaar.'),
    );

export const settingsForm = z.object({ bewaartermijn: months(''), aanwezigheid: months('24') });
