import { paths } from '../paths.ts';
import { counted } from '../templates/format.ts';
import { queryText } from '../web/query.ts';
import { page } from '../web/reply.ts';
import type { StaffRoutes, Visit } from '../web/staff-routes.ts';
import type { AccessLog, From } from './access-log.ts';
import * as pages from './pages.ts';
import type { AccessLogEntry, Person, Wanted } from './store.ts';
import {
  actionInWords,
  actionsOf,
  countIn,
  isUnnamed,
  KIND_NAMES,
  KINDS,
  type Kind,
  personsIn,
  subjectOf,
} from './words.ts';

const ON_A_PAGE = 50;

/** The command line has no account. */
const COMMAND_LINE = /^command[- ]line$/;

const ONE_AND_MORE = {
  subscriber: { one: 'lezer', more: 'lezers' },
  participant: { one: 'persoon', more: 'mensen' },
  staff: { one: 'medewerker', more: 'medewerkers' },
};

type LogRoutesDeps = {
  accessLog: AccessLog;
  accounts: { names: () => { id: string; name: string }[] };
  /** Whether the people whom a row names are still there. Nothing else of them is shown here. */
  subscribers: { byId: (id: string) => unknown };
  participants: { byId: (id: string) => unknown };
};

/** What is asked of the log, as it stands in the address. */
type Question = { person: Person | undefined; staffId: string; kind: Kind | undefined };

/** The log as staff read it. No reader's or participant's name is in it, nor on these pages. */
export function accessLogRoutes(
  staff: StaffRoutes,
  { accessLog, accounts, subscribers, participants }: LogRoutesDeps,
): void {
  staff.get(paths.staff.log(), 'nobody', ({ request }) => {
    const question = questionIn(request);
    const { entries, hasNewer, hasOlder } = accessLog.page(wantedBy(question), fromIn(request), ON_A_PAGE);
    const { person, staffId, kind } = question;
    const names = namesById();
    const view = pages.list({
      entries: entries.map((entry) => shown(entry, names)),
      person: person && { ...person, isThere: isThere(person) },
      staff: accounts.names(),
      kinds: KINDS.map((value) => ({ value, label: KIND_NAMES[value] })),
      chosen: { staffId, kind: kind ?? '' },
      keepMonths: accessLog.keepMonths(),
      newer: hasNewer ? linkOn(question, 'nieuwer', entries[0]) : undefined,
      older: hasOlder ? linkOn(question, 'ouder', entries.at(-1)) : undefined,
    });
    return page(view);
  });

  staff.get(paths.staff.logEntry(':id'), 'nobody', ({ request }) => {
    const entry = accessLog.byId(Number(request.params.id));
    if (entry === undefined) return undefined;
    const persons = personsIn(entry).map((id) => named(subjectOf(entry.action), id));
    return page(pages.entry({ entry: shown(entry, namesById()), persons, isUnnamed: isUnnamed(entry) }));
  });

  function namesById(): Map<string, string> {
    return new Map(accounts.names().map(({ id, name }) => [id, name]));
  }

  function shown(entry: AccessLogEntry, names: Map<string, string>): pages.ShownEntry {
    const { id, at, staffId, action } = entry;
    const who = COMMAND_LINE.test(staffId) ? 'De opdrachtregel' : names.get(staffId);
    return {
      ...{ id: String(id), at, what: actionInWords(action), about: aboutOf(entry, names) },
      who: who ?? 'Iemand die geen account meer heeft',
    };
  }

  function isThere({ subject, id }: Person): boolean {
    return (subject === 'subscriber' ? subscribers : participants).byId(id) !== undefined;
  }

  function named(subject: Person['subject'] | 'staff', id: string): pages.NamedPerson {
    if (subject === 'staff') return { id, to: undefined, log: undefined };
    const to = subject === 'subscriber' ? paths.staff.subscriber(id) : paths.staff.participant(id);
    return { id, to: isThere({ subject, id }) ? to : undefined, log: paths.staff.logOf(subject, id) };
  }
}

function questionIn(request: Visit['request']): Question {
  const [subscriber, participant] = [queryText(request, 'lezer'), queryText(request, 'persoon')];
  return {
    person: subscriber
      ? { subject: 'subscriber', id: subscriber }
      : participant
        ? { subject: 'participant', id: participant }
        : undefined,
    staffId: queryText(request, 'medewerker'),
    kind: KINDS.find((kind) => kind === queryText(request, 'wat')),
  };
}

function wantedBy({ person, staffId, kind }: Question): Wanted {
  return { person, staffId: staffId || undefined, actions: kind && actionsOf(kind) };
}

function fromIn(request: Visit['request']): From {
  return { olderThan: numberIn(request, 'ouder'), newerThan: numberIn(request, 'nieuwer') };
}

function numberIn(request: Visit['request'], name: string): number | undefined {
  const text = queryText(request, name);
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function linkOn({ person, staffId, kind }: Question, way: string, entry: AccessLogEntry | undefined): string {
  const query = new URLSearchParams({
    ...(person && { [person.subject === 'subscriber' ? 'lezer' : 'persoon']: person.id }),
    ...(staffId && { medewerker: staffId }),
    ...(kind && { wat: kind }),
    [way]: String(entry?.id ?? 0),
  });
  return paths.staff.logBy(query.toString());
}

function aboutOf(entry: AccessLogEntry, names: Map<string, string>): string {
  const subject = subjectOf(entry.action);
  const count = countIn(entry);
  const [first = ''] = personsIn(entry);
  if (subject === 'staff' && count === 1) return names.get(first) ?? '1 medewerker';
  const { one, more } = ONE_AND_MORE[subject];
  return count === 0 ? '' : counted(count, one, more);
}
