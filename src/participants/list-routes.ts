import type { Clock } from '../clock.ts';
import { paths } from '../paths.ts';
import { blankForm, type Form } from '../web/form.ts';
import { queryText } from '../web/query.ts';
import { invalid, page, seeOther } from '../web/reply.ts';
import type { PersonReply, StaffRoutes } from '../web/staff-routes.ts';
import { conditionsIn, type Filter, filterText, readFilter } from './filter.ts';
import { readManyChange, readName } from './list-forms.ts';
import { MOST_AT_ONCE } from './many.ts';
import * as pages from './pages.ts';
import type { Kind } from './participant.ts';
import type { Participants } from './participants.ts';
import { readSelection, type Selection, selectionText } from './selection.ts';
import { otherOf, rowOf } from './shown.ts';

/** So many of the chosen ones are shown by name. */
const SOME = 25;

/** The register as a list: finding, keeping what was asked, choosing some or all, and changing those. */
export function participantListRoutes(
  staff: StaffRoutes,
  { participants, clock }: { participants: Participants; clock: Clock },
): void {
  staff.get(paths.staff.participants(), 'participant.list', ({ request }) => {
    const after = queryText(request, 'na') || undefined;
    const before = queryText(request, 'voor') || undefined;
    return listed(readFilter(request.query), { after, before });
  });

  staff.post(paths.staff.keepParticipantFilter(), 'participant.list', ({ body, staff: { id: staffId } }) => {
    const filter = readFilter(new URLSearchParams(body.vraag ?? ''));
    const read = readName(body);
    if (!read.ok) {
      const { view, persons } = list(filter, {}, read.form);
      return { reply: invalid(view), persons };
    }
    participants.keepFilter(read.value, filter, staffId);
    const to = paths.staff.participantsBy(filterText(filter));
    return { reply: seeOther(to, { kind: 'filter-kept' }), persons: [] };
  });

  staff.post(paths.staff.forgetParticipantFilter(':id'), 'nobody', ({ request }) => {
    participants.forgetFilter(String(request.params.id));
    return seeOther(paths.staff.participants(), { kind: 'filter-forgotten' });
  });

  staff.get(paths.staff.chosenParticipants(), 'participant.list', ({ request }) =>
    chosen(readSelection(request.query), blankForm({ doe: 'tag', dag: today() })),
  );

  staff.post(
    paths.staff.chosenParticipants(),
    'participant.change',
    ({ body, staff: { id: staffId } }) => {
      const selection = readSelection(new URLSearchParams(body.keuze ?? ''));
      const read = readManyChange(body, today());
      if (!read.ok) return refused(selection, read.form);
      const ids = participants.chosen(selection);
      const done = participants.changeMany(ids, read.value, staffId);
      const to = backFrom(selection);
      if (done.outcome === 'done') {
        const kind = read.value.kind === 'remove' ? 'participants-removed' : 'participants-changed';
        return { reply: seeOther(to, { kind, id: done.batchId }), persons: done.changed };
      }
      if (done.outcome === 'too-many') return refused(selection, blankForm(body));
      return { reply: seeOther(to, { kind: 'participants-unchanged' }), persons: [] };
    },
    { fresh: ({ doe }) => doe === 'remove' },
  );

  function listed(
    filter: Filter,
    on: { after?: string | undefined; before?: string | undefined },
  ): PersonReply {
    const { view, persons } = list(filter, on, blankForm());
    return { reply: page(view), persons };
  }

  function list(
    filter: Filter,
    on: { after?: string | undefined; before?: string | undefined },
    keepForm: Form,
  ) {
    const found = participants.list({ ...filter, ...on });
    const view = pages.list({
      ...{ filter, keepForm, count: found.count, rows: found.people.map(rowOf) },
      question: filterText(filter),
      conditions: conditionsIn(filter),
      tags: participants.tags(),
      kept: participants.keptFilters(),
      doubles: participants.doubles.count(),
      previous: found.previous && linkOnward(filter, 'voor', found.previous),
      next: found.next && linkOnward(filter, 'na', found.next),
      isEmpty: found.people.length === 0 && isEmpty(participants.counts()),
    });
    return { view, persons: found.people.map(({ id }) => id) };
  }

  function chosen(selection: Selection, form: Form): PersonReply {
    const { view, persons } = chosenPage(selection, form);
    return { reply: page(view), persons };
  }

  function refused(selection: Selection, form: Form): PersonReply {
    const { view, persons } = chosenPage(selection, form);
    return { reply: invalid(view), persons };
  }

  function chosenPage(selection: Selection, form: Form) {
    const ids = participants.chosen(selection);
    const some = participants.byIds(ids.slice(0, SOME)).map(otherOf);
    const view = pages.chosen({
      ...{ form, some, tags: participants.tags(), today: today(), most: MOST_AT_ONCE },
      count: ids.length,
      question: selectionText(selection),
      back: backFrom(selection),
    });
    return { view, persons: some.map(({ id }) => id) };
  }

  function today(): string {
    return clock().toISOString().slice(0, 10);
  }
}

/** The list that the choice was made in; of who was ticked it is not known which. */
function backFrom(selection: Selection): string {
  return 'ids' in selection
    ? paths.staff.participants()
    : paths.staff.participantsBy(filterText(selection.filter));
}

function linkOnward(filter: Filter, direction: 'na' | 'voor', id: string): string {
  return paths.staff.participantsBy([filterText(filter), `${direction}=${id}`].filter(Boolean).join('&'));
}

function isEmpty(counts: Record<Kind, number>): boolean {
  return Object.values(counts).every((count) => count === 0);
}
