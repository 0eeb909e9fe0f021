import { z } from 'zod';
import { readDay } from '../templates/day.ts';
import type { FormBody } from '../web/body.ts';
import { line, NO_DAY, requiredLine } from '../web/field-types.ts';
import { type Refused, readForm, withError } from '../web/form.ts';
import type { ManyChange } from './many.ts';
import { LONGEST_TAG, tagKey } from './tags.ts';

const naming = z.object({ naam: requiredLine(60, 'Geef deze vraag een naam, zoals: Utrecht, per brief.') });

/** Reads under which name a filter is kept. */
export function readName(body: FormBody): { ok: true; value: string } | Refused {
  const read = readForm(naming, body);
  return read.ok ? { ok: true, value: read.value.naam } : read;
}

const doing = z.object({
  doe: z.enum(['tag', 'untag', 'contact', 'organisation', 'remove'], 'Kies wat u wilt doen.'),
  label: line(LONGEST_TAG),
  dag: line(20),
  organisatie: line(200),
});

/** Reads what to do with who was chosen. `today` (YYYY-MM-DD) is as late as a contact can be. */
export function readManyChange(body: FormBody, today: string): { ok: true; value: ManyChange } | Refused {
  const read = readForm(doing, body);
  if (!read.ok) return read;
  const { doe: kind, label, dag, organisatie } = read.value;
  const wrong = (field: string, message: string): Refused => ({
    ok: false,
    form: withError(body, field, message),
  });
  if (kind === 'remove') return { ok: true, value: { kind } };
  if (kind === 'organisation') {
    if (organisatie === '') return wrong('organisatie', 'Vul de nieuwe naam van de organisatie in.');
    return { ok: true, value: { kind, name: organisatie } };
  }
  if (kind === 'contact') {
    const day = readDay(dag);
    if (day === undefined) return wrong('dag', NO_DAY);
    if (day > today) return wrong('dag', 'Deze datum moet nog komen. Vul een dag in die al is geweest.');
    return { ok: true, value: { kind, day } };
  }
  if (tagKey(label) === '') return wrong('label', 'Vul het label in.');
  if (/[,;]/.test(label)) return wrong('label', 'Vul één label in, zonder komma.');
  return { ok: true, value: { kind, tag: label } };
}
