import type { Config } from '../config.ts';
import { paths } from '../paths.ts';
import { blankForm, readForm, withError } from '../web/form.ts';
import { invalid, page, seeOther, withoutCookie } from '../web/reply.ts';
import type { StaffRoutes } from '../web/staff-routes.ts';
import { type Accounts, USUAL_NUMBER } from './accounts.ts';
import { newPasswordForm, PASSWORD_PROBLEMS } from './forms.ts';
import type { DashboardData } from './pages.ts';
import * as pages from './pages.ts';
import { isFile, returnPath } from './return-path.ts';
import type { SecondFactors } from './second-factors.ts';
import type { Sessions } from './sessions.ts';

export type AccountRoutesDeps = {
  config: Config;
  accounts: Accounts;
  factors: SecondFactors;
  sessions: Sessions;
  subscribers: { counts: () => DashboardData['subscribers']; growth: () => DashboardData['growth'] };
  participants: { counts: () => DashboardData['participants'] };
  bounces: { health: () => DashboardData['returned'] };
  outbox: { countByState: () => { state: string; count: number }[] };
  privacyNews: () => DashboardData['privacy'];
  rights: { requests: { news: () => DashboardData['requests'] } };
};

/** The dashboard, one's own account, and signing out. What staff do here is about themselves alone. */
export function accountRoutes(staff: StaffRoutes, deps: AccountRoutesDeps): void {
  const { config, accounts, factors, sessions, subscribers, participants } = deps;

  staff.get(paths.staff.dashboard(), 'nobody', (visit) =>
    page(
      pages.dashboard({
        name: visit.staff.name,
        secondFactor: factors.has(visit.staff.id),
        codesLeft: factors.of(visit.staff.id).codesLeft,
        staff: { count: accounts.count(), usual: USUAL_NUMBER },
        subscribers: subscribers.counts(),
        participants: participants.counts(),
        mail: mailHealth(),
        returned: deps.bounces.health(),
        growth: subscribers.growth(),
        privacy: deps.privacyNews(),
        requests: deps.rights.requests.news(),
      }),
    ),
  );

  staff.get(paths.staff.account(), 'nobody', ({ staff: { id, name, email }, sessionId }) => {
    const own = sessions.listOf(id).map((session) => ({ ...session, isThisOne: session.id === sessionId }));
    const thisOneFirst = own.sort((one, other) => Number(other.isThisOne) - Number(one.isThisOne));
    return page(pages.account({ name, email, ...factors.of(id), sessions: thisOneFirst }));
  });

  staff.get(paths.staff.password(), 'nobody', () => page(pages.password({ form: blankForm() })), {
    fresh: true,
  });

  staff.own(
    paths.staff.password(),
    async (visit) => {
      const read = readForm(newPasswordForm, visit.body);
      if (!read.ok) return invalid(pages.password({ form: read.form }));
      const outcome = await accounts.changePassword(visit, read.value.password);
      if (outcome === 'changed') return seeOther(paths.staff.account(), { kind: 'password-changed' });
      return invalid(pages.password({ form: withError({}, 'password', PASSWORD_PROBLEMS[outcome]) }));
    },
    { fresh: true },
  );

  // Asks who reads to prove who they are, and leads back to what they wanted.
  staff.get(paths.staff.confirm(), 'nobody', ({ request }) => {
    const naar = returnPath(request.query.naar);
    return page(pages.confirm({ address: paths.staff.confirm(), fields: { naar }, wrong: undefined }));
  });

  staff.own(
    paths.staff.confirm(),
    async ({ body }) => {
      const to = returnPath(body.naar);
      return isFile(to) ? page(pages.fileComes({ to }), 200, { Refresh: `0; url=${to}` }) : seeOther(to);
    },
    { fresh: true },
  );

  staff.post(paths.staff.endOtherSessions(), 'nobody', (visit) => {
    sessions.endOthers(visit.staff.id, visit.sessionId);
    return seeOther(paths.staff.account(), { kind: 'other-sessions-ended' });
  });

  staff.post(paths.staff.endAllSessions(), 'staff.sign-out', (visit) => {
    sessions.endAllOf(visit.staff.id);
    return { reply: withoutCookie(seeOther(paths.staff.signIn()), staff.cookie), persons: [] };
  });

  staff.post(paths.staff.endSession(':id'), 'nobody', (visit) => {
    const ended = sessions.end(visit.staff.id, String(visit.request.params.id));
    const kind = ended === 'ended' ? 'session-ended' : 'session-was-over';
    return seeOther(paths.staff.account(), { kind });
  });

  staff.post(paths.staff.signOut(), 'staff.sign-out', (visit) => {
    sessions.end(visit.staff.id, visit.sessionId);
    return { reply: withoutCookie(seeOther(paths.staff.signIn()), staff.cookie), persons: [] };
  });

  function mailHealth(): DashboardData['mail'] {
    const counts = new Map(deps.outbox.countByState().map(({ state, count }) => [state, count]));
    return {
      underway: (counts.get('pending') ?? 0) + (counts.get('sending') ?? 0),
      retried: counts.get('retry') ?? 0,
      failed: counts.get('failed') ?? 0,
      caught: config.mail.smtpUrl === undefined,
    };
  }
}
