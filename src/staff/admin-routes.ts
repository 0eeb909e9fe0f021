import type { Config } from '../config.ts';
import { paths } from '../paths.ts';
import { page, seeOther, withoutCookie } from '../web/reply.ts';
import type { StaffRoutes } from '../web/staff-routes.ts';
import type { DashboardData } from './pages.ts';
import * as pages from './pages.ts';
import type { Sessions } from './sessions.ts';

export type AccountRoutesDeps = {
  config: Config;
  sessions: Sessions;
  subscribers: { counts: () => DashboardData['subscribers']; growth: () => DashboardData['growth'] };
  participants: { counts: () => DashboardData['participants'] };
  bounces: { health: () => DashboardData['returned'] };
  outbox: { countByState: () => { state: string; count: number }[] };
};

/** The dashboard, one's own account, and signing out. What staff do here is about themselves alone. */
export function accountRoutes(staff: StaffRoutes, deps: AccountRoutesDeps): void {
  const { config, sessions, subscribers, participants } = deps;

  staff.get(paths.staff.dashboard(), 'nobody', (visit) =>
    page(
      pages.dashboard({
        name: visit.staff.name,
        subscribers: subscribers.counts(),
        participants: participants.counts(),
        mail: mailHealth(),
        returned: deps.bounces.health(),
        growth: subscribers.growth(),
      }),
    ),
  );

  staff.get(paths.staff.account(), 'nobody', ({ staff: { id, name, email }, sessionId }) => {
    const own = sessions.listOf(id).map((session) => ({ ...session, isThisOne: session.id === sessionId }));
    const thisOneFirst = own.sort((one, other) => Number(other.isThisOne) - Number(one.isThisOne));
    return page(pages.account({ name, email, sessions: thisOneFirst }));
  });

  staff.post(paths.staff.endOtherSessions(), 'nobody', (visit) => {
    sessions.endOthers(visit.staff.id, visit.sessionId);
    return seeOther(paths.staff.account(), { kind: 'other-sessions-ended' });
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
