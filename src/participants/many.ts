import { newId } from '../secrets.ts';
import type { Changing, RegisterDeps } from './changing.ts';
import { byStaff } from './history.ts';
import type { Participant, ParticipantDetails } from './participant.ts';
import { tagKey } from './tags.ts';

/** More at once would keep other pages waiting for more than a second. */
export const MOST_AT_ONCE = 5000;

/** What can be done to many entries together. `day` is YYYY-MM-DD. */
export type ManyChange =
  | { kind: 'tag' | 'untag'; tag: string }
  | { kind: 'contact'; day: string }
  | { kind: 'organisation'; name: string }
  | { kind: 'remove' };

/** How it ended: how many were changed, and what undoes them together. `too-many`: nothing was done. */
export type ManyOutcome =
  | { outcome: 'too-many' | 'nothing' }
  | { outcome: 'done'; changed: string[]; batchId: string };

/** Changes many entries in one go, each with its own history, with one way back. */
export function createMany(
  { store, randomness, inTransaction }: RegisterDeps,
  { withDetails, write }: Changing,
) {
  return { changeMany };

  /** Changes those of these entries that are still there. Nobody who has it already is touched. */
  function changeMany(ids: string[], change: ManyChange, staffId: string): ManyOutcome {
    if (ids.length > MOST_AT_ONCE) return { outcome: 'too-many' };
    return inTransaction(() => {
      const batchId = newId(randomness);
      const changed = store.byIds(ids).filter((entry) => changeOne(entry, change, staffId, batchId));
      if (changed.length === 0) return { outcome: 'nothing' };
      return { outcome: 'done', changed: changed.map(({ id }) => id), batchId };
    });
  }

  function changeOne(before: Participant, change: ManyChange, staffId: string, batchId: string): boolean {
    const after = change.kind === 'remove' ? undefined : withDetails(before, changedTo(before, change));
    if (after === before) return false;
    const kind = after === undefined ? 'removed' : 'changed';
    write({ kind, before, after, by: byStaff(staffId), batchId });
    return true;
  }
}

function changedTo(
  entry: Participant,
  change: Exclude<ManyChange, { kind: 'remove' }>,
): Partial<ParticipantDetails> {
  if (change.kind === 'contact') return { lastContact: change.day };
  if (change.kind === 'organisation') return { organisation: change.name };
  const others = entry.tags.filter((tag) => tagKey(tag) !== tagKey(change.tag));
  return { tags: change.kind === 'tag' ? [...others, change.tag] : others };
}
