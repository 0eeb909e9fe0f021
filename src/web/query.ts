import type { Request } from 'express';

const MOST_CHARACTERS = 200;

/** One value of the query as a person typed it: trimmed, cut at 200 characters, empty where there is none. */
export function queryText(request: Request, name: string): string {
  const value = request.query[name];
  const text = Array.isArray(value) ? value[0] : value;
  if (typeof text !== 'string') return '';
  return text
    .replaceAll(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, MOST_CHARACTERS)
    .toWellFormed();
}

/** A page number of the query: 1 where there is none, undefined where it is no page number. */
export function queryPage(request: Request): number | undefined {
  const text = queryText(request, 'pagina');
  if (text === '') return 1;
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined;
}
