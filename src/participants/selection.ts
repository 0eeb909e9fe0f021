import { type Filter, filterText, type Query, readFilter } from './filter.ts';

/** Some entries of the register: those that were ticked, or all that a filter finds. */
export type Selection = { ids: string[] } | { filter: Filter };

const MOST_TICKED = 1000;

/**
 * Reads which entries were chosen from a query or from what `selectionText` made: `alles=ja` with a filter, or
 * `kies` with an id, as often as somebody was ticked.
 */
export function readSelection(query: Query): Selection {
  const params = query instanceof URLSearchParams ? query : asParams(query);
  if (params.get('alles') === 'ja') return { filter: readFilter(params) };
  const ids = [...params.getAll('kies'), ...params.getAll('kies[]')].filter((id) => /^[\w-]{16}$/.test(id));
  return { ids: [...new Set(ids)].slice(0, MOST_TICKED) };
}

/** The choice as the query of an address. */
export function selectionText(selection: Selection): string {
  if ('ids' in selection) return new URLSearchParams(selection.ids.map((id) => ['kies', id])).toString();
  return ['alles=ja', filterText(selection.filter)].filter(Boolean).join('&');
}

function asParams(query: Record<string, unknown>): URLSearchParams {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((each): [string, string] => [name, typeof each === 'string' ? each : '']),
  );
  return new URLSearchParams(pairs);
}
