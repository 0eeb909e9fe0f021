import { foldForSearch } from '../database/search-text.ts';

/** The most labels that one entry may have. */
export const MOST_TAGS = 30;

/** The most characters of one label. */
export const LONGEST_TAG = 40;

/** What labels are compared by: capitals, accents and hyphens make no difference. */
export function tagKey(name: string): string {
  return foldForSearch(name);
}

/** Labels as they were typed, each once, in alphabetical order, without what is no word at all. */
export function readTags(typed: string[]): string[] {
  const byKey = new Map<string, string>();
  for (const name of typed.map((each) => each.trim().replaceAll(/\s+/g, ' ').normalize('NFC'))) {
    const key = tagKey(name);
    if (key !== '' && !byKey.has(key)) byKey.set(key, name);
  }
  const sorted = [...byKey].sort(([one], [other]) => (one < other ? -1 : 1));
  return sorted.map(([, name]) => name);
}
