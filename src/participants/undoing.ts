import { newId } from '../secrets.ts';
import type { Changing, RegisterDeps } from './changing.ts';
import { byStaff, changedFields, only, type ParticipantChange, stillHas } from './history.ts';
import type { Participant } from './participant.ts';

/**
 * How undoing ended. `entry` is how it stands now, undefined where it is not in the register (any more).
 * `impossible`: it was changed since, so that undoing would lose somebody's work.
 */
export type UndoOutcome =
  | { outcome: 'unknown' }
  | { outcome: 'undone'; participantId: string; entry: Participant | undefined; changeId: string }
  | { outcome: 'undone-before' | 'impossible'; participantId: string; entry: Participant | undefined };

/** How undoing what was done together ended: who was put back, and who was changed since and is left as is. */
export type UndoManyOutcome =
  | { outcome: 'unknown' | 'undone-before' }
  | { outcome: 'undone'; back: string[]; left: string[] };

/** Puts back how it was. That is a change too, and can be undone in turn. */
export function createUndoing(
  { store, history, clock, randomness, inTransaction }: RegisterDeps,
  { write, nextVersion }: Changing,
) {
  return { undo, undoTogether, undoSome };

  /** Puts an entry back to how it was before a change: only what that change changed, where it still stands. */
  function undo(changeId: string, staffId: string): UndoOutcome {
    return inTransaction(() => {
      const done = history.byId(changeId);
      if (done === undefined) return { outcome: 'unknown' };
      const { participantId } = done;
      const entry = store.byId(participantId);
      if (done.undoneAt !== null) return { outcome: 'undone-before', participantId, entry };
      return undone(done, entry, staffId, undefined);
    });
  }

  /** Puts back all that was done together, except where somebody was changed since. */
  function undoTogether(batchId: string, staffId: string): UndoManyOutcome {
    return inTransaction(() => {
      const changes = history.ofBatch(batchId);
      if (changes.length === 0) return { outcome: 'unknown' };
      const open = changes.filter(({ undoneAt }) => undoneAt === null);
      if (open.length === 0) return { outcome: 'undone-before' };
      const undoing = newId(randomness);
      const outcomes = open.map((done) => undone(done, store.byId(done.participantId), staffId, undoing));
      const ids = (outcome: UndoOutcome['outcome']) =>
        outcomes.flatMap((each) =>
          each.outcome === outcome && 'participantId' in each ? each.participantId : [],
        );
      return { outcome: 'undone', back: ids('undone'), left: ids('impossible') };
    });
  }

  /**
   * Puts back some of very much that was done together, the last first, in the caller's transaction. `before` is
   * `next` of the time before, or undefined to begin. Returns how many were put back and how many were changed
   * since and left; `next` is undefined where there is no more.
   */
  function undoSome(
    batchId: string,
    before: number | undefined,
    most: number,
    staffId: string,
  ): { back: number; left: number; next: number | undefined } {
    const open = history.someOfBatch(batchId, before ?? Number.MAX_SAFE_INTEGER, most);
    const outcomes = open.map((done) => undone(done, store.byId(done.participantId), staffId, undefined));
    const back = outcomes.filter(({ outcome }) => outcome === 'undone').length;
    return { back, left: open.length - back, next: open.length < most ? undefined : open.at(-1)?.number };
  }

  function undone(
    done: ParticipantChange,
    present: Participant | undefined,
    staffId: string,
    batchId: string | undefined,
  ): UndoOutcome {
    const { participantId } = done;
    const after = asBefore(done, present);
    if (after === 'impossible') return { outcome: 'impossible', participantId, entry: present };
    history.markUndone(done.id, clock().toISOString());
    const kind = after === undefined ? 'removed' : 'restored';
    const by = byStaff(staffId);
    const changeId = write({ kind, before: present, after, by, batchId });
    return { outcome: 'undone', participantId, entry: after, changeId };
  }

  /** The entry as it was before the change; undefined where it was not there. */
  function asBefore(
    { before, after }: ParticipantChange,
    present: Participant | undefined,
  ): Participant | undefined | 'impossible' {
    if (after === undefined) {
      const whole = before as Participant;
      return present === undefined ? nextVersion(whole, whole) : 'impossible';
    }
    if (present === undefined) return 'impossible';
    if (before === undefined) return present.version === after.version ? undefined : 'impossible';
    const fields = changedFields(before, after);
    if (!stillHas(present, after, fields)) return 'impossible';
    return nextVersion({ ...present, ...only(before, fields) }, present);
  }
}
