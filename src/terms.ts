import { after, DAY, HOUR, MINUTE, monthsBefore } from './clock.ts';

/** How long something is kept. Months are those of the calendar. */
export type Term = { minutes: number } | { hours: number } | { days: number } | { months: number };

/**
 * How long each kind of personal data is kept where staff cannot set it. The verbs that remove read their term
 * here, and so do the privacy policy and the record of processing: they cannot say something else.
 */
export const TERMS = {
  /** A form that was just sent, until the worker has decided about it. */
  request: { hours: 1 },
  unconfirmed: { days: 30 },
  /** The link that undoes a leaving. */
  leavingUndo: { days: 1 },
  leavingReason: { months: 24 },
  /** An address that came with a list without anybody's consent. */
  putAside: { months: 6 },
  /** What a list did, for as long as that can be undone. */
  listUndo: { days: 30 },
  /** A list that nobody goes on with. */
  listAbandoned: { days: 1 },
  /** Who was sent which newsletter. */
  delivery: { months: 13 },
  bounce: { months: 13 },
  unrecognised: { days: 30 },
  /** What is left of a link to one's own data, after it expired. */
  ownDataLink: { days: 7 },
  /** A mail that cannot be delivered is given up on after this. */
  waitingMail: { days: 2 },
  outbox: { days: 30 },
  /** An entry of the register without contact: staff are asked to ask. Nothing goes by itself. */
  silent: { months: 24 },
  removedEntry: { days: 30 },
  history: { months: 13 },
  needs: { days: 14 },
  ledger: { months: 24 },
  incident: { months: 60 },
  breach: { months: 60 },
  /** A request of somebody about their own data, after it was answered. */
  rightsRequest: { months: 24 },
  /** That somebody was erased, as a keyed hash: longer than any backup lives. */
  erasure: { months: 24 },
  removedDocument: { days: 30 },
  /** A session of at most 12 hours, and for a day that it was there: what was being typed in it is kept so long. */
  session: { hours: 36 },
  keptText: { days: 1 },
  halfSignedIn: { minutes: 15 },
  formerStaff: { months: 13 },
  staffInvitation: { days: 7 },
  device: { days: 365 },
  /** A turn of a form or a mail, as a keyed hash. */
  rateLimit: { days: 30 },
  /** What was asked of an entry without contact. */
  stayQuestion: { months: 6 },
} as const satisfies Record<string, Term>;

/** The moment before which what is kept for this term has to be gone, as stored. */
export function pastTerm(term: Term, now: Date): string {
  if ('months' in term) return monthsBefore(now, term.months);
  if ('days' in term) return after(now, -term.days * DAY);
  return after(now, 'hours' in term ? -term.hours * HOUR : -term.minutes * MINUTE);
}
