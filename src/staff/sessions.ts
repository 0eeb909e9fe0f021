import { after, type Clock, HOUR, MINUTE } from '../clock.ts';
import { hashToken, newId, newToken, type Randomness } from '../secrets.ts';
import { describeDevice } from './device.ts';
import type { Session, SessionStore } from './session-store.ts';

/** A session lasts 12 hours at most, and ends after 2 hours without use. */
export const LONGEST = 12 * HOUR;
const LONGEST_IDLE = 2 * HOUR;

type Deps = {
  store: SessionStore;
  clock: Clock;
  randomness: Randomness;
  inTransaction: <Result>(work: () => Result) => Result;
};

/** Who is signed in, from which browser. What is over is removed when it is first seen to be over. */
export type Sessions = ReturnType<typeof createSessions>;

export function createSessions({ store, clock, randomness, inTransaction }: Deps) {
  return { start, signedIn, listOf, end, endOthers, endAllOf, leaveNotice, takeNotice, removeOld };

  /**
   * Signs a staff member in: a new token each time. `oldToken` is what the same browser still had;
   * that session ends.
   */
  function start(
    staffId: string,
    userAgent: string,
    oldToken?: string,
  ): { token: string; sessionId: string } {
    const token = newToken(randomness);
    const sessionId = newId(randomness);
    const now = clock().toISOString();
    inTransaction(() => {
      if (oldToken !== undefined) store.removeByTokenHash(hashToken(oldToken));
      const device = describeDevice(userAgent);
      store.insert({
        id: sessionId,
        tokenHash: hashToken(token),
        staffId,
        createdAt: now,
        lastUsedAt: now,
        device,
      });
    });
    return { token, sessionId };
  }

  /** Who this token belongs to. Notes the use, at most once a minute. */
  function signedIn(token: string) {
    const session = store.byTokenHash(hashToken(token));
    if (session === undefined) return undefined;
    if (isOver(session)) {
      store.remove(session.id);
      return undefined;
    }
    noteUse(session);
    const { id: sessionId, staffId: id, name, email } = session;
    return { staff: { id, name, email }, sessionId };
  }

  /** The sessions of one staff member, the last used first. */
  function listOf(staffId: string): Session[] {
    return store.ofStaff(staffId).filter((session) => !isOver(session));
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

  /** Removes what is over. */
  function removeOld(): void {
    const now = clock();
    store.removeOver({ createdBefore: after(now, -LONGEST), usedBefore: after(now, -LONGEST_IDLE) });
  }

  function isOver(session: Session): boolean {
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
