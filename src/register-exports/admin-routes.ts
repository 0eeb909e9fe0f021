import type { Clock } from '../clock.ts';
import type { Meeting } from '../meetings/meeting.ts';
import type { Meetings } from '../meetings/meetings.ts';
import type { Participants } from '../participants/participants.ts';
import { readSelection, type Selection, selectionText } from '../participants/selection.ts';
import { paths } from '../paths.ts';
import { XLSX_TYPE } from '../tables/write-xlsx.ts';
import { blankForm, type Form, withError } from '../web/form.ts';
import { download, invalid, page } from '../web/reply.ts';
import type { PersonReply, StaffRoutes } from '../web/staff-routes.ts';
import { readExport } from './forms.ts';
import * as pages from './pages.ts';
import type { ExportOutcome, RegisterExports } from './register-exports.ts';

const REFUSALS: Record<Exclude<ExportOutcome['outcome'], 'file'>, [field: string, message: string]> = {
  nobody: ['', 'Er is niemand gekozen. Ga terug naar het register en kies eerst mensen.'],
  'too-long': ['soort', 'Deze lijst is te lang voor een Excel-bestand. Kies CSV: dat opent ook in Excel.'],
  'no-activity': ['activiteit', 'Kies voor welke activiteit u deze lijst nodig hebt.'],
};

type RegisterExportRoutesDeps = {
  registerExports: RegisterExports;
  participants: Participants;
  meetings: Meetings;
  clock: Clock;
};

const FRESH = { fresh: true };

/** A choice of the register as a file to keep, for one activity. */
export function registerExportRoutes(staff: StaffRoutes, deps: RegisterExportRoutesDeps): void {
  const { registerExports, participants, meetings, clock } = deps;

  staff.get(
    paths.staff.exportParticipants(),
    'nobody',
    ({ request }) => {
      const selection = readSelection(request.query);
      const [only, ...others] = possibleMeetings();
      const activiteit = only !== undefined && others.length === 0 ? only.id : '';
      return page(formPage(selection, blankForm({ activiteit, inhoud: 'post', soort: 'xlsx' })));
    },
    FRESH,
  );

  staff.post(
    paths.staff.exportParticipants(),
    'participant.export',
    ({ body, staff: by }) => {
      const selection = readSelection(new URLSearchParams(body.keuze ?? ''));
      const read = readExport(body, possibleMeetings());
      if (!read.ok) return refused(selection, read.form);
      const ids = participants.chosen(selection);
      const done = registerExports.save({ ids, ...read.value, staff: by });
      if (done.outcome !== 'file') return refused(selection, withError(body, ...REFUSALS[done.outcome]));
      const { format } = read.value;
      const name = `register-${clock().toISOString().slice(0, 10)}.${format}`;
      const type = format === 'csv' ? 'text/csv; charset=utf-8' : XLSX_TYPE;
      return { reply: download(name, type, done.file), persons: done.persons };
    },
    FRESH,
  );

  function refused(selection: Selection, form: Form): PersonReply {
    return { reply: invalid(formPage(selection, form)), persons: [] };
  }

  function formPage(selection: Selection, form: Form) {
    const count =
      'ids' in selection ? participants.byIds(selection.ids).length : participants.countOf(selection.filter);
    return pages.exportParticipants({
      ...{ form, question: selectionText(selection), count },
      meetings: possibleMeetings().map(({ id, title, startsAt }) => ({ id, title, startsAt })),
    });
  }

  /** What is to come and not called off, the soonest first: also a draft, and what is only for the invited. */
  function possibleMeetings(): Meeting[] {
    const open = meetings
      .all()
      .filter((meeting) => meeting.state !== 'cancelled' && !meetings.isOver(meeting));
    return open.toSorted((one, other) => (one.startsAt < other.startsAt ? -1 : 1));
  }
}
