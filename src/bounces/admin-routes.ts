import { paths } from '../paths.ts';
import type { Subscribers } from '../subscribers/subscribers.ts';
import { page, seeOther } from '../web/reply.ts';
import type { StaffRoutes } from '../web/staff-routes.ts';
import type { Bounce, Unrecognised } from './bounce.ts';
import type { Bounces } from './bounces.ts';
import * as pages from './pages.ts';

export type BounceAdminDeps = {
  bounces: Bounces;
  subscribers: Pick<Subscribers, 'byId'>;
  issues: { byId: (id: string) => { subject: string } | undefined };
};

const MOST_UNHANDLED = 50;
const MOST_OF_A_KIND = 25;

/** Mail that came back, as staff see it. */
export function bounceAdminRoutes(
  staff: StaffRoutes,
  { bounces, subscribers, issues }: BounceAdminDeps,
): void {
  staff.get(paths.staff.returnedMail(), 'subscriber.returned-mail', () => {
    const health = bounces.health();
    const unhandled = bounces.unhandled(MOST_UNHANDLED).map(withReader);
    const kinds = bounces
      .lately(MOST_OF_A_KIND)
      .filter(({ count }) => count > 0)
      .map((lately) => ({ ...lately, newest: lately.newest.map(withNames) }));
    const persons = [
      ...unhandled.flatMap(({ reader }) => reader?.id ?? []),
      ...kinds.flatMap(({ newest }) => newest.flatMap(({ subscriberId }) => subscriberId ?? [])),
    ];
    const data = { health, unhandled, unhandledCount: health.unhandled, kinds, readAt: bounces.readAt() };
    return { reply: page(pages.returnedMail(data)), persons: [...new Set(persons)] };
  });

  staff.post(paths.staff.handleReturnedMail(':id'), 'subscriber.returned-mail-handled', ({ request }) => {
    const done = bounces.handle(String(request.params.id));
    if (done === undefined) return undefined;
    const kind = done.outcome === 'handled' ? 'returned-mail-handled' : 'returned-mail-was-handled';
    const persons = done.aboutId === null ? [] : [done.aboutId];
    return { reply: seeOther(paths.staff.returnedMail(), { kind }), persons };
  });

  function withReader(mail: Unrecognised): pages.ShownUnrecognised {
    const reader = subscribers.byId(mail.aboutId ?? '');
    return { ...mail, reader: reader && { id: reader.id, address: reader.address } };
  }

  function withNames(bounce: Bounce): pages.ShownBounce {
    const address = subscribers.byId(bounce.subscriberId ?? '')?.address;
    return { ...bounce, address, issue: issues.byId(bounce.issueId ?? '')?.subject };
  }
}
