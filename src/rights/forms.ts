import { z } from 'zod';
import type { FormBody } from '../web/body.ts';
import { lines, requiredDay } from '../web/field-types.ts';
import { type Refused, readForm, withError } from '../web/form.ts';
import { type Listed, OUTCOMES, type Outcome, REQUEST_KINDS, type RequestKind } from './request.ts';

const requestFields = z.object({
  soort: z.enum(REQUEST_KINDS, 'Kies wat deze persoon vraagt.'),
  datum: requiredDay('Vul in op welke dag het verzoek binnenkwam.'),
  notitie: lines(1000),
});

const closingFields = z.object({
  afloop: z.enum(OUTCOMES, 'Kies hoe het is afgelopen.'),
  uitleg: lines(1000),
});

const extendingFields = z.object({
  reden: lines(1000).pipe(z.string().min(1, 'Schrijf op waarom. De persoon heeft recht op die uitleg.')),
});

const LIST_NAMES = { subscriber: 'lezer', participant: 'persoon' } as const;

/** Somebody in a list as an address and a tick box name them: `lezer.ID`, `persoon.ID`. */
export function nameOfListed({ list, id }: Listed): string {
  return `${LIST_NAMES[list]}.${id}`;
}

/** The same, read; undefined for what is none. */
export function readListed(name: string): Listed | undefined {
  const [, list, id] = /^(lezer|persoon)\.([\w-]{1,40})$/.exec(name) ?? [];
  if (list === undefined || id === undefined) return undefined;
  return { list: list === 'lezer' ? 'subscriber' : 'participant', id };
}

/** Who is ticked. */
export function tickedIn(body: FormBody): Listed[] {
  return Object.entries(body)
    .filter(([name, value]) => name.startsWith('wie_') && value === 'ja')
    .flatMap(([name]) => readListed(name.slice('wie_'.length)) ?? []);
}

/** Everybody who was shown, ticked or not. */
export function shownIn(body: FormBody): Listed[] {
  return (body.getoond ?? '').split(' ').flatMap((name) => readListed(name) ?? []);
}

export const NOBODY_TICKED = 'Zoek deze persoon, en zet een vinkje.';

/** Reads the form of a request that came in not later than `today`. */
export function readRequest(
  body: FormBody,
  today: string,
): { ok: true; value: { kind: RequestKind; cameOn: string; note: string } } | Refused {
  const read = readForm(requestFields, body);
  if (!read.ok) return read;
  const { soort: kind, datum: cameOn, notitie: note } = read.value;
  if (cameOn > today) {
    const message = 'Deze dag moet nog komen. Vul in op welke dag het verzoek binnenkwam.';
    return { ok: false, form: withError(body, 'datum', message) };
  }
  return { ok: true, value: { kind, cameOn, note } };
}

/** Reads how a request ended; what was not wholly done needs an explanation. */
export function readClosing(
  body: FormBody,
): { ok: true; value: { outcome: Outcome; note: string } } | Refused {
  const read = readForm(closingFields, body);
  if (!read.ok) return read;
  const { afloop: outcome, uitleg: note } = read.value;
  if ((outcome === 'refused' || outcome === 'partly') && note === '') {
    const message = 'Schrijf op waarom. Dat moet u de persoon ook vertellen (artikel 12 AVG).';
    return { ok: false, form: withError(body, 'uitleg', message) };
  }
  return { ok: true, value: { outcome, note } };
}

/** Reads why a request takes longer. */
export function readExtending(body: FormBody): { ok: true; value: { why: string } } | Refused {
  const read = readForm(extendingFields, body);
  return read.ok ? { ok: true, value: { why: read.value.reden } } : read;
}
