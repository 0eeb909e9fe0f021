import { paths } from '../paths.ts';
import { page, seeOther } from '../web/reply.ts';
import type { StaffRoutes } from '../web/staff-routes.ts';
import { fullName } from './name.ts';
import * as pages from './pages.ts';
import type { Participant } from './participant.ts';
import type { Participants } from './participants.ts';
import { stepOf, whoDid } from './steps.ts';
import type { UndoOutcome } from './undoing.ts';

const MOST_STEPS = 100;
const MOST_REMOVED = 200;

type Deps = {
  participants: Participants;
  accounts: { list: () => { id: string; name: string }[] };
};

/** What was changed in the register, by whom, and the way back. */
export function participantUndoRoutes(staff: StaffRoutes, { participants, accounts }: Deps): void {
  staff.get(paths.staff.participantHistory(':id'), 'participant.show', ({ request }) => {
    const entry = participants.byId(String(request.params.id));
    if (entry === undefined) return undefined;
    const changes = participants.historyOf(entry.id, MOST_STEPS);
    const names = staffNames();
    const steps = changes.map((change) => stepOf(change, entry, names));
    const isWhole = steps.length < MOST_STEPS;
    const view = pages.history({ id: entry.id, name: fullName(entry), steps, isWhole });
    return { reply: page(view), persons: [entry.id] };
  });

  staff.get(paths.staff.removedParticipants(), 'participant.list', () => {
    const changes = participants.removals(MOST_REMOVED);
    const names = staffNames();
    const removed = changes.map((change) => ({
      name: fullName(change.before as Participant),
      at: change.at,
      who: whoDid(change, names),
      merged: change.kind === 'merged',
      undo:
        change.kind === 'merged' && change.batchId !== null
          ? paths.staff.undoTogether(change.batchId)
          : paths.staff.undoParticipantChange(change.id),
    }));
    return {
      reply: page(pages.removed({ removed })),
      persons: changes.map((change) => change.participantId),
    };
  });

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

  staff.post(paths.staff.undoTogether(':id'), 'participant.undo', ({ request, staff: { id: staffId } }) => {
    const undo = participants.undoTogether(String(request.params.id), staffId);
    if (undo.outcome === 'unknown') return undefined;
    if (undo.outcome !== 'undone') return { reply: seeOther(paths.staff.participants()), persons: [] };
    const kind =
      undo.back.length === 0
        ? 'undo-impossible'
        : undo.left.length > 0
          ? 'participants-partly-restored'
          : 'participant-restored';
    const persons = [...new Set([...undo.back, ...undo.left])];
    return { reply: seeOther(paths.staff.participants(), { kind }), persons };
  });

  function staffNames(): (staffId: string) => string {
    const names = new Map(accounts.list().map(({ id, name }) => [id, name]));
    return (staffId) => names.get(staffId) ?? 'een medewerker van vroeger';
  }
}

function noticeOfUndo(undo: Exclude<UndoOutcome, { outcome: 'unknown' }>) {
  if (undo.outcome === 'impossible') return { kind: 'undo-impossible' };
  if (undo.entry) return { kind: 'participant-restored' };
  return undo.outcome === 'undone' ? { kind: 'participant-removed', id: undo.changeId } : undefined;
}
