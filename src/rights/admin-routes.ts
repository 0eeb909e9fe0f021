import { paths } from '../paths.ts';
import { blankForm, type Form, withError } from '../web/form.ts';
import { queryText } from '../web/query.ts';
import { invalid, page, seeOther } from '../web/reply.ts';
import type { PersonReply, StaffRoutes, Visit } from '../web/staff-routes.ts';
import type { Found } from './finding.ts';
import {
  NOBODY_TICKED,
  nameOfListed,
  readClosing,
  readExtending,
  readListed,
  readRequest,
  shownIn,
  tickedIn,
} from './forms.ts';
import * as pages from './pages.ts';
import { type Listed, OUTCOMES, REQUEST_KINDS, type RightsRequest } from './request.ts';
import type { Rights } from './rights.ts';
import { KIND_NAMES, KIND_SENTENCES, OUTCOME_NAMES, timeLeftInWords } from './words.ts';

const MOST_CLOSED = 50;
const MOST_ERASURES = 20;

type RightsRoutesDeps = { rights: Rights };

/** What people ask about their own data: writing it down, whose it is, and how it ended. */
export function rightsRoutes(staff: StaffRoutes, { rights }: RightsRoutesDeps): void {
  const { requests, finding, erasing } = rights;

  staff.get(paths.staff.requests(), 'participant.requests', (visit) => {
    const [open, closed] = [requests.open(), requests.closed(MOST_CLOSED)];
    const shown = pages.list({
      open: open.map(rowOf),
      closed: closed.map(rowOf),
      erasures: erasing.receipts(MOST_ERASURES),
    });
    const everybody = [...open, ...closed].flatMap(({ id }) => requests.askersOf(id));
    return logged(visit, 'requests', page(shown), everybody);
  });

  staff.get(paths.staff.newRequest(), 'participant.request-search', (visit) => {
    const person = readListed(queryText(visit.request, 'kies'));
    const people = person === undefined ? [] : withNamesakes(person);
    const form = blankForm({ datum: requests.today() });
    return logged(visit, 'request-search', page(newPage(form, people, person ? [person] : [])), people);
  });

  staff.post(paths.staff.newRequest(), 'participant.request-kept', (visit) => {
    const { body, staff: by } = visit;
    const ticked = tickedIn(body);
    if (body.stap === 'zoek') {
      const people = [...ticked, ...finding.search(body.zoek ?? '')];
      const shown = page(newPage(blankForm(body), people, ticked, body.zoek));
      return logged(visit, 'request-search', shown, people);
    }
    const read = readRequest(body, requests.today());
    const form = read.ok && ticked.length === 0 ? withError(body, 'zoek', NOBODY_TICKED) : undefined;
    if (!read.ok || form !== undefined) {
      const people = shownIn(body);
      const again = form ?? (read.ok ? blankForm(body) : read.form);
      return logged(visit, 'request-kept', invalid(newPage(again, people, ticked)), people);
    }
    const id = requests.add({ ...read.value, people: ticked }, by.id);
    return logged(visit, 'request-kept', seeOther(paths.staff.request(id), { kind: 'request-kept' }), ticked);
  });

  staff.get(paths.staff.request(':id'), 'participant.request', (visit) => {
    const request = requests.byId(String(visit.request.params.id));
    if (request === undefined) return undefined;
    return logged(visit, 'request', page(requestPage(request, blankForm())), requests.askersOf(request.id));
  });

  staff.post(paths.staff.closeRequest(':id'), 'participant.request-kept', (visit) => {
    const request = requests.byId(String(visit.request.params.id));
    if (request === undefined) return undefined;
    const people = requests.askersOf(request.id);
    const read = readClosing(visit.body);
    if (!read.ok) return logged(visit, 'request-kept', invalid(requestPage(request, read.form)), people);
    const outcome = requests.close(request.id, read.value.outcome, read.value.note);
    const kind = outcome === 'closed' ? 'request-closed' : 'request-was-closed';
    return logged(visit, 'request-kept', seeOther(paths.staff.request(request.id), { kind }), people);
  });

  staff.post(paths.staff.extendRequest(':id'), 'participant.request-kept', (visit) => {
    const request = requests.byId(String(visit.request.params.id));
    if (request === undefined) return undefined;
    const people = requests.askersOf(request.id);
    const read = readExtending(visit.body);
    if (!read.ok) return logged(visit, 'request-kept', invalid(requestPage(request, read.form)), people);
    const chosen = people.filter((one) => one.chosen);
    const outcome = rights.extendAndTell(request.id, read.value.why, chosen, visit.body.mail);
    const kind = outcome === 'extended' ? 'request-extended' : 'request-not-extended';
    return logged(visit, 'request-kept', seeOther(paths.staff.request(request.id), { kind }), people);
  });

  staff.get(paths.staff.requestPeople(':id'), 'participant.request', (visit) => {
    const request = requests.byId(String(visit.request.params.id));
    if (request === undefined) return undefined;
    const askers = requests.askersOf(request.id);
    const chosen = askers.filter((one) => one.chosen);
    const shown = page(choosePage(request.id, blankForm(), askers, chosen));
    return logged(visit, 'request', shown, askers);
  });

  staff.post(paths.staff.requestPeople(':id'), 'participant.request-kept', (visit) => {
    const request = requests.byId(String(visit.request.params.id));
    if (request === undefined) return undefined;
    const { body } = visit;
    const ticked = tickedIn(body);
    if (body.stap === 'zoek') {
      const people = [...ticked, ...finding.search(body.zoek ?? '')];
      const shown = page(choosePage(request.id, blankForm(body), people, ticked, body.zoek));
      return logged(visit, 'request-search', shown, people);
    }
    if (ticked.length === 0) {
      const form = withError(body, 'zoek', NOBODY_TICKED);
      const shown = invalid(choosePage(request.id, form, shownIn(body), ticked));
      return logged(visit, 'request-kept', shown, shownIn(body));
    }
    requests.choose(request.id, ticked);
    const to = seeOther(paths.staff.request(request.id), { kind: 'request-kept' });
    return logged(visit, 'request-kept', to, ticked);
  });

  /** The readers have a row of their own in the log. */
  function logged(visit: Visit, verb: string, reply: PersonReply['reply'], people: Listed[]): PersonReply {
    return rights.logged(visit.staff.id, verb, reply, people);
  }

  /** Somebody, and whoever has the same e-mail address. */
  function withNamesakes(person: Listed): Listed[] {
    const [found] = finding.describe([person]);
    return found === undefined ? [] : [person, ...finding.search(found.email)];
  }

  function newPage(form: Form, people: Listed[], ticked: Listed[], searched = '') {
    const kinds = REQUEST_KINDS.map((value) => ({
      value,
      label: `${KIND_NAMES[value]}: ${KIND_SENTENCES[value]}`,
    }));
    return pages.newRequest({ form, kinds, people: shownPeople(people, ticked), searched });
  }

  function choosePage(id: string, form: Form, people: Listed[], ticked: Listed[], searched = '') {
    return pages.requestPeople({ id, form, people: shownPeople(people, ticked), searched });
  }

  function shownPeople(people: Listed[], ticked: Listed[]): pages.ShownPerson[] {
    const keys = new Set(ticked.map(nameOfListed));
    return finding.describe(people).map((found) => shownPerson(found, keys.has(nameOfListed(found))));
  }

  function requestPage(request: RightsRequest, form: Form) {
    const askers = requests.askersOf(request.id);
    return pages.request({
      request: {
        ...rowOf(request),
        ...{ kind: request.kind, kindName: KIND_NAMES[request.kind], asks: KIND_SENTENCES[request.kind] },
        ...{ byPerson: request.writtenBy === 'person', note: request.note, outcome: request.outcome },
        outcomeName: request.outcome === '' ? '' : OUTCOME_NAMES[request.outcome],
        ...{ closedOn: request.closedOn, closingNote: request.closingNote },
        ...{ extendedOn: request.extendedOn, extendedWhy: request.extendedWhy },
      },
      emails: emailsOf(finding.describe(askers.filter(({ chosen }) => chosen))),
      people: shownPeople(
        askers.filter(({ chosen }) => chosen),
        [],
      ),
      toChoose: shownPeople(
        askers.filter(({ chosen }) => !chosen),
        [],
      ),
      outcomes: OUTCOMES.map((value) => ({ value, label: OUTCOME_NAMES[value] })),
      form,
    });
  }

  function rowOf(request: RightsRequest): pages.RequestRow {
    const { id, kind, cameOn, dueOn, outcome, closedOn } = request;
    const found = finding.describe(requests.askersOf(id));
    const names = [...new Set(found.map(({ name, email }) => name || email))];
    return {
      ...{ id, cameOn, dueOn, closedOn, kind: KIND_NAMES[kind] },
      names: names.join(' · ') || 'Niet meer bekend',
      timeLeft: timeLeftInWords(requests.daysLeft(dueOn)),
      urgency: requests.urgencyOf(request),
      outcome: outcome === '' ? '' : OUTCOME_NAMES[outcome],
    };
  }
}

/** The addresses of these people, each once. */
export function emailsOf(people: Found[]): string[] {
  return [...new Set(people.map(({ email }) => email).filter(Boolean))];
}

/** Somebody in a list as the pages show them. */
export function shownPerson(found: Found, ticked: boolean): pages.ShownPerson {
  const { list, id, name, lines, email, shares, removedAt, restrictedAt, objectedAt } = found;
  const to = list === 'subscriber' ? paths.staff.subscriber(id) : paths.staff.participant(id);
  return {
    ...{ list, lines, shares, removedAt, restrictedAt, objectedAt, ticked },
    ...{ key: nameOfListed(found), name: name || email, to: removedAt === undefined ? to : undefined },
  };
}
