import { after, MINUTE } from '../clock.ts';
import type { Logger } from '../log.ts';
import type { DeliveryOfReader, LookedAt, LookQuestion } from './delivery.ts';
import { createFreezing, type FreezingDeps } from './freezing.ts';
import type { Issue, PrintedIssue, SendingState } from './issue.ts';
import { createProgress, type ProgressDeps } from './progress.ts';
import type { SendingStore } from './sending-store.ts';

/** So long everything can be taken back. */
export const WINDOW = 10 * MINUTE;

/** Answers of the program's own, where the server gave none. */
export const INTERRUPTED = 'interrupted';

/** How deciding to send ended. */
export type PlanOutcome =
  | 'planned'
  | 'unknown'
  /** Somebody changed it since it was looked at. */
  | 'changed'
  /** It is no draft any more. */
  | 'being-sent'
  /** The check before sending says stop. */
  | 'stopped-by-check'
  | 'no-readers'
  /** Sooner than the time in which it can be taken back. */
  | 'too-soon'
  /** An earlier sending is still being taken back. */
  | 'not-yet';

export type SendingDeps = FreezingDeps &
  ProgressDeps & {
    issueById: (id: string) => Issue | undefined;
    print: (issue: Issue, at: string) => PrintedIssue;
    /** Whether the check before sending lets it pass. */
    mayBeSent: (issue: Issue) => boolean;
    readers: () => number;
    log: Logger;
  };

/** Where an issue stands, for whoever wants to change it. */
export function sendingStateOf(store: SendingStore, issueId: string): SendingState {
  const state = store.byId(issueId)?.state;
  return state === undefined || state === 'dropping' ? 'draft' : state;
}

/** What staff decide about sending an issue, and what the program does about it by itself. */
export type SendingVerbs = ReturnType<typeof createSending>;

export function createSending(deps: SendingDeps) {
  const { store, deliveries, clock, inTransaction, log } = deps;
  return {
    plan,
    stop,
    pause,
    resume,
    cancel,
    sendOnceMore,
    leaveUncertain,
    recover,
    freezing: createFreezing(deps),
    ...createProgress(deps),
    stateOf: (issueId: string): SendingState => sendingStateOf(store, issueId),
    /** The issue as it leaves or left; undefined while nothing is decided. */
    printOf: (issueId: string): PrintedIssue | undefined => store.print(issueId),
    /** When the first mail left; undefined as long as none did. */
    startedAt: (issueId: string): string | undefined => store.byId(issueId)?.startedAt ?? undefined,
    deliveriesOf: (subscriberId: string): DeliveryOfReader[] => deliveries.ofReader(subscriberId),
    /** Whose copy this is; undefined where this issue has no such copy. */
    readerOf: (issueId: string, id: number): { subscriberId: string | null } | undefined =>
      deliveries.readerOf(issueId, id),
    /** Readers of an issue in one state; of the uncertain only those that are still to be decided about. */
    look: (question: LookQuestion): LookedAt[] => deliveries.inState(question),
  };

  /**
   * Decides to send this version of an issue: in ten minutes, or at a set time. It is printed now, so that
   * what leaves is what was looked at.
   */
  function plan(issueId: string, version: number, at?: Date): PlanOutcome {
    return inTransaction(() => {
      const issue = deps.issueById(issueId);
      if (issue === undefined) return 'unknown';
      const standing = store.byId(issueId);
      if (standing !== undefined) return standing.state === 'dropping' ? 'not-yet' : 'being-sent';
      if (issue.version !== version) return 'changed';
      if (!deps.mayBeSent(issue)) return 'stopped-by-check';
      if (deps.readers() === 0) return 'no-readers';
      const now = clock();
      const earliest = after(now, WINDOW);
      const plannedFor = at?.toISOString() ?? earliest;
      if (plannedFor < earliest) return 'too-soon';
      store.add({ issueId, plannedAt: now.toISOString(), plannedFor }, deps.print(issue, plannedFor));
      return 'planned';
    });
  }

  /** Takes it all back, before the first mail has left: the issue is a draft again. */
  function stop(issueId: string): 'stopped' | 'too-late' | 'unknown' {
    return inTransaction(() => {
      const sending = store.byId(issueId);
      if (sending === undefined) return 'unknown';
      if (sending.state === 'planned') store.remove(issueId);
      else if (sending.state === 'freezing') store.changeState(issueId, 'dropping');
      else return 'too-late';
      return 'stopped';
    });
  }

  /** Lets no more mail leave until somebody resumes. What is being handed over is finished. */
  function pause(issueId: string): 'paused' | 'not-sending' {
    return inTransaction(() => {
      const state = store.byId(issueId)?.state;
      // One that paused by itself stays paused too, until staff say otherwise.
      if (state === 'paused') store.resume(issueId);
      const paused = store.pause({ issueId, reason: 'staff', answer: '', resumeAt: null });
      return paused ? 'paused' : 'not-sending';
    });
  }

  function resume(issueId: string): 'resumed' | 'not-paused' {
    return inTransaction(() => {
      if (store.byId(issueId)?.state !== 'paused') return 'not-paused';
      store.resume(issueId);
      return 'resumed';
    });
  }

  /** Ends it for good: who has not got it yet does not get it. */
  function cancel(issueId: string): 'cancelled' | 'not-sending' {
    return inTransaction(() => {
      const state = store.byId(issueId)?.state;
      if (state !== 'sending' && state !== 'paused') return 'not-sending';
      store.finish(issueId, 'cancelled', clock().toISOString());
      return 'cancelled';
    });
  }

  /** Sends an uncertain copy once more, because somebody decided so. It may arrive twice. */
  function sendOnceMore(issueId: string, id: number): 'again' | 'not-uncertain' | 'cancelled' {
    return inTransaction(() => {
      const sending = store.byId(issueId);
      if (sending?.state === 'cancelled') return 'cancelled';
      if (!deliveries.sendOnceMore(issueId, id, clock().toISOString())) return 'not-uncertain';
      if (sending?.state === 'sent') store.resume(issueId);
      return 'again';
    });
  }

  /** Leaves an uncertain copy as it is, because somebody decided so. */
  function leaveUncertain(issueId: string, id: number): 'left-so' | 'not-uncertain' {
    const now = clock().toISOString();
    return inTransaction(() => (deliveries.leaveUncertain(issueId, id, now) ? 'left-so' : 'not-uncertain'));
  }

  /**
   * After a crash: what was being handed over then may have arrived or not. It is not sent again by the
   * program: staff decide.
   */
  function recover(): void {
    const uncertain = inTransaction(() => deliveries.giveUpOnSending(INTERRUPTED, clock().toISOString()));
    if (uncertain > 0) log.warn({ uncertain }, 'the program ended while it was handing over mail');
  }
}
