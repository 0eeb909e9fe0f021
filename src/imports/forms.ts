import { z } from 'zod';
import { type Column, MOST_GROUPS } from '../tables/columns.ts';
import { readDate } from '../tables/dates.ts';
import type { FormBody } from '../web/body.ts';
import { line, lines, readAs, requiredLine } from '../web/field-types.ts';
import type { Form } from '../web/form.ts';
import { readForm } from '../web/form.ts';
import { type Group, isGone } from './columns.ts';
import { type Consent, type Consents, LISTS, type Mapping, ROLES, type Role } from './import.ts';

export const uploadForm = z.object({ soort: z.enum(LISTS, 'Kies wat voor lijst dit is.') });

/** A form that was read, or the form to show again. */
type Read<Value> = { ok: true; value: Value } | { ok: false; form: Form };

const ADDRESS_TWICE = 'Er kan maar één kolom met het e-mailadres zijn. Kies bij deze kolom iets anders.';
const TWICE = 'U hebt dit al bij een andere kolom gekozen. Kies bij deze kolom iets anders.';

/** What stands in the form of the columns. */
export function columnValues({ roles, header, monthFirst }: Mapping): Record<string, string> {
  const columns = roles.map((role, place) => [`kolom${place}`, role]);
  return {
    ...Object.fromEntries(columns),
    kopregel: header ? 'ja' : 'nee',
    datum: monthFirst ? 'maand' : 'dag',
  };
}

/** Reads what the columns are: one has to be the address, and none may be there twice. */
export function readColumns(body: FormBody, columns: Column[]): Read<Mapping> {
  const roles = columns.map((_, place) => ROLES.find((role) => role === body[`kolom${place}`]) ?? 'nothing');
  const errors: Record<string, string> = {};
  for (const [place, role] of roles.entries()) {
    if (role !== 'nothing' && roles.indexOf(role) < place) {
      errors[`kolom${place}`] = role === 'address' ? ADDRESS_TWICE : TWICE;
    }
  }
  if (!roles.includes('address')) errors.kolom0 ??= 'Kies bij één kolom ‘E-mailadres’.';
  refuseNameTwice(roles, errors);
  refuseTooManyGroups(roles, columns, errors);
  if (Object.keys(errors).length > 0) return { ok: false, form: { values: body, errors } };
  return { ok: true, value: { roles, header: body.kopregel !== 'nee', monthFirst: body.datum === 'maand' } };
}

function refuseNameTwice(roles: Role[], errors: Record<string, string>): void {
  const whole = roles.indexOf('name');
  if (whole < 0 || !roles.some((role) => role === 'first-name' || role === 'last-name')) return;
  errors[`kolom${whole}`] ??= 'Kies de hele naam, of de voornaam en de achternaam apart. Niet allebei.';
}

function refuseTooManyGroups(roles: Role[], columns: Column[], errors: Record<string, string>): void {
  const place = roles.indexOf('group');
  if (place < 0 || columns[place]?.values !== null) return;
  errors[`kolom${place}`] ??=
    `In deze kolom staan meer dan ${MOST_GROUPS} verschillende waarden. Dat zijn geen groepen. Kies ‘Niet gebruiken’.`;
}

/** What stands in the form of the consent: what was filled in before, and a guess for groups of people who left. */
export function consentValues(groups: Group[], known: Consents | undefined): Record<string, string> {
  const values = groups.map(({ name }, index) => {
    const consent = known?.[name];
    if (consent === undefined) return isGone(name) ? { [`basis${index}`]: 'skip' } : {};
    const { basis, origin, evidence, givenOn } = consent;
    const date = givenOn.split('-').reverse().join('-');
    return {
      ...{ [`basis${index}`]: basis, [`herkomst${index}`]: origin },
      ...{ [`bewijs${index}`]: evidence, [`datum${index}`]: date },
    };
  });
  return Object.assign({}, ...values);
}

/** Reads where the consent of each group came from. `today` as `2026-03-05`. */
export function readConsents(body: FormBody, groups: Group[], today: string): Read<Consents> {
  const consents: Consents = {};
  const errors: Record<string, string> = {};
  for (const [index, { name }] of groups.entries()) {
    const read = readConsent(body, index, today, name === '' ? '' : ` (groep ‘${name}’)`);
    if (read.ok) consents[name] = read.value;
    else Object.assign(errors, read.form.errors);
  }
  if (Object.keys(errors).length > 0) return { ok: false, form: { values: body, errors } };
  return { ok: true, value: consents };
}

/** `of` says which group a message is about. */
function readConsent(body: FormBody, index: number, today: string, of: string): Read<Consent> {
  const [basis, origin, evidence, date] = ['basis', 'herkomst', 'bewijs', 'datum'].map(
    (name) => `${name}${index}`,
  );
  const given = body[basis ?? ''] === 'proven' || body[basis ?? ''] === 'attested';
  const schema = z.object({
    [basis ?? '']: z.enum(
      ['proven', 'attested', 'none', 'skip'],
      `Kies of deze mensen toestemming gaven${of}.`,
    ),
    [origin ?? '']: given
      ? requiredLine(200, `Schrijf op waar de toestemming vandaan komt${of}.`)
      : line(200),
    [evidence ?? '']: given
      ? lines(2000).pipe(z.string().min(1, `Schrijf op waaruit de toestemming blijkt${of}.`))
      : lines(2000),
    [date ?? '']: dayBefore(today),
  });
  const read = readForm(schema, body);
  if (!read.ok) return read;
  const values = read.value as Record<string, string>;
  return {
    ok: true,
    value: {
      basis: values[basis ?? ''] as Consent['basis'],
      ...{ origin: values[origin ?? ''] ?? '', evidence: values[evidence ?? ''] ?? '' },
      givenOn: values[date ?? ''] ?? '',
    },
  };
}

/** A day as people type it, up to today. May be empty. */
function dayBefore(today: string) {
  const read = (typed: string) => (typed.trim() === '' ? '' : readDate(typed, false));
  return readAs(
    (typed) => {
      const day = read(typed);
      return day !== undefined && day <= today ? day : undefined;
    },
    (typed) =>
      read(typed) === undefined
        ? 'Dit is geen datum. Typ de datum als dag-maand-jaar, zoals 31-12-2019.'
        : 'Deze datum moet nog komen. Kijk of u een typefout hebt gemaakt.',
  );
}
