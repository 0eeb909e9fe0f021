import type { Clock } from '../clock.ts';
import { paths } from '../paths.ts';
import type { Subscribers } from '../subscribers/subscribers.ts';
import { MOST_IN_XLSX, XLSX_TYPE } from '../tables/write-xlsx.ts';
import { blankForm, type Form, readForm, withError } from '../web/form.ts';
import { download, invalid, page } from '../web/reply.ts';
import type { StaffRoutes } from '../web/staff-routes.ts';
import type { Exports } from './exports.ts';
import { exportForm } from './forms.ts';
import * as pages from './pages.ts';

const TOO_LONG = 'Deze lijst is te lang voor een Excel-bestand. Kies CSV: dat opent ook in Excel.';

type ExportRoutesDeps = { exports: Exports; subscribers: Subscribers; clock: Clock };

const FRESH = { fresh: true };

/** The list of readers as a file to keep. Each one stands in the access log. */
export function exportAdminRoutes(
  staff: StaffRoutes,
  { exports, subscribers, clock }: ExportRoutesDeps,
): void {
  const formPage = (form: Form) => pages.exportReaders({ form, counts: subscribers.counts() });

  staff.get(
    paths.staff.exportSubscribers(),
    'nobody',
    () => page(formPage(blankForm({ soort: 'csv', stand: '' }))),
    FRESH,
  );

  staff.post(
    paths.staff.exportSubscribers(),
    'subscriber.export',
    ({ body }) => {
      const read = readForm(exportForm, body);
      if (!read.ok) return { reply: invalid(formPage(read.form)), persons: [] };
      const { stand: state, soort: kind } = read.value;
      if (kind === 'xlsx' && exports.count(state) > MOST_IN_XLSX) {
        return { reply: invalid(formPage(withError(body, 'soort', TOO_LONG))), persons: [] };
      }
      const name = `lezers-${clock().toISOString().slice(0, 10)}.${kind}`;
      const file =
        kind === 'csv'
          ? download(name, 'text/csv; charset=utf-8', exports.csv(state))
          : download(name, XLSX_TYPE, exports.xlsx(state));
      return { reply: file, persons: exports.persons(state) };
    },
    FRESH,
  );
}
