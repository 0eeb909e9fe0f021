import type { Clock } from '../clock.ts';
import { foldForSearch } from '../database/search-text.ts';
import { newId, type Randomness } from '../secrets.ts';
import { type Filter, filterText } from './filter.ts';
import type { KeptFilterStore } from './kept-store.ts';

type Deps = { kept: KeptFilterStore; clock: Clock; randomness: Randomness };

/** Filters under a name, so that the same question can be asked again. */
export function createKeptFilters({ kept, clock, randomness }: Deps) {
  return { keepFilter, forgetFilter, keptFilters: kept.all };

  /** Keeps a filter. The same name again means: this one from now on. */
  function keepFilter(name: string, filter: Filter, staffId: string): void {
    const about = { name, key: foldForSearch(name) || name, question: filterText(filter) };
    kept.keep({ id: newId(randomness), ...about, staffId, at: clock().toISOString() });
  }

  /** Forgets a name. Nothing happens to who it found. */
  function forgetFilter(id: string): void {
    kept.forget(id);
  }
}
