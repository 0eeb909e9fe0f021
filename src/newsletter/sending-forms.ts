import { z } from 'zod';

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

const OFFSET = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Amsterdam', timeZoneName: 'longOffset' });

/** The moment that a clock in the Netherlands shows as `2026-03-05T14:30`; undefined when that is no time. */
export function amsterdamMoment(local: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?$/.test(local)) return undefined;
  const asUtc = new Date(`${local.slice(0, 16)}:00Z`);
  if (Number.isNaN(asUtc.getTime())) return undefined;
  const guess = new Date(asUtc.getTime() - offsetAt(asUtc));
  // Near the change of the clock the offset at the moment itself counts.
  return new Date(asUtc.getTime() - offsetAt(guess));
}

function offsetAt(moment: Date): number {
  const name = OFFSET.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
}
