import { paths } from '../paths.ts';
import { queryText } from '../web/query.ts';
import { page, seeOther } from '../web/reply.ts';
import type { StaffRoutes } from '../web/staff-routes.ts';
import * as pages from './pages.ts';
import { STATES, type State } from './subscriber.ts';
import type { Subscribers } from './subscribers.ts';

/** The readers as staff see them. */
export function subscriberAdminRoutes(
  staff: StaffRoutes,
  { subscribers }: { subscribers: Subscribers },
): void {
  staff.get(paths.staff.subscribers(), 'subscriber.list', ({ request }) => {
    const words = queryText(request, 'q');
    const state = STATES.find((candidate) => candidate === queryText(request, 'status'));
    const after = queryText(request, 'na') || undefined;
    const before = queryText(request, 'voor') || undefined;
    const list = subscribers.list({ state, words, after, before });
    const data = {
      ...{ words, state, subscribers: list.subscribers, counts: subscribers.counts() },
      previous: list.previous && onwardLink({ words, state, voor: list.previous }),
      next: list.next && onwardLink({ words, state, na: list.next }),
    };
    return { reply: page(pages.list(data)), persons: list.subscribers.map(({ id }) => id) };
  });

  staff.get(paths.staff.subscriber(':id'), 'subscriber.show', ({ request }) => {
    const subscriber = subscribers.byId(String(request.params.id));
    if (subscriber === undefined) return undefined;
    const { id } = subscriber;
    return { reply: page(pages.show({ subscriber, story: subscribers.story(id) })), persons: [id] };
  });

  staff.post(paths.staff.leaveForSubscriber(':id'), 'subscriber.leave', ({ request }) => {
    const id = String(request.params.id);
    if (subscribers.leave.leaveById(id) === 'unknown') return undefined;
    return { reply: seeOther(paths.staff.subscriber(id), { kind: 'subscriber-left' }), persons: [id] };
  });

  staff.post(paths.staff.removeSubscriber(':id'), 'subscriber.remove', ({ request }) => {
    const id = String(request.params.id);
    if (subscribers.retention.remove(id) === 'unknown') return undefined;
    return { reply: seeOther(paths.staff.subscribers(), { kind: 'subscriber-removed' }), persons: [id] };
  });
}

function onwardLink({
  words,
  state,
  ...onward
}: {
  words: string;
  state: State | undefined;
  na?: string;
  voor?: string;
}) {
  const query = new URLSearchParams({
    ...(words && { q: words }),
    ...(state && { status: state }),
    ...onward,
  });
  return `${paths.staff.subscribers()}?${query}`;
}
