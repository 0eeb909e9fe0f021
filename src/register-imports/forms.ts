import { z } from 'zod';
import { KINDS } from '../participants/participant.ts';
import type { FormBody } from '../web/body.ts';
import { line } from '../web/field-types.ts';
import { type Form, type Refused, readForm } from '../web/form.ts';
import type { Mapping, RegisterList } from './list.ts';
import { guessRoles, ROLES, type Role } from './roles.ts';

const TWICE = 'U hebt dit al bij een andere kolom gekozen. Kies bij deze kolom iets anders.';
const NO_NAME = 'Kies bij één kolom de achternaam, de hele naam of de organisatie.';
const NAME_TWICE = 'Kies de hele naam, of de voornaam en de achternaam apart. Niet allebei.';

const rest = z.object({
  soort: z.enum(KINDS, 'Kies wat nieuwe mensen in deze lijst zijn.'),
  herkomst: line(100),
  leeg: z
    .string()
    .optional()
    .transform((value) => value === 'ja'),
});

/** What stands in the form of the columns: what was chosen before, or a guess. */
export function columnValues({ mapping, columns = [], fileName }: RegisterList): Record<string, string> {
  const guess = { kind: 'participant', source: `Lijst ${fileName}`.slice(0, 100), mayEmpty: false };
  const { roles, header, monthFirst, kind, source, mayEmpty } = mapping ?? {
    ...guessRoles(columns),
    ...guess,
  };
  return {
    ...Object.fromEntries(roles.map((role, place) => [`kolom${place}`, role])),
    ...{ kopregel: header ? 'ja' : 'nee', datum: monthFirst ? 'maand' : 'dag' },
    ...{ soort: kind, herkomst: source, ...(mayEmpty && { leeg: 'ja' }) },
  };
}

/** Reads what the columns are: somebody has to be called something, and nothing may be there twice. */
export function readMapping(body: FormBody, columns: number): { ok: true; value: Mapping } | Refused {
  const roles = Array.from(
    { length: columns },
    (_, place) => ROLES.find((role) => role === body[`kolom${place}`]) ?? 'nothing',
  );
  const read = readForm(rest, body);
  const errors = { ...columnErrors(roles), ...(read.ok ? {} : read.form.errors) };
  if (!read.ok || Object.keys(errors).length > 0) return { ok: false, form: { values: body, errors } };
  const { soort: kind, herkomst: source, leeg: mayEmpty } = read.value;
  const [header, monthFirst] = [body.kopregel !== 'nee', body.datum === 'maand'];
  return { ok: true, value: { roles, header, monthFirst, kind, source, mayEmpty } };
}

function columnErrors(roles: Role[]): Form['errors'] {
  const errors: Form['errors'] = {};
  for (const [place, role] of roles.entries()) {
    if (role !== 'nothing' && roles.indexOf(role) < place) errors[`kolom${place}`] = TWICE;
  }
  const names: Role[] = ['last-name', 'name', 'organisation', 'id'];
  if (!roles.some((role) => names.includes(role))) errors.kolom0 ??= NO_NAME;
  const whole = roles.indexOf('name');
  if (whole >= 0 && roles.some((role) => role === 'first-name' || role === 'last-name')) {
    errors[`kolom${whole}`] ??= NAME_TWICE;
  }
  return errors;
}
