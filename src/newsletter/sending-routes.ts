import { type Clock, MINUTE } from '../clock.ts';
import { paths } from '../paths.ts';
import type { FormBody } from '../web/body.ts';
import { blankForm, type Form, readForm, withError } from '../web/form.ts';
import { queryText } from '../web/query.ts';
import { invalid, page, type Reply, seeOther } from '../web/reply.ts';
import type { StaffRoutes } from '../web/staff-routes.ts';
import type { View } from '../web/view.ts';
import type { Finding } from './finding.ts';
import type { Issue } from './issue.ts';
import { type PlanOutcome, type SendingVerbs, WINDOW } from './sending.ts';
import { planForm } from './sending-forms.ts';
import * as pages from './sending-pages.ts';

export type SendingRoutesDeps = {
  issues: { byId: (id: string) => Issue | undefined };
  checks: { findings: (issue: Issue, at: string) => Finding[] };
  sending: SendingVerbs;
  subscribers: { counts: () => { subscribed: number } };
  clock: Clock;
};

/** So many readers on one page. */
const ON_A_PAGE = 50;

const PLAN_MESSAGES: Partial<Record<PlanOutcome, [field: string, message: string]>> = {
  changed: [
    '',
    'Deze nieuwsbrief is intussen veranderd. Bekijk hem nog een keer. Is hij goed? Druk dan opnieuw op Versturen.',
  ],
  'stopped-by-check': ['', 'Er is nog iets dat eerst moet. Hieronder staat wat.'],
  'no-readers': ['', 'Er zijn nog geen lezers. Er is dus niemand om de nieuwsbrief aan te sturen.'],
  'too-soon': ['moment', 'Dit is te snel. Kies een tijd die minstens tien minuten later is dan nu.'],
  'not-yet': ['', 'Het vorige versturen wordt nog teruggedraaid. Probeer het over een minuut opnieuw.'],
};

/** Sending an issue: deciding, following, stopping, and what became of it. */
export function sendingRoutes(staff: StaffRoutes, deps: SendingRoutesDeps): void {
  const { sending, clock } = deps;
  const issueById = deps.issues.byId;

  staff.get(paths.staff.sendIssue(':id'), 'nobody', ({ request }) => {
    const issue = issueById(String(request.params.id));
    if (issue === undefined) return undefined;
    const view = viewOfSending(issue);
    return page(view ?? confirmPage(issue, blankForm({ wanneer: 'nu', versie: String(issue.version) })));
  });

  staff.post(paths.staff.sendIssue(':id'), 'nobody', ({ request, body }) => {
    const issue = issueById(String(request.params.id));
    if (issue === undefined) return undefined;
    const read = readForm(planForm, body);
    if (!read.ok) return invalid(confirmPage(issue, read.form));
    const outcome = sending.plan(issue.id, read.value.version, read.value.at);
    return outcome === 'unknown' ? undefined : afterPlanning(issue, outcome, body);
  });

  staff.post(paths.staff.stopIssue(':id'), 'nobody', ({ request }) => {
    const id = String(request.params.id);
    const outcome = sending.stop(id);
    if (outcome === 'stopped') return seeOther(paths.staff.issue(id), { kind: 'sending-stopped' });
    return backTo(id, 'sending-not-stopped');
  });

  staff.post(paths.staff.pauseIssue(':id'), 'nobody', ({ request }) => {
    const id = String(request.params.id);
    return backTo(id, sending.pause(id) === 'paused' ? 'sending-paused' : 'sending-moved-on');
  });

  staff.post(paths.staff.resumeIssue(':id'), 'nobody', ({ request }) => {
    const id = String(request.params.id);
    return backTo(id, sending.resume(id) === 'resumed' ? 'sending-resumed' : 'sending-moved-on');
  });

  staff.post(paths.staff.cancelIssue(':id'), 'nobody', ({ request }) => {
    const id = String(request.params.id);
    return backTo(id, sending.cancel(id) === 'cancelled' ? 'sending-cancelled' : 'sending-moved-on');
  });

  staff.get(paths.staff.issueReaders(':id', ':what'), 'subscriber.deliveries', ({ request }) => {
    const issue = issueById(String(request.params.id));
    const list = Object.keys(pages.LISTS).find((name) => name === request.params.what);
    const progress = issue && sending.progressOf(issue.id);
    if (issue === undefined || list === undefined || progress === undefined) return undefined;
    const after = Number(/^\d{1,15}$/.exec(queryText(request, 'na'))?.[0] ?? 0);
    const state = pages.LISTS[list as pages.ListName];
    const found = sending.look({ issueId: issue.id, state, after, most: ON_A_PAGE + 1 });
    const shown = found.slice(0, ON_A_PAGE);
    const here = paths.staff.issueReaders(issue.id, list);
    const view = pages.readers({
      ...{ issue, list: list as pages.ListName, readers: shown },
      count: state === 'uncertain' ? progress.toDecide : progress.counts[state],
      canSendOnceMore: progress.sending.state !== 'cancelled',
      next: found.length > ON_A_PAGE ? `${here}?na=${shown.at(-1)?.id}` : undefined,
    });
    return { reply: page(view), persons: shown.flatMap(({ subscriberId }) => subscriberId ?? []) };
  });

  staff.post(paths.staff.sendOnceMore(':id', ':delivery'), 'subscriber.send-once-more', ({ request }) => {
    const { id, delivery } = placeIn(request.params);
    const outcome = sending.sendOnceMore(id, delivery);
    return decided(id, delivery, outcome === 'again' ? 'delivery-again' : 'delivery-decided');
  });

  staff.post(paths.staff.leaveUncertain(':id', ':delivery'), 'subscriber.leave-uncertain', ({ request }) => {
    const { id, delivery } = placeIn(request.params);
    const outcome = sending.leaveUncertain(id, delivery);
    return decided(id, delivery, outcome === 'left-so' ? 'delivery-left-so' : 'delivery-decided');
  });

  /** The page that fits where the sending stands; undefined while nothing is decided. */
  function viewOfSending({ id, subject }: Issue): View | undefined {
    const progress = sending.progressOf(id);
    if (progress === undefined) return undefined;
    const data = { issue: { id, subject }, progress };
    const { state } = progress.sending;
    if (state === 'planned' || state === 'freezing') return pages.planned(data);
    const figures = sending.figuresOf(id);
    const isOver = state === 'sent' || state === 'cancelled';
    return isOver && figures ? pages.over({ ...data, figures }) : pages.underway(data);
  }

  function confirmPage(issue: Issue, form: Form): View {
    const found = deps.checks.findings(issue, clock().toISOString());
    const stops = found.filter(({ severity }) => severity === 'stop');
    const readers = deps.subscribers.counts().subscribed;
    return pages.confirm({ issue, form, readers, stops, minutes: WINDOW / MINUTE });
  }

  function afterPlanning(issue: Issue, outcome: PlanOutcome, body: FormBody): Reply {
    const [field, message] = PLAN_MESSAGES[outcome] ?? [];
    if (field === undefined || message === undefined) return seeOther(paths.staff.sendIssue(issue.id));
    const values = { ...body, versie: String(issue.version) };
    return invalid(confirmPage(issue, withError(values, field, message)));
  }

  function backTo(id: string, kind: string): Reply | undefined {
    return issueById(id) && seeOther(paths.staff.sendIssue(id), { kind });
  }

  function decided(id: string, delivery: number, kind: string) {
    const reader = sending.readerOf(id, delivery);
    if (reader === undefined) return undefined;
    const reply = seeOther(paths.staff.issueReaders(id, 'onzeker'), { kind });
    return { reply, persons: reader.subscriberId === null ? [] : [reader.subscriberId] };
  }
}

function placeIn(params: Record<string, unknown>): { id: string; delivery: number } {
  const delivery = /^\d{1,15}$/.exec(String(params.delivery))?.[0] ?? 0;
  return { id: String(params.id), delivery: Number(delivery) };
}
