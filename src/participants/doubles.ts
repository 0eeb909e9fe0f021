import { after, HOUR } from '../clock.ts';
import type { RegisterDeps } from './changing.ts';
import type { DoublesStore } from './doubles-store.ts';
import { areAlike, type Double, findDoubles } from './finding-doubles.ts';
import { sortKey } from './name.ts';
import type { Participant } from './participant.ts';

/** How long after a change is looked again by itself. */
const WAIT = HOUR;

const MOST_KEPT = 5000;
export const DOUBLES_ON_A_PAGE = 20;

type Deps = RegisterDeps & { doubles: DoublesStore };

/** Two entries that are perhaps one person, both as they stand now. */
export type Pair = Pick<Double, 'reason' | 'rank'> & { one: Participant; other: Participant };

/** Looks for entries that are perhaps one person, and remembers which ones are not. */
export function createDoubles({ store, doubles, clock, inTransaction }: Deps) {
  return { look, lookIfDue, ask, page, similarTo, areTwo, count: doubles.count, search: doubles.search };

  /** Looks through the whole register. What staff said to be two people stays away. */
  function look(): void {
    const upTo = store.revision();
    const found = findDoubles(doubles.entries()).slice(0, MOST_KEPT);
    inTransaction(() => {
      doubles.replace(found);
      doubles.searched(clock().toISOString(), upTo);
    });
  }

  /** Looks when staff asked for it, or when the register changed and nobody looked for an hour. */
  function lookIfDue(): void {
    const { asked, searchedAt, revision } = doubles.search();
    const waited = searchedAt === null || searchedAt <= after(clock(), -WAIT);
    if (asked || (waited && revision !== store.revision())) look();
  }

  /** Asks to look anew. The worker does it within a second or two. */
  function ask(): void {
    doubles.ask();
  }

  /** A page of what was found, the likeliest first. */
  function page(number: number): Pair[] {
    return doubles.page(DOUBLES_ON_A_PAGE, (number - 1) * DOUBLES_ON_A_PAGE).flatMap(asPair);
  }

  function asPair({ oneId, otherId, reason, rank }: Double): Pair[] {
    const [one, other] = [store.byId(oneId), store.byId(otherId)];
    return one && other ? [{ one, other, reason, rank }] : [];
  }

  /** Who is perhaps the same person as this one, found at once: by e-mail, by address and last name, by name. */
  function similarTo(entry: Participant): Participant[] {
    const namesakes = entry.firstName === '' ? [] : store.withSortKey(sortKey(entry));
    const close = [...store.withEmail(entry.emailKey), ...store.atAddress(entry)];
    const all = [...close.filter((other) => areAlike(entry, other)), ...namesakes];
    const others = new Map(all.map((other) => [other.id, other]));
    return [...others.values()].filter(
      ({ id }) => id !== entry.id && !doubles.differs(...inOrder(entry.id, id)),
    );
  }

  /** Staff say that these are two people. They are not shown as doubles again. */
  function areTwo(one: string, other: string, staffId: string): 'done' | 'unknown' {
    return inTransaction(() => {
      if (one === other || !store.byId(one) || !store.byId(other)) return 'unknown';
      const [oneId, otherId] = inOrder(one, other);
      doubles.differ({ oneId, otherId, staffId, at: clock().toISOString() });
      return 'done';
    });
  }
}

function inOrder(one: string, other: string): [string, string] {
  return one < other ? [one, other] : [other, one];
}
