import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { type Encodings, encodingsOf, sendSmallest } from './encodings.ts';

/** A page as it goes over the wire, in each form that browsers ask for. */
export type CachedPage = {
  version: number;
  status: number;
  type: string;
  etag: string;
  encodings: Encodings;
};

const MOST_PAGES = 1000;

/**
 * Keeps pages that are the same for everybody, until the content changes. `version` is the number
 * of the content now: a page of another number is made anew.
 */
export type PageCache = ReturnType<typeof createPageCache>;

export function createPageCache(version: () => number) {
  const pages = new Map<string, CachedPage>();
  return { version, find, keep };

  function find(key: string): CachedPage | undefined {
    const page = pages.get(key);
    return page?.version === version() ? page : undefined;
  }

  /** Keeps a page that was made from this version of the content, which may be an older one by now. */
  function keep(key: string, made: number, status: number, type: string, body: string | Buffer): CachedPage {
    const plain = Buffer.from(body);
    const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`;
    const page = { version: made, status, type, etag, encodings: encodingsOf(plain, 5) };
    pages.delete(key);
    pages.set(key, page);
    const oldest = pages.keys().next();
    if (pages.size > MOST_PAGES && !oldest.done) pages.delete(oldest.value);
    return page;
  }
}

/** Sends a kept page in the smallest form that the browser takes, or says that it has it already. */
export function sendCachedPage(request: Request, response: Response, page: CachedPage): void {
  response
    .status(page.status)
    .set({ 'Cache-Control': 'no-cache', 'Content-Type': page.type, ETag: page.etag });
  response.vary('Accept-Encoding');
  if (request.headers['if-none-match'] === page.etag) {
    response.status(304).end();
    return;
  }
  sendSmallest(request, response, page.encodings);
}
