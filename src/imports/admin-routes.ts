import type { Clock } from '../clock.ts';
import { paths } from '../paths.ts';
import type { Subscribers } from '../subscribers/subscribers.ts';
import { isUnderway } from '../tables/list.ts';
import type { StepOutcome } from '../tables/steps.ts';
import { UPLOAD_MEGABYTES, type UploadedFile } from '../web/body.ts';
import { blankForm, type Form, readForm, withError } from '../web/form.ts';
import { queryPage, queryText } from '../web/query.ts';
import { invalid, page, seeOther } from '../web/reply.ts';
import type { PersonReply, StaffRoutes, Visit } from '../web/staff-routes.ts';
import { groupsOf, guessMapping } from './columns.ts';
import { columnValues, consentValues, readColumns, readConsents, uploadForm } from './forms.ts';
import { CHANGING, FAULTS, type Import, type ImportRow, OUTCOMES, type Outcome } from './import.ts';
import { type Imports, ROWS_ON_A_PAGE } from './imports.ts';
import { shownRow } from './listed-row.ts';
import * as pages from './pages.ts';

const LONGEST_FILE_NAME = 120;
const LONGEST_CELL = 120;

type ImportRoutesDeps = { imports: Imports; subscribers: Subscribers; clock: Clock };

/** Lists of readers on their way in, step by step. Each step is a page that can be opened again. */
export function importAdminRoutes(
  staff: StaffRoutes,
  { imports, subscribers, clock }: ImportRoutesDeps,
): void {
  const today = () => clock().toISOString().slice(0, 10);

  staff.get(paths.staff.lists(), 'nobody', () => page(pages.lists({ lists: imports.newest() })));

  staff.get(paths.staff.newList(), 'nobody', () => page(uploadPage(blankForm())));

  staff.upload(paths.staff.newList(), 'subscriber.import-upload', ({ body, file, staff: { name } }) => {
    const read = readForm(uploadForm, body);
    if (!read.ok) return { reply: invalid(uploadPage(read.form)), persons: [] };
    if (file === undefined) {
      return {
        reply: invalid(uploadPage(withError(body, 'bestand', 'Kies het bestand met de lijst.'))),
        persons: [],
      };
    }
    const about = { list: read.value.soort, fileName: fileNameOf(file), staffName: name };
    const id = imports.receive({ ...about, worker: 'site', bytes: file.bytes });
    return { reply: seeOther(paths.staff.list(id)), persons: [id] };
  });

  staff.get(paths.staff.list(':id'), 'subscriber.import-look', ({ request }) => {
    const list = listOf(request);
    return list && (stepReply(list) ?? resultReply(list, request));
  });

  staff.get(paths.staff.listColumns(':id'), 'subscriber.import-look', ({ request }) => {
    const list = listOf(request);
    if (list?.columns === undefined || !isOpen(list)) return list && toList(list);
    const form = blankForm(columnValues(list.mapping ?? guessMapping(list.columns)));
    return { reply: page(pages.columns({ list, columns: list.columns, form })), persons: [list.id] };
  });

  staff.post(paths.staff.listColumns(':id'), 'subscriber.import-look', ({ request, body }) => {
    const list = listOf(request);
    if (list?.columns === undefined || !isOpen(list)) return list && toList(list);
    const read = readColumns(body, list.columns);
    if (read.ok) return moveOn(list, imports.map(list.id, read.value));
    return {
      reply: invalid(pages.columns({ list, columns: list.columns, form: read.form })),
      persons: [list.id],
    };
  });

  staff.get(paths.staff.listConsent(':id'), 'subscriber.import-look', ({ request }) => {
    const list = listOf(request);
    if (list === undefined || !isOpen(list) || list.list !== 'readers') return list && toList(list);
    const form = blankForm(consentValues(groupsIn(list), list.consents));
    return { reply: page(consentPage(list, form)), persons: [list.id] };
  });

  staff.post(paths.staff.listConsent(':id'), 'subscriber.import-look', ({ request, body }) => {
    const list = listOf(request);
    if (list === undefined || !isOpen(list) || list.list !== 'readers') return list && toList(list);
    const read = readConsents(body, groupsIn(list), today());
    if (read.ok) return moveOn(list, imports.giveConsent(list.id, read.value));
    return { reply: invalid(consentPage(list, read.form)), persons: [list.id] };
  });

  staff.get(paths.staff.listCheck(':id'), 'subscriber.import-look', ({ request }) => {
    const list = listOf(request);
    if (list?.state !== 'checked') return list && toList(list);
    const shown = rowsOf(list, request);
    if (shown === undefined) return undefined;
    const changes = CHANGING.reduce((sum, outcome) => sum + (list.counts?.[outcome] ?? 0), 0);
    return {
      reply: page(pages.check({ ...aboutRows(shown), changes })),
      persons: [list.id, ...personsIn(shown)],
    };
  });

  staff.post(paths.staff.applyList(':id'), 'subscriber.import-apply', ({ request }) => {
    const list = listOf(request);
    return list && moveOn(list, imports.apply(list.id));
  });

  staff.post(paths.staff.undoList(':id'), 'subscriber.import-undo', ({ request }) => {
    const list = listOf(request);
    return list && moveOn(list, imports.undo(list.id));
  });

  staff.post(paths.staff.dropList(':id'), 'subscriber.import-drop', ({ request }) => {
    const list = listOf(request);
    if (list === undefined) return undefined;
    const outcome = imports.drop(list.id);
    if (outcome !== 'done') return moveOn(list, outcome);
    return { reply: seeOther(paths.staff.lists(), { kind: 'list-dropped' }), persons: [list.id] };
  });

  function listOf(request: Visit['request']): Import | undefined {
    return imports.byId(String(request.params.id));
  }

  /** What is shown at a list's own address before it is in: where it is now. */
  function stepReply(list: Import): PersonReply | undefined {
    const { id, state } = list;
    const persons = [id];
    if (state === 'read') return { reply: seeOther(paths.staff.listColumns(id)), persons };
    if (state === 'mapped') return { reply: seeOther(paths.staff.listConsent(id)), persons };
    if (state === 'checked') return { reply: seeOther(paths.staff.listCheck(id)), persons };
    if (state === 'unreadable') return { reply: page(pages.unreadable({ list })), persons };
    return isUnderway(list) ? { reply: page(pages.underway({ list })), persons } : undefined;
  }

  function resultReply(list: Import, request: Visit['request']): PersonReply | undefined {
    const shown = rowsOf(list, request);
    if (shown === undefined) return undefined;
    const until = imports.undoableUntil(list);
    const undoableUntil = list.state === 'applied' && until > clock().toISOString() ? until : undefined;
    return {
      reply: page(pages.result({ ...aboutRows(shown), undoableUntil })),
      persons: [list.id, ...personsIn(shown)],
    };
  }

  function rowsOf(list: Import, request: Visit['request']): pages.RowsData | undefined {
    const number = queryPage(request);
    if (number === undefined) return undefined;
    const counts = list.counts ?? {};
    const outcome =
      OUTCOMES.find((candidate) => candidate === queryText(request, 'uitkomst')) ??
      OUTCOMES.find((candidate) => (counts[candidate] ?? 0) > 0);
    const found = outcome === undefined ? [] : imports.rows(list.id, outcome, number);
    return {
      ...{
        list,
        outcome,
        page: number,
        pages: Math.ceil((outcome ? (counts[outcome] ?? 0) : 0) / ROWS_ON_A_PAGE),
      },
      rows: found.map((row) => shown(list, row)),
      link: (to) => rowsLink(list, outcome, to),
    };
  }

  function shown(
    { mapping }: Import,
    { number, cells, outcome, detail, subscriberId }: ImportRow,
  ): pages.ShownRow {
    const fault = outcome === 'wrong' ? FAULTS.find((candidate) => candidate === detail) : undefined;
    const about = { number, fault, subscriberId };
    if (cells.length > 0 && fault === 'columns')
      return { ...about, address: short(cells.join(' · ')), name: '' };
    if (cells.length > 0 && mapping !== undefined) {
      const { address, name } = shownRow(cells, mapping);
      return { ...about, address: short(address), name: short(name) };
    }
    const reader = subscriberId === null ? undefined : subscribers.byId(subscriberId);
    return {
      ...about,
      address: reader?.address ?? '',
      name: reader?.name ?? '',
      subscriberId: reader?.id ?? null,
    };
  }
}

/** What cannot be read on a page is shown as a mark, so that staff see that something is there. */
function short(text: string): string {
  const readable = text.replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, '�');
  return readable.length > LONGEST_CELL ? `${readable.slice(0, LONGEST_CELL)}…` : readable;
}

function isOpen({ state }: Import): boolean {
  return ['read', 'mapped', 'checking', 'checked'].includes(state);
}

function toList({ id }: Import): PersonReply {
  return { reply: seeOther(paths.staff.list(id)), persons: [id] };
}

function moveOn(list: Import, outcome: StepOutcome): PersonReply {
  if (outcome === 'done') return toList(list);
  return { reply: seeOther(paths.staff.list(list.id), { kind: 'list-moved-on' }), persons: [list.id] };
}

function groupsIn({ columns = [], mapping, rows }: Import) {
  return mapping === undefined ? [] : groupsOf(columns, mapping, rows);
}

function uploadPage(form: Form) {
  return pages.upload({ form, megabytes: UPLOAD_MEGABYTES });
}

function consentPage(list: Import, form: Form) {
  const hasDates = list.mapping?.roles.includes('date') ?? false;
  return pages.consent({ list, groups: groupsIn(list), hasDates, form });
}

function aboutRows(shown: pages.RowsData) {
  const { list, outcome } = shown;
  const outcomes = OUTCOMES.filter((candidate) => (list.counts?.[candidate] ?? 0) > 0);
  return { list, shown, outcomes, outcome };
}

function personsIn({ rows }: pages.RowsData): string[] {
  return rows.flatMap(({ subscriberId }) => subscriberId ?? []);
}

function rowsLink({ id, state }: Import, outcome: Outcome | undefined, number: number): string {
  const query = new URLSearchParams({ ...(outcome && { uitkomst: outcome }), pagina: String(number) });
  return `${state === 'checked' ? paths.staff.listCheck(id) : paths.staff.list(id)}?${query}`;
}

/** The last part of its name, without what can't be read. */
function fileNameOf({ name }: UploadedFile): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return last.replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, '').slice(-LONGEST_FILE_NAME) || 'lijst';
}
