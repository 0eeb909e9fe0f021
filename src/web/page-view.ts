import type { Request } from 'express';
import { senderOf } from './sender.ts';

/** What a browser tells when it asks for a page of the site, as far as counting pages needs it. */
export type PageView = {
  page: string;
  sender: string;
  userAgent: string;
  referrer: string | undefined;
  objects: boolean;
  isAhead: boolean;
};

/**
 * Reads it from a request that a route answered. The page is the route's own pattern, filled in: one name for each
 * page, however its address was typed (capitals, a slash at the end, `%61`), and never a query.
 * `objects`: Do Not Track, or Global Privacy Control (https://w3c.github.io/gpc/).
 */
export function pageViewOf(request: Request): PageView {
  const { headers } = request;
  return {
    page: pageOf(request),
    sender: senderOf(request),
    userAgent: headers['user-agent'] ?? '',
    referrer: headers.referer,
    objects: headers.dnt === '1' || headers['sec-gpc'] === '1',
    isAhead: isAhead(headers['sec-purpose']) || isAhead(headers.purpose),
  };
}

function isAhead(purpose: string | string[] | undefined): boolean {
  return purpose !== undefined && /prefetch|prerender|preview/i.test(String(purpose));
}

function pageOf({ route, params }: Request): string {
  let page = String(route?.path);
  for (const name in params) page = page.replace(`:${name}`, encodeURIComponent(String(params[name])));
  return page;
}
