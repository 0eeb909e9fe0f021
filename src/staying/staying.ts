import { after, type Clock, DAY } from '../clock.ts';
import type { Outbox } from '../mail/outbox.ts';
import { mayBeMailed } from '../participants/channel.ts';
import { type By, byStaff } from '../participants/history.ts';
import type { Participant } from '../participants/participant.ts';
import type { Participants } from '../participants/participants.ts';
import { hashToken, newToken, type Randomness } from '../secrets.ts';
import { amsterdamClock } from '../templates/local-time.ts';
import { pastTerm, TERMS } from '../terms.ts';
import type { StayMails } from './mails.ts';
import { type Bounds, type SilentEntry, STANDINGS, type Standing, type StayingStore } from './store.ts';

export type StayingDeps = {
  store: StayingStore;
  participants: Pick<Participants, 'byId' | 'touch' | 'remove' | 'refuseMail'>;
  mails: StayMails;
  outbox: Pick<Outbox, 'enqueue'>;
  clock: Clock;
  randomness: Randomness;
  inTransaction: <Result>(work: () => Result) => Result;
};

/** An entry as staff decide about it. */
export type Considered = {
  entry: Participant;
  since: string;
  standing: Standing;
  askedAt: string | undefined;
  wantsOutAt: string | undefined;
  canBeMailed: boolean;
};

/** Whoever did not answer by then is decided about by staff. */
const ANSWER_WITHIN = 30 * DAY;
export const ASKED_AT_ONCE = 100;
export const ENTRIES_ON_A_PAGE = 50;

const BY_LINK = 'link in de mail met de vraag of iemand in het register wil blijven';

/**
 * Entries of the register without contact for two years. They are proposed to staff, who ask the person and decide:
 * the program takes nobody out by itself.
 */
export type Staying = ReturnType<typeof createStaying>;

export function createStaying({ store, participants, mails, outbox, ...deps }: StayingDeps) {
  const { clock, randomness, inTransaction } = deps;
  return {
    ...{ page, counts, proposed, toMail, consider, ask, askSome, noteAsked, stays, takeOut },
    ...{ open, answer, removeOld },
  };

  /** A page of those who stand here, the longest without contact first. */
  function page(standing: Standing, number: number): SilentEntry[] {
    return store.page(standing, bounds(), ENTRIES_ON_A_PAGE, (number - 1) * ENTRIES_ON_A_PAGE);
  }

  /** How many stand where. */
  function counts(): Record<Standing, number> {
    const found = STANDINGS.map((standing) => [standing, store.count(standing, bounds())]);
    return Object.fromEntries(found) as Record<Standing, number>;
  }

  /** How many wait for something that staff have to do. */
  function proposed(): number {
    const { asked, ...toDo } = counts();
    return Object.values(toDo).reduce((sum, count) => sum + count, 0);
  }

  /** How many can be asked by mail, and nobody did. */
  function toMail(): number {
    return store.countToMail(bounds().day);
  }

  /** An entry without contact, or one that wants out; undefined for any other. */
  function consider(id: string): Considered | undefined {
    const entry = participants.byId(id);
    const since = store.since(id);
    const question = store.of(id);
    if (entry === undefined || since === undefined) return undefined;
    const wantsOutAt = question?.wantsOutAt ?? undefined;
    const isSilent = since < bounds().day && entry.restrictedAt === '';
    if (wantsOutAt === undefined && !isSilent) return undefined;
    const askedAt = question?.askedAt;
    const standing = standingOf(askedAt, wantsOutAt);
    return { entry, since, standing, askedAt, wantsOutAt, canBeMailed: mayBeMailed(entry) };
  }

  function standingOf(askedAt: string | undefined, wantsOutAt: string | undefined): Standing {
    if (wantsOutAt !== undefined) return 'wants-out';
    if (askedAt === undefined) return 'to-ask';
    return askedAt < bounds().askedBefore ? 'no-answer' : 'asked';
  }

  /** Mails somebody the question. An earlier link is worth nothing any more. */
  function ask(id: string, staffId: string): 'asked' | 'not-by-mail' | 'unknown' {
    return inTransaction(() => {
      const considered = consider(id);
      if (considered === undefined) return 'unknown';
      const { entry, since, canBeMailed } = considered;
      if (!canBeMailed) return 'not-by-mail';
      const token = newToken(randomness);
      write(id, 'mail', staffId, token);
      const content = mails.ask(entry, since, token);
      outbox.enqueue({ kind: 'stay question', recipient: entry.email, content });
      return 'asked';
    });
  }

  /** The same for some of those whom nobody asked yet. Returns whom. */
  function askSome(staffId: string): string[] {
    return inTransaction(() =>
      store.toMail(bounds().day, ASKED_AT_ONCE).filter((id) => ask(id, staffId) === 'asked'),
    );
  }

  /** Staff asked by phone or by letter. */
  function noteAsked(id: string, staffId: string): 'noted' | 'unknown' {
    return inTransaction(() => {
      if (consider(id) === undefined) return 'unknown';
      write(id, 'other', staffId, undefined);
      return 'noted';
    });
  }

  function write(
    participantId: string,
    way: 'mail' | 'other',
    staffId: string,
    token: string | undefined,
  ): void {
    const tokenHash = token === undefined ? null : hashToken(token);
    store.put({ participantId, tokenHash, way, staffId, askedAt: clock().toISOString() });
  }

  /** Staff heard that somebody wants to stay. */
  function stays(id: string, staffId: string): 'stays' | 'unknown' {
    if (consider(id) === undefined) return 'unknown';
    keep(id, byStaff(staffId, 'wil in het register blijven'));
    return 'stays';
  }

  /** Staff confirm that somebody goes. That can be undone for 30 days, as with every entry. */
  function takeOut(id: string, staffId: string): { changeId: string } | undefined {
    if (consider(id) === undefined) return undefined;
    const removal = participants.remove(id, staffId);
    return removal.outcome === 'done' ? { changeId: removal.changeId } : undefined;
  }

  /** Whom the token of a link is about, as long as it is worth something. Changes nothing. */
  function open(token: string): Considered | undefined {
    const question = store.byToken(hashToken(token));
    if (question === undefined || question.askedAt < pastTerm(TERMS.stayQuestion, clock())) return undefined;
    const entry = participants.byId(question.participantId);
    const since = store.since(question.participantId);
    if (entry === undefined || since === undefined) return undefined;
    const [askedAt, wantsOutAt] = [question.askedAt, question.wantsOutAt ?? undefined];
    const standing = standingOf(askedAt, wantsOutAt);
    return { entry, since, standing, askedAt, wantsOutAt, canBeMailed: mayBeMailed(entry) };
  }

  /** What the person says. Who wants out gets no more invitations by mail from now on; staff take the entry out. */
  function answer(token: string, said: 'stay' | 'leave'): 'done' | 'unknown' {
    return inTransaction(() => {
      const opened = open(token);
      if (opened === undefined) return 'unknown';
      const { entry, wantsOutAt } = opened;
      if (said === 'stay') {
        // Whoever was mailed the question wanted mail until they said no by this very link.
        if (wantsOutAt !== undefined) participants.refuseMail(entry.id, BY_LINK, false);
        keep(entry.id, { actor: 'person', staffId: '', reason: BY_LINK });
      } else {
        participants.refuseMail(entry.id, BY_LINK);
        store.wantsOut(entry.id, clock().toISOString());
      }
      return 'done';
    });
  }

  /** Hearing from somebody is a contact. */
  function keep(id: string, by: By): void {
    inTransaction(() => {
      participants.touch([id], amsterdamClock(clock()).slice(0, 10), by);
      store.remove(id);
    });
  }

  /** Forgets what was asked half a year ago, but for who wants out: that is for staff to do. */
  function removeOld(): void {
    store.removeOld(pastTerm(TERMS.stayQuestion, clock()));
  }

  function bounds(): Bounds {
    return {
      day: pastTerm(TERMS.silent, clock()).slice(0, 10),
      askedBefore: after(clock(), -ANSWER_WITHIN),
    };
  }
}
