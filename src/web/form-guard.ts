import type { Request, RequestHandler } from 'express';
import { HttpError } from './errors.ts';

/**
 * Refuses a form that another site sent along with a staff member's cookie. Browsers say where a
 * form came from in `Sec-Fetch-Site`; older ones in `Origin`. What says neither is no browser's form.
 */
export function formGuard(siteUrl: string): RequestHandler {
  return (request, _response, next) => {
    const reads = request.method === 'GET' || request.method === 'HEAD';
    next(reads || isOwnForm(request, siteUrl) ? undefined : new HttpError(403));
  };
}

function isOwnForm(request: Request, siteUrl: string): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  return request.headers.origin === siteUrl;
}
