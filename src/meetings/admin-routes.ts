import type { Markdown } from '../articles/markdown.ts';
import { paths } from '../paths.ts';
import type { Randomness } from '../secrets.ts';
import type { FormBody } from '../web/body.ts';
import { blankForm, type Form, readForm } from '../web/form.ts';
import { invalid, page, type Reply, seeOther } from '../web/reply.ts';
import type { StaffRoutes } from '../web/staff-routes.ts';
import type { View } from '../web/view.ts';
import { MOST_MEGABYTES } from './document.ts';
import { documentAdminRoutes } from './document-routes.ts';
import type { Documents } from './documents.ts';
import {
  cancelForm,
  differences,
  formAgain,
  readMeeting,
  valuesOf,
  valuesOfNew,
  versionOf,
} from './forms.ts';
import { type Meeting, placeLines } from './meeting.ts';
import type { Meetings } from './meetings.ts';
import * as pages from './pages.ts';
import { questionsIn, questionUp } from './question-forms.ts';
import { textsOf } from './texts.ts';

export type MeetingAdminDeps = {
  meetings: Meetings;
  documents: Documents;
  markdown: Markdown;
  randomness: Randomness;
};

/** Meetings as staff make them. Nobody who is invited is shown here, only how many there are. */
export function meetingAdminRoutes(staff: StaffRoutes, deps: MeetingAdminDeps): void {
  const { meetings, documents, markdown, randomness } = deps;

  staff.get(paths.staff.meetings(), 'nobody', () => {
    const all = meetings.all();
    const open = all.filter((meeting) => meeting.state !== 'draft' && !meetings.isOver(meeting));
    return page(
      pages.staffList({
        drafts: all.filter(({ state }) => state === 'draft').reverse(),
        coming: open.reverse(),
        past: all.filter((meeting) => meeting.state !== 'draft' && meetings.isOver(meeting)),
        last: meetings.last(),
      }),
    );
  });

  staff.get(paths.staff.newMeeting(), 'nobody', () => page(formPage(undefined, blankForm(valuesOfNew()))));

  staff.post(paths.staff.newMeeting(), 'nobody', ({ body }) => {
    const read = readMeeting(body, [], randomness);
    if (!read.ok) return invalid(formPage(undefined, read.form));
    const { id } = meetings.create(read.value);
    return onward(id, body, { kind: 'meeting-saved' });
  });

  staff.get(paths.staff.meeting(':id'), 'nobody', ({ request }) => {
    const meeting = meetings.byId(String(request.params.id));
    return meeting && page(showPage(meeting));
  });

  staff.get(paths.staff.changeMeeting(':id'), 'nobody', ({ request }) => {
    const meeting = meetings.byId(String(request.params.id));
    if (meeting?.state === 'cancelled') return seeOther(paths.staff.meeting(meeting.id));
    return meeting && page(formPage(meeting, blankForm(valuesOf(meeting))));
  });

  staff.post(paths.staff.changeMeeting(':id'), 'nobody', ({ request, body }) => {
    const id = String(request.params.id);
    const meeting = meetings.byId(id);
    const read = readMeeting(body, meeting?.questions ?? [], randomness);
    if (!read.ok) return meeting && invalid(formPage(meeting, read.form));
    const change = meetings.change(id, versionOf(body), read.value, body.vertel === 'ja');
    if (change.outcome === 'unknown') return undefined;
    if (change.outcome === 'removed') return invalid(formPage(undefined, formAgain(body, 0, REMOVED)));
    if (change.outcome === 'cancelled') return seeOther(paths.staff.meeting(id), { kind: 'meeting-is-off' });
    if (change.outcome === 'stale') return changedMeanwhile(change.meeting, body);
    const told = change.outcome === 'done' && change.told > 0;
    return onward(id, body, { kind: told ? 'meeting-moved' : 'meeting-saved' });
  });

  staff.post(paths.staff.copyMeeting(':id'), 'nobody', ({ request }) => {
    const copy = meetings.copy(String(request.params.id));
    return copy && seeOther(paths.staff.changeMeeting(copy.id), { kind: 'meeting-copied' });
  });

  staff.post(paths.staff.publishMeeting(':id'), 'nobody', ({ request }) => {
    const id = String(request.params.id);
    const { outcome } = meetings.publish(id);
    if (outcome === 'unknown') return undefined;
    return seeOther(paths.staff.meeting(id), {
      kind: outcome === 'over' ? 'meeting-over' : 'meeting-published',
    });
  });

  staff.post(paths.staff.cancelMeeting(':id'), 'nobody', ({ request, body }) => {
    const meeting = meetings.byId(String(request.params.id));
    if (meeting === undefined) return undefined;
    const read = readForm(cancelForm, body);
    if (!read.ok) return invalid(showPage(meeting, { cancelForm: read.form }));
    const { outcome } = meetings.cancel(meeting.id, read.value.reden);
    if (outcome === 'unknown') return undefined;
    const kind = outcome === 'over' ? 'meeting-over' : 'meeting-cancelled';
    return seeOther(paths.staff.meeting(meeting.id), { kind });
  });

  staff.post(paths.staff.removeMeeting(':id'), 'nobody', ({ request }) => {
    const id = String(request.params.id);
    const outcome = meetings.remove(id);
    if (outcome === 'unknown') return undefined;
    if (outcome === 'published') return seeOther(paths.staff.meeting(id), { kind: 'meeting-is-published' });
    return seeOther(paths.staff.meetings(), { kind: 'meeting-removed', id });
  });

  staff.post(paths.staff.restoreMeeting(':id'), 'nobody', ({ request }) => {
    const id = String(request.params.id);
    if (meetings.restore(id) === 'unknown') return undefined;
    return seeOther(paths.staff.meeting(id), { kind: 'meeting-restored' });
  });

  documentAdminRoutes(staff, {
    ...{ meetings, documents },
    pageOf: (meeting, documentForm) => showPage(meeting, { documentForm }),
  });

  function changedMeanwhile(meeting: Meeting, body: FormBody): Reply {
    return invalid(formPage(meeting, formAgain(body, meeting.version, STALE), differences(meeting, body)));
  }

  function formPage(meeting: Meeting | undefined, form: Form, theirs?: pages.Theirs): View {
    const invited = meeting?.state === 'published' ? meetings.countsOf(meeting.id).invited : 0;
    return pages.form({ form, meeting, invited, theirs, questions: questionsIn(form.values) });
  }

  function showPage(meeting: Meeting, forms: { documentForm?: Form; cancelForm?: Form } = {}): View {
    return pages.show({
      ...{ meeting, place: placeLines(meeting), isOver: meetings.isOver(meeting) },
      ...textsOf(meeting, markdown),
      ...{ counts: meetings.countsOf(meeting.id), documents: documents.of(meeting.id) },
      ...{ documentForm: blankForm({ soort: 'before' }), cancelForm: blankForm(), ...forms },
      megabytes: MOST_MEGABYTES,
    });
  }
}

const STALE =
  'Een collega heeft deze bijeenkomst intussen veranderd. Hieronder staat wat u typte, en wat uw collega ervan maakte. Wilt u uw versie bewaren? Druk dan nog een keer op Bewaren.';
const REMOVED =
  'Een collega heeft deze bijeenkomst intussen weggegooid. Wat u typte, staat hieronder nog. Druk op Bewaren als u er een nieuwe van wilt maken.';

/** Where the button leads once all is saved: one that is about a question comes back to the questions. */
function onward(id: string, body: FormBody, notice: { kind: string }): Reply {
  if (body.doe === 'vraag' || questionUp(body) !== undefined) {
    return seeOther(`${paths.staff.changeMeeting(id)}#vragen`, notice);
  }
  return seeOther(paths.staff.meeting(id), notice);
}
