import { z } from 'zod';
import { after, type Clock, DAY, HOUR, MINUTE } from '../clock.ts';
import { hashToken, newId, newToken, type Randomness, type Seal } from '../secrets.ts';
import { pastTerm, TERMS } from '../terms.ts';
import { describeDevice } from './device.ts';
import type { Session, SessionStore } from './session-store.ts';

/** A session lasts 12 hours at most, and ends after 30 minutes without use. */
export const LONGEST = 12 * HOUR;
const LONGEST_IDLE = 30 * MINUTE;

/** How long it is known after that whose it was: what was being typed in it is kept for that person. */
export const KNOWN_AFTER = DAY;

/** For so long after a password or passkey nobody is asked for it again. */
const FRESH = 10 * MINUTE;

/** What is shown once, such as new recovery codes, can be seen again for so long. */
const SHOWN_FOR = 15 * MINUTE;

const shown = z.object({ what: z.string(), text: z.string() });

type Deps = {
  store: SessionStore;
  seal: Seal;
  clock: Clock;
  randomness: Randomness;
  inTransaction: <Result>(work: () => Result) => Result;
};

/** Who is signed in, from which browser. What is over is marked when it is first seen to be over. */
export type Sessions = ReturnType<typeof createSessions>;

export function createSessions({ store, seal, clock, randomness, inTransaction }: Deps) {
  return {
    ...{ start, signedIn, ownerOfOver, listOf, prove, addFactor, end, endOthers, endAllOf },
    ...{ leaveNotice, takeNotice, keepToShow, toShow, dropToShow, removeOld },
  };

  /**
   * Signs a staff member in: a new token each time. `oldToken` is what the same browser still had;
   * that session ends.
   */
  function start(
    staffId: string,
    browser: { userAgent: string; session: string | undefined },
    secondFactor: boolean,
  ): { token: string; sessionId: string } {
    const token = newToken(randomness);
    const sessionId = newId(randomness);
    const now = clock().toISOString();
    inTransaction(() => {
      if (browser.session !== undefined) store.removeByTokenHash(hashToken(browser.session));
      const device = describeDevice(browser.userAgent);
      store.insert({
        ...{ id: sessionId, tokenHash: hashToken(token), staffId, device, secondFactor },
        ...{ createdAt: now, lastUsedAt: now, provedAt: now },
      });
    });
    return { token, sessionId };
  }

  /**
   * Who this token belongs to, whether they gave a second factor, and whether they gave a password or passkey
   * just now. Notes the use, at most once a minute.
   */
  function signedIn(token: string) {
    const session = store.byTokenHash(hashToken(token));
    if (session === undefined) return undefined;
    if (isOver(session)) {
      if (session.overAt === null) store.close(session.id, clock().toISOString());
      return undefined;
    }
    noteUse(session);
    const { id: sessionId, staffId: id, name, email, secondFactor } = session;
    return { staff: { id, name, email }, sessionId, secondFactor, fresh: isFresh(session) };
  }

  /** Whose session this was that ran out within the last day. One that was ended is nobody's. */
  function ownerOfOver(token: string): string | undefined {
    const session = store.byTokenHash(hashToken(token));
    return session !== undefined && session.overAt !== null ? session.staffId : undefined;
  }

  /** The sessions of one staff member, the last used first. */
  function listOf(staffId: string): Session[] {
    return store.ofStaff(staffId).filter((session) => !isOver(session));
  }

  /** Its owner just gave a password or passkey. */
  function prove(sessionId: string): void {
    store.prove(sessionId, clock().toISOString());
  }

  /** Its owner just showed a second factor. Sessions of the time before that was asked for end. */
  function addFactor(staffId: string, sessionId: string): void {
    store.addFactor(sessionId, clock().toISOString());
    store.removeOthers(staffId, sessionId);
  }

  /** Ends one session of this staff member; nobody can end another's. */
  function end(staffId: string, sessionId: string): 'ended' | 'unknown' {
    return store.removeOf(staffId, sessionId) ? 'ended' : 'unknown';
  }

  /** Ends all sessions of this staff member but the one given. */
  function endOthers(staffId: string, sessionId: string): void {
    store.removeOthers(staffId, sessionId);
  }

  function endAllOf(staffId: string): void {
    store.removeAllOf(staffId);
  }

  /** Leaves a message for the next page of this session. */
  function leaveNotice(sessionId: string, notice: { kind: string; id?: string | undefined }): void {
    store.setNotice(sessionId, notice);
  }

  /** The message that was left for this page, once. */
  function takeNotice(sessionId: string): { kind: string; id?: string | undefined } | undefined {
    const notice = store.findNotice(sessionId);
    if (notice !== undefined) store.setNotice(sessionId, undefined);
    return notice;
  }

  /** Keeps something for this session to show for a few minutes, such as a link. */
  function keepToShow(sessionId: string, what: string, text: string): void {
    store.setToShow(sessionId, seal.close(sessionId, JSON.stringify({ what, text })));
  }

  /** What was kept to show; undefined when it was dropped, or it is too long ago that its owner proved who they are. */
  function toShow(sessionId: string, what: string): string | undefined {
    store.forgetToShow(after(clock(), -SHOWN_FOR));
    const sealed = store.findToShow(sessionId);
    const kept = sealed === undefined ? undefined : shown.parse(JSON.parse(seal.open(sessionId, sealed)));
    return kept?.what === what ? kept.text : undefined;
  }

  function dropToShow(sessionId: string): void {
    store.setToShow(sessionId, null);
  }

  /** Removes what has been over for a day. */
  function removeOld(): void {
    const now = clock();
    store.forgetToShow(after(now, -SHOWN_FOR));
    store.removeOver({
      createdBefore: pastTerm(TERMS.session, now),
      usedBefore: after(now, -LONGEST_IDLE - KNOWN_AFTER),
    });
  }

  function isFresh({ provedAt }: Session): boolean {
    // Either way: a clock that was set back must not make it last.
    return provedAt !== null && Math.abs(clock().getTime() - Date.parse(provedAt)) < FRESH;
  }

  function isOver(session: Session): boolean {
    if (session.overAt !== null) return true;
    const now = clock().getTime();
    const age = now - Date.parse(session.createdAt);
    const idle = now - Date.parse(session.lastUsedAt);
    return age >= LONGEST || idle >= LONGEST_IDLE;
  }

  /** Either way of a minute counts: a clock that was set back must not leave the last use in the future. */
  function noteUse(session: Session): void {
    const now = clock();
    if (Math.abs(now.getTime() - Date.parse(session.lastUsedAt)) < MINUTE) return;
    const { id, staffId } = session;
    inTransaction(() => store.touch({ id, staffId, now: now.toISOString() }));
  }
}
