import type { Clock } from '../clock.ts';
import { paths } from '../paths.ts';
import type { Papers } from '../pdf/paper.ts';
import { queryText } from '../web/query.ts';
import { page, seeOther, text } from '../web/reply.ts';
import type { StaffRoutes } from '../web/staff-routes.ts';
import { bounceInWords } from './bounce-words.ts';
import * as pages from './pages.ts';
import { permissionOf } from './permission.ts';
import { storyPaper } from './story-paper.ts';
import { issueInWords, lastIssueInWords, permissionInWords, stepsOf } from './story-words.ts';
import { STATES, type State } from './subscriber.ts';
import type { Subscribers } from './subscribers.ts';

type SubscriberAdminDeps = {
  subscribers: Subscribers;
  papers: Papers;
  clock: Clock;
  content: { organisation: () => { name: string } };
  rights: { erasing: { erase: (people: { list: 'subscriber'; id: string }[]) => unknown } };
};

const FRESH = { fresh: true };

/** The readers as staff see them. */
export function subscriberAdminRoutes(
  staff: StaffRoutes,
  { subscribers, papers, clock, content, rights }: SubscriberAdminDeps,
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
    const story = subscribers.story(id);
    const permission = permissionOf(subscriber, story);
    const shown = pages.show({
      subscriber,
      restrictedAt: subscribers.persons.restrictedAt(id),
      deliveries: story.deliveries?.map((delivery) => ({
        ...delivery,
        words: issueInWords(delivery, story.bounces),
      })),
      bounces: story.bounces.map((bounce) => ({ at: bounce.at, words: bounceInWords(bounce) })),
      steps: stepsOf(story),
      may: permission.may,
      answer: permissionInWords(permission),
      lastIssue: story.deliveries && lastIssueInWords(story.deliveries, story.bounces),
    });
    return { reply: page(shown), persons: [id] };
  });

  staff.get(
    paths.staff.subscriberStory(':id'),
    'subscriber.story',
    ({ request }) => {
      const subscriber = subscribers.byId(String(request.params.id));
      if (subscriber === undefined) return undefined;
      const story = subscribers.story(subscriber.id);
      const madeAt = clock().toISOString();
      const paper = storyPaper(papers, {
        ...{ subscriber, story, madeAt },
        permission: permissionOf(subscriber, story),
        keptUntil: subscribers.retention.keptUntil(subscriber),
        organisation: content.organisation().name,
      });
      const disposition = `attachment; filename="lezer-${madeAt.slice(0, 10)}.pdf"`;
      const reply = text('application/pdf', paper, { 'Content-Disposition': disposition });
      return { reply, persons: [subscriber.id] };
    },
    FRESH,
  );

  staff.post(paths.staff.leaveForSubscriber(':id'), 'subscriber.leave', ({ request }) => {
    const id = String(request.params.id);
    if (subscribers.leave.leaveById(id) === 'unknown') return undefined;
    return { reply: seeOther(paths.staff.subscriber(id), { kind: 'subscriber-left' }), persons: [id] };
  });

  staff.post(
    paths.staff.removeSubscriber(':id'),
    'subscriber.remove',
    ({ request }) => {
      const id = String(request.params.id);
      if (subscribers.byId(id) === undefined) return undefined;
      rights.erasing.erase([{ list: 'subscriber', id }]);
      return { reply: seeOther(paths.staff.subscribers(), { kind: 'subscriber-removed' }), persons: [id] };
    },
    FRESH,
  );
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
