import { createSearchIndex, type IndexSource } from '../database/search-index.ts';
import { EVERYBODY, type Filter } from './filter.ts';
import { lookingFor, sortOf } from './index-row.ts';
import type { Participant } from './participant.ts';
import type { Selection } from './selection.ts';
import type { ParticipantStore } from './store.ts';

/** A filter, and on from whom. What is left out is not asked about. */
export type ListQuestion = Partial<Filter> & {
  /** The id of the last one of the page before. */
  after?: string | undefined;
  /** The id of the first one of the page after. */
  before?: string | undefined;
};

/** A page of the register, with the ids to go on from where there is more, and how many there are in all. */
export type ListPage = {
  people: Participant[];
  next?: string | undefined;
  previous?: string | undefined;
  count: number;
};

export const PAGE_SIZE = 50;

export type ListDeps = { store: ParticipantStore; indexSource: IndexSource };

/** Reads the register a page at a time, whatever is looked for. */
export function createParticipantList({ store, indexSource }: ListDeps) {
  const index = createSearchIndex(indexSource);
  return { page, idsOf, countOf, chosen };

  /** One page of what a filter finds. */
  function page({ after, before, ...asked }: ListQuestion): ListPage {
    const filter = { ...EVERYBODY, ...asked };
    const looking = lookingFor(filter);
    if (looking === undefined) return { people: [], count: 0 };
    const part = { after, before, most: PAGE_SIZE, sort: sortOf(filter) };
    const { ids, earlier, later, count } = index.find(looking, part);
    return {
      people: inOrder(ids, store.byIds(ids)),
      next: later ? ids.at(-1) : undefined,
      previous: earlier ? ids[0] : undefined,
      count,
    };
  }

  /** Everybody that a filter finds, in the order of the register. */
  function idsOf(filter: Partial<Filter>): string[] {
    const looking = lookingFor({ ...EVERYBODY, ...filter });
    return looking === undefined ? [] : index.all(looking);
  }

  /** Those of a choice, as far as they were ever there. */
  function chosen(selection: Selection): string[] {
    return 'ids' in selection ? selection.ids : idsOf(selection.filter);
  }

  /** How many a filter finds. */
  function countOf(filter: Partial<Filter>): number {
    const looking = lookingFor({ ...EVERYBODY, ...filter });
    return looking === undefined ? 0 : index.count(looking);
  }
}

function inOrder(ids: string[], people: Participant[]): Participant[] {
  const byId = new Map(people.map((person) => [person.id, person]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
