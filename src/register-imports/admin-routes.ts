import type { Clock } from '../clock.ts';
import type { Participants } from '../participants/participants.ts';
import { paths } from '../paths.ts';
import { isUnderway } from '../tables/list.ts';
import type { StepOutcome } from '../tables/steps.ts';
import { UPLOAD_MEGABYTES, type UploadedFile } from '../web/body.ts';
import { blankForm, type Form, withError } from '../web/form.ts';
import { queryPage, queryText } from '../web/query.ts';
import { invalid, page, seeOther } from '../web/reply.ts';
import type { PersonReply, StaffRoutes, Visit } from '../web/staff-routes.ts';
import { columnValues, readMapping } from './forms.ts';
import { CHANGING, type RegisterList } from './list.ts';
import * as pages from './pages.ts';
import { type RegisterImports, ROWS_ON_A_PAGE } from './register-imports.ts';
import { shownRow } from './shown.ts';

const LONGEST_FILE_NAME = 120;
/** In the order to show them: first what happens, then what does not. */
const ALL: pages.Shown[] = ['new', 'changed', 'warned', 'same', 'double', 'unsure', 'wrong'];

type RegisterImportRoutesDeps = {
  registerImports: RegisterImports;
  participants: Participants;
  clock: Clock;
};

/** Lists on their way into the register, step by step. Each step is a page that can be opened again. */
export function registerImportRoutes(
  staff: StaffRoutes,
  { registerImports: imports, participants, clock }: RegisterImportRoutesDeps,
): void {
  staff.get(paths.staff.registerLists(), 'nobody', () => page(pages.lists({ lists: imports.newest() })));

  staff.get(paths.staff.newRegisterList(), 'nobody', () => page(uploadPage(blankForm())));

  staff.upload(paths.staff.newRegisterList(), 'participant.import-upload', ({ body, file, staff: by }) => {
    if (file === undefined) {
      const form = withError(body, 'bestand', 'Kies het bestand met de lijst.');
      return { reply: invalid(uploadPage(form)), persons: [] };
    }
    const about = { fileName: fileNameOf(file), staff: by, worker: 'site' } as const;
    const id = imports.receive({ ...about, bytes: file.bytes });
    return { reply: seeOther(paths.staff.registerList(id)), persons: [id] };
  });

  staff.get(paths.staff.registerList(':id'), 'participant.import-look', ({ request }) => {
    const list = listOf(request);
    return list && (stepReply(list) ?? resultReply(list, request));
  });

  staff.get(paths.staff.registerListColumns(':id'), 'participant.import-look', ({ request }) => {
    const list = listOf(request);
    if (list?.columns === undefined || !isOpen(list)) return list && toList(list);
    const form = blankForm(columnValues(list));
    return { reply: page(columnsPage(list, form)), persons: [list.id] };
  });

  staff.post(paths.staff.registerListColumns(':id'), 'participant.import-look', ({ request, body }) => {
    const list = listOf(request);
    if (list?.columns === undefined || !isOpen(list)) return list && toList(list);
    const read = readMapping(body, list.columns.length);
    if (read.ok) return moveOn(list, imports.map(list.id, read.value));
    return { reply: invalid(columnsPage(list, read.form)), persons: [list.id] };
  });

  staff.get(paths.staff.registerListCheck(':id'), 'participant.import-look', ({ request }) => {
    const list = listOf(request);
    if (list?.state !== 'checked') return list && toList(list);
    const found = rowsOf(list, request);
    if (found === undefined) return undefined;
    const changes = CHANGING.reduce((sum, outcome) => sum + (list.counts?.[outcome] ?? 0), 0);
    return {
      reply: page(pages.check({ found, all: allIn(list), changes })),
      persons: personsIn(list, found),
    };
  });

  staff.post(paths.staff.applyRegisterList(':id'), 'participant.import-apply', ({ request }) => {
    const list = listOf(request);
    return list && moveOn(list, imports.apply(list.id));
  });

  staff.post(paths.staff.undoRegisterList(':id'), 'participant.import-undo', ({ request }) => {
    const list = listOf(request);
    return list && moveOn(list, imports.undo(list.id));
  });

  staff.post(paths.staff.dropRegisterList(':id'), 'participant.import-drop', ({ request }) => {
    const list = listOf(request);
    if (list === undefined) return undefined;
    const outcome = imports.drop(list.id);
    if (outcome !== 'done') return moveOn(list, outcome);
    const notice = { kind: 'register-list-dropped' };
    return { reply: seeOther(paths.staff.registerLists(), notice), persons: [list.id] };
  });

  function listOf(request: Visit['request']): RegisterList | undefined {
    return imports.byId(String(request.params.id));
  }

  /** What is shown at a list's own address before it is in: where it is now. */
  function stepReply(list: RegisterList): PersonReply | undefined {
    const { id, state } = list;
    const persons = [id];
    if (state === 'read') return { reply: seeOther(paths.staff.registerListColumns(id)), persons };
    if (state === 'checked') return { reply: seeOther(paths.staff.registerListCheck(id)), persons };
    if (state === 'unreadable') return { reply: page(pages.unreadable({ list })), persons };
    return isUnderway(list) ? { reply: page(pages.underway({ list })), persons } : undefined;
  }

  function resultReply(list: RegisterList, request: Visit['request']): PersonReply | undefined {
    const found = rowsOf(list, request);
    if (found === undefined) return undefined;
    const until = imports.undoableUntil(list);
    const undoableUntil = list.state === 'applied' && until > clock().toISOString() ? until : undefined;
    const view = pages.result({ found, all: allIn(list), undoableUntil });
    return { reply: page(view), persons: personsIn(list, found) };
  }

  function rowsOf(list: RegisterList, request: Visit['request']) {
    const number = queryPage(request);
    if (number === undefined) return undefined;
    const all = allIn(list);
    const shown = all.find((each) => each === queryText(request, 'uitkomst')) ?? all[0];
    const found =
      shown === undefined
        ? []
        : shown === 'warned'
          ? imports.warned(list.id, number)
          : imports.rows(list.id, shown, number);
    return {
      ...{ list, shown, page: number, done: list.state !== 'checked' },
      pages: Math.ceil((list.counts?.[shown ?? ''] ?? 0) / ROWS_ON_A_PAGE),
      rows: found.map((row) => {
        const entry = row.participantId === null ? undefined : participants.byId(row.participantId);
        return shownRow(row, imports.differenceOf(list, row), entry);
      }),
      link: (to: number) => rowsLink(list, shown, to),
    };
  }
}

function allIn({ counts = {} }: RegisterList): pages.Shown[] {
  return ALL.filter((each) => (counts[each] ?? 0) > 0);
}

function isOpen({ state }: RegisterList): boolean {
  return ['read', 'checking', 'checked'].includes(state);
}

function toList({ id }: RegisterList): PersonReply {
  return { reply: seeOther(paths.staff.registerList(id)), persons: [id] };
}

function moveOn(list: RegisterList, outcome: StepOutcome): PersonReply {
  if (outcome === 'done') return toList(list);
  const notice = { kind: 'register-list-moved-on' };
  return { reply: seeOther(paths.staff.registerList(list.id), notice), persons: [list.id] };
}

function uploadPage(form: Form) {
  return pages.upload({ form, megabytes: UPLOAD_MEGABYTES });
}

function columnsPage(list: RegisterList, form: Form) {
  return pages.columns({ list, columns: list.columns ?? [], form, options: pages.ROLE_OPTIONS });
}

function personsIn({ id }: RegisterList, { rows }: { rows: pages.ShownRow[] }): string[] {
  return [id, ...rows.flatMap(({ participantId }) => participantId ?? [])];
}

function rowsLink({ id, state }: RegisterList, shown: pages.Shown | undefined, number: number): string {
  const query = new URLSearchParams({ ...(shown && { uitkomst: shown }), pagina: String(number) });
  return `${state === 'checked' ? paths.staff.registerListCheck(id) : paths.staff.registerList(id)}?${query}`;
}

/** The last part of its name, without what can't be read. */
function fileNameOf({ name }: UploadedFile): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return last.replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, '').slice(-LONGEST_FILE_NAME) || 'lijst';
}
