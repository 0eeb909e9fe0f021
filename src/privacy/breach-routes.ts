import type { Clock } from '../clock.ts';
import { paths } from '../paths.ts';
import { GROUPS, KIND_IDS, KINDS } from '../retention/kinds.ts';
import { GROUP_NAMES, KIND_WORDS } from '../retention/words.ts';
import { blankForm, type Form } from '../web/form.ts';
import { invalid, page, seeOther } from '../web/reply.ts';
import type { StaffRoutes } from '../web/staff-routes.ts';
import type { Breach } from './breach-store.ts';
import type { Breaches } from './breaches.ts';
import { breachValues, readBreach, tickOf, versionOf } from './forms.ts';
import * as pages from './pages.ts';

type BreachRoutesDeps = { breaches: Breaches; clock: Clock };

/** Writing a data breach down. */
export function breachRoutes(staff: StaffRoutes, { breaches, clock }: BreachRoutesDeps): void {
  staff.get(paths.staff.newBreach(), 'nobody', () =>
    page(breachPage(undefined, blankForm(breachValues(undefined, clock())))),
  );

  staff.post(paths.staff.newBreach(), 'nobody', ({ body, staff: { name } }) => {
    const read = readBreach(body, clock());
    if (!read.ok) return invalid(breachPage(undefined, read.form));
    const { id } = breaches.add(read.value, name);
    return seeOther(paths.staff.breach(id), { kind: 'breach-kept' });
  });

  staff.get(paths.staff.breach(':id'), 'nobody', ({ request }) => {
    const breach = breaches.byId(String(request.params.id));
    return breach && page(breachPage(breach, blankForm(breachValues(breach, clock()))));
  });

  staff.post(paths.staff.breach(':id'), 'nobody', ({ request, body }) => {
    const before = breaches.byId(String(request.params.id));
    if (before === undefined) return undefined;
    const read = readBreach(body, clock());
    if (!read.ok) return invalid(breachPage(before, read.form));
    const change = breaches.change(before.id, versionOf(body), read.value);
    if (change.outcome === 'unknown') return undefined;
    if (change.outcome === 'stale')
      return invalid(breachPage(change.breach, changedMeanwhile(body, change.breach)));
    return seeOther(paths.staff.breach(before.id), { kind: 'breach-kept' });
  });

  function breachPage(breach: Breach | undefined, form: Form) {
    return pages.breach({
      form,
      breach: breach && {
        ...{ id: breach.id, reported: breach.reportedAt !== '' },
        ...breaches.timeLeft(breach.noticedAt),
      },
      groups: GROUPS.map((about) => ({
        name: GROUP_NAMES[about],
        kinds: KIND_IDS.filter((id) => KINDS[id].about === about).map((id) => ({
          name: KIND_WORDS[id].name,
          tick: tickOf(id),
        })),
      })),
    });
  }
}

/** What was typed, on top of what a colleague made of it: saving once more takes that over. */
function changedMeanwhile(body: Record<string, string>, { version }: Breach): Form {
  const message =
    'Een collega heeft dit intussen veranderd. Hieronder staat wat u typte. Wilt u dat bewaren? Druk dan nog een keer op Bewaar.';
  return { values: { ...body, versie: String(version) }, errors: { '': message } };
}
