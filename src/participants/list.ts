import { createSearchIndex, type Found, type Looking, type Part } from '../database/search-index.ts';
import { wordsFor } from '../database/search-text.ts';
import type { Kind, Participant } from './participant.ts';
import type { ParticipantStore } from './store.ts';

/** What to show of the register: one kind or all, what was typed in the search box, and on from whom. */
export type ListQuestion = {
  kind?: Kind | undefined;
  words: string;
  /** The id of the last one of the page before. */
  after?: string | undefined;
  /** The id of the first one of the page after. */
  before?: string | undefined;
};

/** A page of the register in the Dutch order, with the ids to go on from where there is more. */
export type ListPage = {
  people: Participant[];
  next?: string | undefined;
  previous?: string | undefined;
  /** How many there are on all pages together; `more`: there are more, and nobody waited for the count. */
  found: { count: number; more: boolean };
};

const PAGE_SIZE = 50;

/** A search is counted up to here. */
const MOST_COUNTED = 1000;

const NOBODY: ListPage = { people: [], found: { count: 0, more: false } };

/** Reads the register a page at a time, whatever is looked for. */
export function createParticipantList(store: ParticipantStore) {
  const index = createSearchIndex(store.indexSource);
  return list;

  function list({ kind, words: typed, after, before }: ListQuestion): ListPage {
    const words = wordsFor(typed);
    if (words.length === 0) return typed === '' ? everybody({ kind, after, before }) : NOBODY;
    const looking = { words, group: kind };
    const counted = index.find(looking, { most: MOST_COUNTED });
    const found = { count: counted.ids.length, more: counted.later };
    const onward = after ?? before;
    return onward === undefined ? firstPage(counted, found) : pageOf(looking, { after, before }, found);
  }

  /** A search goes through the index once, for its first page and its count together. */
  function firstPage({ ids }: Found, found: ListPage['found']): ListPage {
    const shown = ids.slice(0, PAGE_SIZE);
    return { people: store.byIds(shown), next: ids.length > PAGE_SIZE ? shown.at(-1) : undefined, found };
  }

  function everybody({ kind, after, before }: Omit<ListQuestion, 'words'>): ListPage {
    const { participant, interested } = store.counts();
    const count = kind === undefined ? participant + interested : { participant, interested }[kind];
    return pageOf({ words: [], group: kind }, { after, before }, { count, more: false });
  }

  function pageOf(looking: Looking, part: Omit<Part, 'most'>, found: ListPage['found']): ListPage {
    const { ids, earlier, later } = index.find(looking, { ...part, most: PAGE_SIZE });
    return {
      people: store.byIds(ids),
      next: later ? ids.at(-1) : undefined,
      previous: earlier ? ids[0] : undefined,
      found,
    };
  }
}
