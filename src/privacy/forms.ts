import { z } from 'zod';
import { KIND_IDS, type KindId } from '../retention/kinds.ts';
import { amsterdamClock, amsterdamMoment } from '../templates/local-time.ts';
import type { FormBody } from '../web/body.ts';
import { line, lines, NO_DAY, optionalDay, requiredDay, requiredTime } from '../web/field-types.ts';
import { type Refused, readForm, withError } from '../web/form.ts';
import type { Breach, BreachContent } from './breach-store.ts';

const fields = z.object({
  datum: requiredDay('Vul in op welke dag u het merkte.'),
  tijd: requiredTime('Vul in hoe laat u het merkte, zoals 14:30.'),
  wat: lines(2000).pipe(z.string().min(1, 'Schrijf op wat er is gebeurd. Eén zin is genoeg om te beginnen.')),
  hoeveel: line(100),
  gevolgen: lines(2000),
  maatregelen: lines(2000),
  gemeld: optionalDay(),
  verteld: optionalDay(),
  waaromniet: lines(1000),
});

/** The name of the tick box of a kind. */
export function tickOf(kind: KindId): string {
  return `soort-${kind}`;
}

/** What stands in the form of a breach: what was written down, or now as the moment that it was noticed. */
export function breachValues(breach: Breach | undefined, now: Date): Record<string, string> {
  const [datum = '', tijd = ''] = amsterdamClock(breach ? new Date(breach.noticedAt) : now).split('T');
  if (breach === undefined) return { datum, tijd };
  return {
    ...{ datum, tijd, wat: breach.what, hoeveel: breach.people, gevolgen: breach.consequences },
    ...{ maatregelen: breach.measures, gemeld: breach.reportedAt, verteld: breach.toldAt },
    ...{ waaromniet: breach.whyNot, versie: String(breach.version) },
    ...Object.fromEntries(breach.kinds.map((kind) => [tickOf(kind), 'ja'])),
  };
}

/** The version that a form was made of; 0, which no breach has, when it says none. */
export function versionOf(body: FormBody): number {
  return /^\d{1,9}$/.test(body.versie ?? '') ? Number(body.versie) : 0;
}

/** Reads the form of a breach: noticed not later than `now`. */
export function readBreach(body: FormBody, now: Date): { ok: true; value: BreachContent } | Refused {
  const read = readForm(fields, body);
  if (!read.ok) return read;
  const { datum, tijd, wat, hoeveel, gevolgen, maatregelen, gemeld, verteld, waaromniet } = read.value;
  const wrong = (field: string, message: string): Refused => ({
    ok: false,
    form: withError(body, field, message),
  });
  const noticed = amsterdamMoment(`${datum}T${tijd}`);
  if (noticed === undefined) return wrong('datum', NO_DAY);
  if (noticed > now) return wrong('datum', 'Dit moment moet nog komen. Vul in wanneer u het merkte.');
  const today = amsterdamClock(now).slice(0, 10);
  if (gemeld > today) return wrong('gemeld', 'Deze dag moet nog komen. Vul hem in als u hebt gemeld.');
  if (verteld > today) return wrong('verteld', 'Deze dag moet nog komen. Vul hem in als u het hebt verteld.');
  return {
    ok: true,
    value: {
      ...{ noticedAt: noticed.toISOString(), what: wat, people: hoeveel, consequences: gevolgen },
      ...{ measures: maatregelen, reportedAt: gemeld, toldAt: verteld, whyNot: waaromniet },
      kinds: KIND_IDS.filter((kind) => (body[tickOf(kind)] ?? '') !== ''),
    },
  };
}
