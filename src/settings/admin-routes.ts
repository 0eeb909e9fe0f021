import { paths } from '../paths.ts';
import { blankForm, readForm } from '../web/form.ts';
import { invalid, page, seeOther } from '../web/reply.ts';
import type { StaffRoutes } from '../web/staff-routes.ts';
import { settingsForm } from './forms.ts';
import * as pages from './pages.ts';
import type { Settings } from './settings.ts';

/** What staff can set. */
export function settingsAdminRoutes(staff: StaffRoutes, { settings }: { settings: Settings }): void {
  staff.get(paths.staff.settings(), 'nobody', () => {
    const { proofMonths, attendanceMonths, logMonths, backupMonths } = settings.read();
    const form = blankForm({
      ...{ bewaartermijn: String(proofMonths), aanwezigheid: String(attendanceMonths) },
      ...{ logboek: String(logMonths), reservekopie: String(backupMonths) },
    });
    return page(pages.settings({ form }));
  });

  staff.post(paths.staff.settings(), 'nobody', ({ body }) => {
    const form = readForm(settingsForm, body);
    if (!form.ok) return invalid(pages.settings({ form: form.form }));
    const { bewaartermijn, aanwezigheid, logboek, reservekopie } = form.value;
    settings.change({
      ...{ proofMonths: bewaartermijn, attendanceMonths: aanwezigheid, logMonths: logboek },
      backupMonths: reservekopie,
    });
    return seeOther(paths.staff.settings(), { kind: 'settings-saved' });
  });
}
