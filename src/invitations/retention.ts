import { after, monthsBefore } from '../clock.ts';
import { pastTerm, TERMS } from '../terms.ts';
import { NEEDS_TERM, type Receipt } from './invitation.ts';
import type { InvitationDeps } from './invitations.ts';

/** What goes by itself after a meeting. */
export type Retention = ReturnType<typeof createRetention>;

export function createRetention({
  store,
  figures,
  meetings,
  clock,
  log,
  inTransaction,
  attendanceMonths,
}: InvitationDeps) {
  return { removeOld, receiptsOf: figures.receiptsOf };

  /** Clears diet and access needs 14 days after a meeting, and everybody on its list after the term that staff set. */
  function removeOld(): void {
    for (const { id } of meetings.endedBefore(after(clock(), -NEEDS_TERM))) {
      clear(id, 'needs', figures.clearNeeds);
    }
    for (const { id } of meetings.endedBefore(monthsBefore(clock(), attendanceMonths()))) {
      clear(id, 'attendance', figures.clearAll);
    }
    // A removed entry can come back for as long.
    store.forgetGone(clock().toISOString(), pastTerm(TERMS.removedEntry, clock()));
  }

  /** The receipt tells numbers and no names. */
  function clear(meetingId: string, kind: Receipt['kind'], work: (meetingId: string) => number): void {
    inTransaction(() => {
      const counts = figures.countsOf(meetingId);
      const cleared = work(meetingId);
      if (cleared === 0) return;
      figures.addReceipt({ meetingId, kind, at: clock().toISOString(), cleared, counts });
      log.info({ meeting: meetingId, kind, cleared }, 'cleared after a meeting');
    });
  }
}
