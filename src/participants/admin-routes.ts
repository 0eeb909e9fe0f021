import type { Clock } from '../clock.ts';
import { paths } from '../paths.ts';
import type { FormBody } from '../web/body.ts';
import { blankForm, type Form } from '../web/form.ts';
import { queryText } from '../web/query.ts';
import { invalid, page, seeOther } from '../web/reply.ts';
import type { PersonReply, StaffRoutes } from '../web/staff-routes.ts';
import { COUNTRIES } from './country.ts';
import {
  differences,
  formAgain,
  readParticipant,
  typedTags,
  valuesOf,
  valuesOfNew,
  versionOf,
} from './forms.ts';
import * as pages from './pages.ts';
import type { Participant } from './participant.ts';
import type { Participants } from './participants.ts';
import { fieldInWords, personsOn, shownEntry } from './shown.ts';

/** One entry of the register as staff see and change it. Nobody else does. */
export function participantAdminRoutes(
  staff: StaffRoutes,
  { participants, clock }: { participants: Participants; clock: Clock },
): void {
  const today = () => clock().toISOString().slice(0, 10);

  staff.get(paths.staff.newParticipant(), 'participant.show', ({ request }) => {
    const home = participants.byId(queryText(request, 'adresvan'));
    const work = participants.byId(queryText(request, 'organisatievan'));
    const like = home ? { ...home, organisation: '' } : work;
    const form = newPage(blankForm(valuesOfNew(like)));
    return { reply: page(form), persons: like ? [like.id] : [] };
  });

  staff.post(paths.staff.newParticipant(), 'participant.add', ({ body, staff: { id: staffId } }) => {
    const read = readParticipant(body, today());
    if (!read.ok) return { reply: invalid(newPage(read.form)), persons: [] };
    const isSure = body.gewist !== undefined;
    const added = (isSure ? participants.add : participants.addUnlessErased)(read.value, staffId);
    if (added.outcome === 'erased') return askedToBeErased(body);
    return saved(added.entry.id, 'participant-added', added.changeId);
  });

  staff.get(paths.staff.participant(':id'), 'participant.show', ({ request }) => {
    const entry = participants.byId(String(request.params.id));
    return entry && shown(entry, blankForm(valuesOf(entry)));
  });

  staff.post(
    paths.staff.participant(':id'),
    'participant.change',
    ({ request, body, staff: { id: staffId } }) => {
      const id = String(request.params.id);
      const read = readParticipant(body, today());
      if (!read.ok) {
        const entry = participants.byId(id);
        return entry && refused(entry, read.form);
      }
      const change = participants.change(id, versionOf(body), read.value, staffId);
      if (change.outcome === 'done') return saved(id, 'participant-changed', change.changeId);
      if (change.outcome === 'unchanged')
        return { reply: seeOther(paths.staff.participant(id)), persons: [id] };
      if (change.outcome === 'stale') return changedMeanwhile(change.entry, body);
      return change.outcome === 'removed' ? removedMeanwhile(id, body) : undefined;
    },
  );

  staff.post(
    paths.staff.removeParticipant(':id'),
    'participant.remove',
    ({ request, staff: { id: staffId } }) => {
      const id = String(request.params.id);
      const removal = participants.remove(id, staffId);
      if (removal.outcome === 'unknown') return undefined;
      const notice = { kind: 'participant-removed', id: removal.changeId };
      return { reply: seeOther(paths.staff.participants(), notice), persons: [id] };
    },
    { fresh: true },
  );

  function shown(entry: Participant, form: Form): PersonReply {
    const around = shownEntry(entry, participants);
    return { reply: page(entryPage(around, form)), persons: personsOn(around) };
  }

  function refused(entry: Participant, form: Form, theirs?: pages.Theirs): PersonReply {
    const around = shownEntry(entry, participants);
    return { reply: invalid(entryPage(around, form, theirs)), persons: personsOn(around) };
  }

  function changedMeanwhile(entry: Participant, body: FormBody): PersonReply {
    const message =
      'Een collega heeft deze persoon intussen veranderd. Hieronder staat wat u typte, en wat er nu in het register staat. Wilt u uw versie bewaren? Druk dan nog een keer op Bewaren.';
    const theirs = differences(entry, body).map((name) => fieldInWords(entry, name));
    return refused(entry, formAgain(body, entry.version, message), theirs);
  }

  function removedMeanwhile(id: string, body: FormBody): PersonReply {
    const message =
      'Een collega heeft deze persoon intussen uit het register gehaald. Druk op Bewaren als u deze persoon met deze gegevens toch weer wilt toevoegen.';
    return { reply: invalid(newPage(formAgain(body, undefined, message))), persons: [id] };
  }

  function askedToBeErased(body: FormBody): PersonReply {
    const message =
      'Deze persoon heeft gevraagd om gewist te worden, en dat is gebeurd. Wil deze persoon zelf weer in het register? Druk dan nog een keer op Bewaren. Druk anders op Annuleren.';
    return {
      reply: invalid(newPage(formAgain({ ...body, gewist: 'gezien' }, undefined, message))),
      persons: [],
    };
  }

  function newPage(form: Form) {
    return pages.form({ ...common(form), entry: undefined, theirs: undefined });
  }

  function entryPage(entry: pages.ShownEntry, form: Form, theirs?: pages.Theirs) {
    return pages.form({ ...common(form), entry, theirs });
  }

  function common(form: Form) {
    return { form, countries: COUNTRIES, tags: participants.tags(), ticked: typedTags(form.values) };
  }
}

function saved(id: string, kind: string, changeId: string): PersonReply {
  return { reply: seeOther(paths.staff.participant(id), { kind, id: changeId }), persons: [id] };
}
