import { type Clock, monthsAfter } from '../clock.ts';
import type { Outbox } from '../mail/outbox.ts';
import { newId, type Randomness } from '../secrets.ts';
import { amsterdamClock } from '../templates/local-time.ts';
import { pastTerm, TERMS } from '../terms.ts';
import type { RightsMails } from './mails.ts';
import type { Asker, Listed, Outcome, RequestKind, RightsRequest, Urgency } from './request.ts';
import type { RightsStore } from './store.ts';

export type RequestsDeps = {
  store: RightsStore;
  /** Who is mailed when a request is nearly or past due. */
  staff: () => { email: string }[];
  mails: Pick<RightsMails, 'due'>;
  outbox: Pick<Outbox, 'enqueue'>;
  clock: Clock;
  randomness: Randomness;
  inTransaction: <Result>(work: () => Result) => Result;
};

/** An answer is due within a month (GDPR article 12, third paragraph). */
const MONTHS_TO_ANSWER = 1;
/** Where that is needed for a difficult one, two further months: the person hears of it within the first. */
const MONTHS_AT_MOST = 3;
/** In the last days staff are reminded. */
const DAYS_BEFORE = 7;

/** What people ask about their own data, each with its clock. */
export type Requests = ReturnType<typeof createRequests>;

export function createRequests({
  store,
  staff,
  mails,
  outbox,
  clock,
  randomness,
  inTransaction,
}: RequestsDeps) {
  return {
    ...{ add, askedByPerson, close, extend, choose, news, urgencyOf, daysLeft, today },
    ...{ byId: store.byId, open: store.open, closed: store.closed, askersOf: store.askersOf },
    ...{ ofPerson: store.ofPerson, removeOld, remind, isReminderDue },
  };

  /** Writes a request down that came in on this day. */
  function add(
    asked: { kind: RequestKind; cameOn: string; note: string; people: Listed[] },
    staffId: string,
  ): string {
    const people = asked.people.map((person) => ({ ...person, chosen: true }));
    return write({ ...asked, writtenBy: 'staff', staffId }, people);
  }

  /**
   * Somebody asked on their own page for what staff have to do. Whom it may be about is for staff to choose where
   * several share an address. Asked twice, it is one request.
   */
  function askedByPerson(kind: RequestKind, people: Listed[], why: string): string {
    const [first] = people;
    const known = first && store.openOf(first, kind);
    if (known !== undefined) return known;
    const askers = people.map((person) => ({ ...person, chosen: people.length === 1 }));
    return write({ kind, cameOn: today(), note: why, writtenBy: 'person', staffId: '' }, askers);
  }

  function write(
    request: Pick<RightsRequest, 'kind' | 'cameOn' | 'note' | 'writtenBy' | 'staffId'>,
    people: Asker[],
  ): string {
    const { kind, cameOn, note, writtenBy, staffId } = request;
    const id = newId(randomness);
    const recordedAt = clock().toISOString();
    const dueOn = dayAfterMonths(cameOn, MONTHS_TO_ANSWER);
    inTransaction(() => store.add({ id, kind, cameOn, note, writtenBy, staffId, dueOn, recordedAt }, people));
    return id;
  }

  /** Writes down how it ended. */
  function close(id: string, outcome: Outcome, closingNote: string): 'closed' | 'closed-before' | 'unknown' {
    return inTransaction(() => {
      if (store.byId(id) === undefined) return 'unknown';
      return store.close({ id, outcome, closingNote, closedOn: today() }) ? 'closed' : 'closed-before';
    });
  }

  /** Takes two months more to answer, and says why: once, and before the first month is over. */
  function extend(id: string, why: string): 'extended' | 'too-late' | 'not-now' | 'unknown' {
    return inTransaction(() => {
      const request = store.byId(id);
      if (request === undefined) return 'unknown';
      if (request.outcome !== '' || request.extendedOn !== '') return 'not-now';
      if (daysLeft(request.dueOn) < 0) return 'too-late';
      const dueOn = dayAfterMonths(request.cameOn, MONTHS_AT_MOST);
      store.extend({ id, dueOn, extendedOn: today(), why });
      return 'extended';
    });
  }

  /** These are the person, and nobody else. */
  function choose(id: string, people: Listed[]): void {
    inTransaction(() =>
      store.setAskers(
        id,
        people.map((person) => ({ ...person, chosen: true })),
      ),
    );
  }

  /** How many wait, how many of them for an answer within a week, and how many too long. */
  function news(): { open: number; soon: number; late: number } {
    const standings = store.open().map(urgencyOf);
    const count = (urgency: Urgency) => standings.filter((standing) => standing === urgency).length;
    return { open: standings.length, soon: count('soon'), late: count('late') };
  }

  function urgencyOf({ outcome, dueOn }: RightsRequest): Urgency {
    if (outcome !== '') return 'closed';
    const left = daysLeft(dueOn);
    if (left < 0) return 'late';
    return left <= DAYS_BEFORE ? 'soon' : 'on-time';
  }

  /** How many days there are until this one; less than 0 when it has been. */
  function daysLeft(day: string): number {
    return Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today()}T00:00:00Z`)) / 86_400_000);
  }

  function isReminderDue(): boolean {
    return toRemind().length > 0;
  }

  /** Mails the staff once a week before a request is due, and once when it is late. Without names. */
  function remind(): void {
    inTransaction(() => {
      const due = toRemind();
      if (due.length === 0) return;
      for (const { id, urgency } of due) store.remind(id, urgency);
      const late = due.filter(({ urgency }) => urgency === 'late').length;
      const content = mails.due(news(), late > 0);
      for (const { email } of staff()) outbox.enqueue({ kind: 'request due', recipient: email, content });
    });
  }

  function toRemind(): { id: string; urgency: 'soon' | 'late' }[] {
    return store.open().flatMap((request) => {
      const urgency = urgencyOf(request);
      if (urgency !== 'soon' && urgency !== 'late') return [];
      return request.reminded === urgency ? [] : [{ id: request.id, urgency }];
    });
  }

  /** The day that it is in the Netherlands, YYYY-MM-DD. */
  function today(): string {
    return amsterdamClock(clock()).slice(0, 10);
  }

  /** Forgets what was closed two years ago. */
  function removeOld(): void {
    store.removeOld(pastTerm(TERMS.rightsRequest, clock()).slice(0, 10));
  }
}

function dayAfterMonths(day: string, months: number): string {
  return monthsAfter(new Date(`${day}T12:00:00Z`), months).slice(0, 10);
}
