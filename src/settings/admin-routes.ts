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
    const { proofMonths, attendanceMonths } = settings.read();
    const form = blankForm({ bewaartermijn: String(proofMonths), aanwezigheid: String(attendanceMonths) });
    return page(pages.settings({ form }));
  });

  staff.post(paths.staff.settings(), 'nobody', ({ body }) => {
    const form = readForm(settingsForm, body);
    if (!form.ok) return invalid(pages.settings({ form: form.form }));
    const { bewaartermijn, aanwezigheid } = form.value;
    settings.change({ proofMonths: bewaartermijn, attendanceMonths: aanwezigheid });
    return seeOther(paths.staff.settings(), { kind: 'settings-saved' });
  });
}
