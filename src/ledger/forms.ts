import { z } from 'zod';
import { amsterdamClock, amsterdamMoment } from '../templates/local-time.ts';
import type { FormBody } from '../web/body.ts';
import { line, lines, NO_DAY, optionalDay, requiredDay, requiredTime } from '../web/field-types.ts';
import { type Refused, readForm, withError } from '../web/form.ts';
import type { Incident, IncidentContent } from './incident-store.ts';

const fields = z.object({
  datum: requiredDay('Vul in op welke dag u merkte dat de lijst kwijt is.'),
  tijd: requiredTime('Vul in hoe laat u het merkte, zoals 14:30.'),
  wat: lines(2000),
  wanneer: line(200),
  maatregelen: lines(2000),
  gemeld: optionalDay(),
  verteld: optionalDay(),
});

/** What stands in the form about a lost file: what was written down, or now as the moment that it was noticed. */
export function incidentValues(incident: Incident | undefined, now: Date): Record<string, string> {
  const [datum = '', tijd = ''] = amsterdamClock(incident ? new Date(incident.noticedAt) : now).split('T');
  if (incident === undefined) return { datum, tijd };
  const { what, lostWhen, measures, reportedAt, toldAt } = incident;
  return {
    datum,
    tijd,
    wat: what,
    wanneer: lostWhen,
    maatregelen: measures,
    gemeld: reportedAt,
    verteld: toldAt,
  };
}

/** Reads the form about a lost file: noticed after the file was made, and not later than `now`. */
export function readIncident(
  body: FormBody,
  madeAt: string,
  now: Date,
): { ok: true; value: IncidentContent } | Refused {
  const read = readForm(fields, body);
  if (!read.ok) return read;
  const { datum, tijd, wat, wanneer, maatregelen, gemeld, verteld } = read.value;
  const noticed = amsterdamMoment(`${datum}T${tijd}`);
  const wrong = (field: string, message: string): Refused => ({
    ok: false,
    form: withError(body, field, message),
  });
  if (noticed === undefined) return wrong('datum', NO_DAY);
  if (noticed > now) return wrong('datum', 'Dit moment moet nog komen. Vul in wanneer u het merkte.');
  // To the minute: that is all that the form asks.
  if (noticed.toISOString().slice(0, 16) < madeAt.slice(0, 16)) {
    return wrong('datum', 'Toen was deze lijst nog niet gemaakt. Kijk of u de goede lijst hebt gekozen.');
  }
  const today = amsterdamClock(now).slice(0, 10);
  if (gemeld > today) return wrong('gemeld', 'Deze dag moet nog komen. Vul hem in als u hebt gemeld.');
  if (verteld > today) return wrong('verteld', 'Deze dag moet nog komen. Vul hem in als u het hebt verteld.');
  return {
    ok: true,
    value: {
      ...{ noticedAt: noticed.toISOString(), what: wat, lostWhen: wanneer, measures: maatregelen },
      ...{ reportedAt: gemeld, toldAt: verteld },
    },
  };
}
