import { paths } from '../paths.ts';
import type { FormBody } from '../web/body.ts';
import { blankForm, type Form } from '../web/form.ts';
import { queryText } from '../web/query.ts';
import { invalid, page, seeOther } from '../web/reply.ts';
import type { PersonReply, StaffRoutes } from '../web/staff-routes.ts';
import { streetLine, townLine } from './address.ts';
import { COUNTRIES } from './country.ts';
import { differences, formAgain, readParticipant, valuesOf, valuesOfNew, versionOf } from './forms.ts';
import { fullName, listName } from './name.ts';
import * as pages from './pages.ts';
import { KINDS, type Kind, type Participant } from './participant.ts';
import type { Participants, UndoOutcome } from './participants.ts';

/** The register as staff see it. Nobody else does. */
export function participantAdminRoutes(
  staff: StaffRoutes,
  { participants }: { participants: Participants },
): void {
  staff.get(paths.staff.participants(), 'participant.list', ({ request }) => {
    const words = queryText(request, 'q');
    const kind = KINDS.find((candidate) => candidate === queryText(request, 'soort'));
    const after = queryText(request, 'na') || undefined;
    const before = queryText(request, 'voor') || undefined;
    const list = participants.list({ kind, words, after, before });
    const data = {
      ...{ words, kind, found: list.found, rows: list.people.map(rowOf) },
      previous: list.previous && linkOnward(words, kind, 'voor', list.previous),
      next: list.next && linkOnward(words, kind, 'na', list.next),
      isEmpty: list.people.length === 0 && isEmpty(participants.counts()),
    };
    return { reply: page(pages.list(data)), persons: list.people.map(({ id }) => id) };
  });

  staff.get(paths.staff.newParticipant(), 'nobody', () => page(newPage(blankForm(valuesOfNew()))));

  staff.post(paths.staff.newParticipant(), 'participant.add', ({ body, staff: { id: staffId } }) => {
    const read = readParticipant(body);
    if (!read.ok) return { reply: invalid(newPage(read.form)), persons: [] };
    const { entry, changeId } = participants.add(read.value, staffId);
    return saved(entry.id, 'participant-added', changeId);
  });

  staff.get(paths.staff.participant(':id'), 'participant.show', ({ request }) => {
    const entry = participants.byId(String(request.params.id));
    return entry && { reply: page(entryPage(entry, blankForm(valuesOf(entry)))), persons: [entry.id] };
  });

  staff.post(
    paths.staff.participant(':id'),
    'participant.change',
    ({ request, body, staff: { id: staffId } }) => {
      const id = String(request.params.id);
      const read = readParticipant(body);
      if (!read.ok) {
        const entry = participants.byId(id);
        return entry && { reply: invalid(entryPage(entry, read.form)), persons: [id] };
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
  );

  staff.post(
    paths.staff.undoParticipantChange(':id'),
    'participant.undo',
    ({ request, staff: { id: staffId } }) => {
      const undo = participants.undo(String(request.params.id), staffId);
      if (undo.outcome === 'unknown') return undefined;
      const to = undo.entry ? paths.staff.participant(undo.entry.id) : paths.staff.participants();
      return { reply: seeOther(to, noticeOfUndo(undo)), persons: [undo.participantId] };
    },
  );
}

function saved(id: string, kind: string, changeId: string): PersonReply {
  return { reply: seeOther(paths.staff.participant(id), { kind, id: changeId }), persons: [id] };
}

function noticeOfUndo(undo: Exclude<UndoOutcome, { outcome: 'unknown' }>) {
  if (undo.outcome === 'impossible') return { kind: 'undo-impossible' };
  if (undo.entry) return { kind: 'participant-restored' };
  return undo.outcome === 'undone' ? { kind: 'participant-removed', id: undo.changeId } : undefined;
}

function changedMeanwhile(entry: Participant, body: FormBody): PersonReply {
  const message =
    'Een collega heeft deze persoon intussen veranderd. Hieronder staat wat u typte, en wat er nu in het register staat. Wilt u uw versie bewaren? Druk dan nog een keer op Bewaren.';
  const form = formAgain(body, entry.version, message);
  return { reply: invalid(entryPage(entry, form, differences(entry, body))), persons: [entry.id] };
}

function removedMeanwhile(id: string, body: FormBody): PersonReply {
  const message =
    'Een collega heeft deze persoon intussen uit het register gehaald. Druk op Bewaren als u deze persoon met deze gegevens toch weer wilt toevoegen.';
  return { reply: invalid(newPage(formAgain(body, undefined, message))), persons: [id] };
}

function newPage(form: Form) {
  return pages.form({ form, countries: COUNTRIES, entry: undefined, theirs: undefined });
}

function entryPage(entry: Participant, form: Form, theirs?: pages.Theirs) {
  const { id, createdAt, updatedAt } = entry;
  const address = [streetLine(entry), townLine(entry)].filter((part) => part !== '');
  return pages.form({
    form,
    countries: COUNTRIES,
    entry: { id, createdAt, updatedAt, name: fullName(entry), address },
    theirs,
  });
}

function rowOf(entry: Participant): pages.ListRow {
  const { id, kind, town, lastName, organisation } = entry;
  return { id, kind, town, name: listName(entry), organisation: lastName === '' ? '' : organisation };
}

function linkOnward(words: string, kind: Kind | undefined, direction: 'na' | 'voor', id: string): string {
  const query = new URLSearchParams({
    ...(words && { q: words }),
    ...(kind && { soort: kind }),
    [direction]: id,
  });
  return `${paths.staff.participants()}?${query}`;
}

function isEmpty(counts: Record<Kind, number>): boolean {
  return Object.values(counts).every((count) => count === 0);
}
