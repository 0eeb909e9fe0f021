import { z } from 'zod';
import type { Config } from '../config.ts';
import { paths } from '../paths.ts';
import { blankForm, type Form, readForm, withError } from '../web/form.ts';
import { invalid, page, seeOther } from '../web/reply.ts';
import type { StaffRoutes, Visit } from '../web/staff-routes.ts';
import { type Accounts, USUAL_NUMBER } from './accounts.ts';
import { HAS_ACCOUNT, inviteForm } from './forms.ts';
import * as pages from './pages.ts';
import { qrPath } from './qr-code.ts';
import type { SecondFactors } from './second-factors.ts';
import type { Sessions } from './sessions.ts';

const FRESH = { fresh: true };
const LINK = 'link for a colleague';

/** A link that waits to be shown once. `back`: it lets somebody back in, who has an account. */
const linkShape = z.object({ name: z.string(), token: z.string(), back: z.boolean() });

export type ColleagueRoutesDeps = {
  config: Config;
  accounts: Accounts;
  factors: SecondFactors;
  sessions: Sessions;
};

/** Who has access: letting a colleague in, back in, and out. A link is shown to hand over, and never mailed. */
export function colleagueRoutes(staff: StaffRoutes, deps: ColleagueRoutesDeps): void {
  const { config, accounts, factors, sessions } = deps;

  staff.get(paths.staff.colleagues(), 'nobody', (visit) => page(colleaguesPage(visit, blankForm())));

  staff.post(
    paths.staff.colleagues(),
    'staff.invite',
    (visit) => {
      const read = readForm(inviteForm, visit.body);
      if (!read.ok) return { reply: invalid(colleaguesPage(visit, read.form)), persons: [] };
      const { name, email: address } = read.value;
      if (accounts.hasAccount(address)) {
        const form = withError(visit.body, 'email', HAS_ACCOUNT);
        return { reply: invalid(colleaguesPage(visit, form)), persons: [] };
      }
      const { token } = accounts.invite({ name, address });
      return { reply: showLink(visit, { name, token, back: false }), persons: [] };
    },
    FRESH,
  );

  staff.post(
    paths.staff.letBackIn(':id'),
    'staff.let-in',
    (visit) => {
      const found = accounts.letBackIn(visit, String(visit.request.params.id));
      if (found === undefined) return undefined;
      const { token, member } = found;
      return { reply: showLink(visit, { name: member.name, token, back: true }), persons: [member.id] };
    },
    FRESH,
  );

  staff.post(
    paths.staff.endAccess(':id'),
    'staff.end-access',
    (visit) => {
      const id = String(visit.request.params.id);
      if (accounts.endAccess(visit, id) === 'unknown') return undefined;
      return { reply: seeOther(paths.staff.colleagues(), { kind: 'access-ended' }), persons: [id] };
    },
    FRESH,
  );

  staff.get(paths.staff.newLink(), 'nobody', (visit) => {
    const kept = sessions.toShow(visit.sessionId, LINK);
    if (kept === undefined) return page(pages.newLink({ link: undefined }));
    const { name, token, back } = linkShape.parse(JSON.parse(kept));
    const address = config.siteUrl + paths.staff.setUp(token);
    return page(pages.newLink({ link: { name, address, back, qr: qrPath(address) } }));
  });

  function showLink(visit: Visit, link: z.infer<typeof linkShape>) {
    sessions.keepToShow(visit.sessionId, LINK, JSON.stringify(link));
    return seeOther(paths.staff.newLink());
  }

  function colleaguesPage(visit: Visit, form: Form) {
    const people = accounts.list().map(({ id, name, email, lastUsedAt }) => ({
      ...{ id, name, email, lastUsedAt, has: factors.has(id), isSelf: id === visit.staff.id },
    }));
    return pages.colleagues({ form, people, usual: USUAL_NUMBER });
  }
}
