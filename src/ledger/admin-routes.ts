import type { Clock } from '../clock.ts';
import { CHANNELS } from '../participants/channel.ts';
import type { Participants } from '../participants/participants.ts';
import { otherOf } from '../participants/shown.ts';
import { CHANNEL_NAMES } from '../participants/words.ts';
import { paths } from '../paths.ts';
import type { Papers } from '../pdf/paper.ts';
import type { Organisation } from '../templates/organisation.ts';
import { blankForm, type Form } from '../web/form.ts';
import { queryPage } from '../web/query.ts';
import { invalid, page, seeOther, text } from '../web/reply.ts';
import type { StaffRoutes, Visit } from '../web/staff-routes.ts';
import type { LedgerEntry } from './entry.ts';
import { incidentValues, readIncident } from './forms.ts';
import type { Incident } from './incident-store.ts';
import type { Incidents } from './incidents.ts';
import type { Ledger } from './ledger.ts';
import { letterPaper, reportPaper } from './lost-papers.ts';
import * as pages from './pages.ts';
import { contentsInWords, KIND_NAMES, type LostFile, letterOf, reportOf } from './texts.ts';

const PEOPLE_ON_A_PAGE = 50;

type LedgerRoutesDeps = {
  ledger: Ledger;
  incidents: Incidents;
  participants: Participants;
  papers: Papers;
  clock: Clock;
  content: { organisation: () => Organisation };
};

/** The files that were made of the register, and what to do when one is lost. */
export function ledgerRoutes(staff: StaffRoutes, deps: LedgerRoutesDeps): void {
  const { ledger, incidents, participants, papers, clock, content } = deps;

  staff.get(paths.staff.ledger(), 'nobody', ({ request }) => {
    const number = queryPage(request);
    if (number === undefined) return undefined;
    const files = ledger.page(number).map(shownFile);
    return page(pages.list({ files, page: number, pages: ledger.pages() }));
  });

  staff.get(paths.staff.ledgerFile(':id'), 'participant.ledger', ({ request }) => {
    const entry = entryOf(request);
    const number = queryPage(request);
    if (entry === undefined || number === undefined) return undefined;
    const people = ledger.presentIn(entry.id);
    const here = people.slice((number - 1) * PEOPLE_ON_A_PAGE, number * PEOPLE_ON_A_PAGE);
    const shown = participants.byIds(here).map(otherOf);
    const view = pages.file({
      ...{ file: shownFile(entry), people: shown, page: number },
      ...{ present: people.length, gone: goneOf(entry, people) },
      pages: Math.ceil(people.length / PEOPLE_ON_A_PAGE),
    });
    return { reply: page(view), persons: shown.map(({ id }) => id) };
  });

  staff.get(paths.staff.lostFile(':id'), 'nobody', ({ request }) => {
    const entry = entryOf(request);
    if (entry === undefined) return undefined;
    return page(lostPage(entry, blankForm(incidentValues(incidents.of(entry.id), clock()))));
  });

  staff.post(paths.staff.lostFile(':id'), 'nobody', ({ request, body, staff: { name } }) => {
    const entry = entryOf(request);
    if (entry === undefined) return undefined;
    const read = readIncident(body, entry.at, clock());
    if (!read.ok) return invalid(lostPage(entry, read.form));
    incidents.keep(entry.id, read.value, name);
    return seeOther(paths.staff.lostFile(entry.id), { kind: 'incident-kept' });
  });

  staff.post(paths.staff.lostFileFound(':id'), 'nobody', ({ request }) => {
    const entry = entryOf(request);
    if (entry === undefined) return undefined;
    incidents.drop(entry.id);
    return seeOther(paths.staff.ledgerFile(entry.id), { kind: 'incident-dropped' });
  });

  staff.get(paths.staff.lostFileReport(':id'), 'nobody', ({ request }) => {
    const lost = lostOf(request);
    return lost && pdf('melding', reportPaper(papers, lost, clock().toISOString()));
  });

  staff.get(paths.staff.lostFileLetter(':id'), 'nobody', ({ request }) => {
    const lost = lostOf(request);
    return lost && pdf('brief', letterPaper(papers, lost, clock().toISOString()));
  });

  function entryOf(request: Visit['request']): LedgerEntry | undefined {
    return ledger.byId(String(request.params.id));
  }

  function lostOf(request: Visit['request']): LostFile | undefined {
    const entry = entryOf(request);
    const incident = entry && incidents.of(entry.id);
    return entry && incident && lostFile(entry, incident, ledger.presentIn(entry.id));
  }

  function lostFile(entry: LedgerEntry, incident: Incident, people: string[]): LostFile {
    const [present, gone] = [people.length, goneOf(entry, people)];
    return { entry, incident, present, gone, organisation: content.organisation() };
  }

  function lostPage(entry: LedgerEntry, form: Form) {
    const people = ledger.presentIn(entry.id);
    const incident = incidents.of(entry.id);
    return pages.lost({
      ...{ file: shownFile(entry), form, present: people.length, gone: goneOf(entry, people) },
      reached: reachedIn(people),
      lost: incident && textsOf(lostFile(entry, incident, people)),
    });
  }

  function textsOf(lost: LostFile): pages.LostTexts {
    const letter = letterOf(lost).join('\n\n');
    return { incident: lost.incident, ...incidents.timeLeft(lost.incident), report: reportOf(lost), letter };
  }

  /** How many of these people can be reached in which way. */
  function reachedIn(people: string[]): { name: string; count: number }[] {
    const those = new Set(people);
    return CHANNELS.map((channel) => ({
      name: CHANNEL_NAMES[channel],
      count: participants.idsOf({ channel }).filter((id) => those.has(id)).length,
    })).filter(({ count }) => count > 0);
  }

  /** How many are not in the register any more: those who are forgotten, and those who can still be put back. */
  function goneOf({ id, forgotten }: LedgerEntry, people: string[]): number {
    return forgotten + new Set(ledger.peopleIn(id)).size - people.length;
  }

  function shownFile(entry: LedgerEntry): pages.ShownFile {
    const isLost = incidents.of(entry.id) !== undefined;
    return { ...entry, kindName: KIND_NAMES[entry.kind], contentsName: contentsInWords(entry), isLost };
  }
}

function pdf(name: string, body: Buffer) {
  return text('application/pdf', body, { 'Content-Disposition': `attachment; filename="${name}.pdf"` });
}
