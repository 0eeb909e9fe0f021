import { z } from 'zod';

export const settingsForm = z.object({
  bewaartermijn: z
    .string()
    .default('')
    .transform((typed) => typed.trim())
    .pipe(z.string().regex(/^\d{1,3}$/, 'Vul een aantal maanden in, bijvoorbeeld 24.'))
    .transform(Number)
    .pipe(
      z.number().min(1, 'Kies ten minste 1 maand.').max(120, 'Kies ten hoogste 120 maanden. Dat is 10 jaar.'),
    ),
});
