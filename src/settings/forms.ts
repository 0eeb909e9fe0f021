import { z } from 'zod';

const months = (unsaid: string, least = 1, most = 120) =>
  z
    .string()
    .default(unsaid)
    .transform((typed) => typed.trim())
    .pipe(z.string().regex(/^\d{1,3}$/, 'Vul een aantal maanden in, bijvoorbeeld 24.'))
    .transform(Number)
    .pipe(
      z
        .number()
        .min(least, `Kies ten minste ${least === 1 ? '1 maand' : `${least} maanden`}.`)
        .max(most, `Kies ten hoogste ${most} maanden. Dat is ${most / 12} jaar.`),
    );

export const settingsForm = z.object({
  bewaartermijn: months(''),
  aanwezigheid: months('24'),
  logboek: months('13', 12, 60),
  reservekopie: months('3', 1, 12),
});
