import { readParticipant, valuesOf } from '../participants/forms.ts';
import type { Participant, ParticipantDetails } from '../participants/participant.ts';
import type { FormBody } from '../web/body.ts';
import type { Refused } from '../web/form.ts';

/** What somebody may put right themselves. The e-mail address is how we know them: that goes through staff. */
export const OWN_FIELDS = [
  ...['voornaam', 'tussenvoegsel', 'achternaam', 'organisatie', 'straat', 'huisnummer', 'toevoeging'],
  ...['postcode', 'plaats', 'telefoon'],
];

/** These fields as they are. */
export function ownValues(entry: Participant): Record<string, string> {
  const values = valuesOf(entry);
  return Object.fromEntries(OWN_FIELDS.map((name) => [name, values[name] ?? '']));
}

/** Reads the form, by the same rules as that of staff. What else it sends is left alone. */
export function readOwnEntry(
  entry: Participant,
  body: FormBody,
  today: string,
): { ok: true; value: ParticipantDetails } | Refused {
  const typed = Object.fromEntries(OWN_FIELDS.map((name) => [name, body[name] ?? '']));
  const read = readParticipant({ ...valuesOf(entry), ...typed }, today);
  return read.ok ? read : { ok: false, form: { values: typed, errors: read.form.errors } };
}
