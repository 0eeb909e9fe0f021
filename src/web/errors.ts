import type { ErrorRequestHandler, Request } from 'express';
import type { Logger } from '../log.ts';
import * as pages from './pages.ts';
import { page, type Reply } from './reply.ts';

/** A request that can't be answered as asked, by its status. The one place below makes a page of it. */
export class HttpError extends Error {
  readonly status: number;
  readonly retryAfter: number | undefined;

  constructor(status: number, retryAfter?: number) {
    super(`HTTP ${status}`);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** Too many requests: `seconds` says when the next one is welcome (RFC 9110 §10.2.3). */
export function tooMany(seconds: number): HttpError {
  return new HttpError(429, seconds);
}

/** The page for a status: it says what happened, what it means and what to do now. */
export function errorReply(status: number, retryAfter?: number): Reply {
  if (status === 404) return page(pages.notFound({}), 404);
  if (status === 429) {
    const seconds = retryAfter ?? 60;
    return page(pages.tooMany({ seconds }), 429, { 'Retry-After': String(seconds) });
  }
  if (status >= 500) return page(pages.failure({}), status);
  return page(pages.refused({ status }), status);
}

/**
 * The one translator from what was thrown to a page. What was not expected is logged for the
 * operator, without the message's values where these could be personal, and tells the visitor
 * nothing of the inside.
 */
export function createErrorHandler(
  log: Logger,
  send: (request: Request, reply: Reply) => void,
): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const status = statusOf(error);
    if (status >= 500) log.error({ error: describe(error), route: routeOf(request) }, 'a request failed');
    send(request, errorReply(status, error instanceof HttpError ? error.retryAfter : undefined));
  };
}

/** The pattern of the route that answered, so that a log never holds a token or a search. */
export function routeOf(request: Request): string {
  const route: unknown = request.route?.path;
  return typeof route === 'string' ? route : '(no route)';
}

function statusOf(error: unknown): number {
  if (error instanceof HttpError) return error.status;
  if (error instanceof URIError) return 400;
  const status = (error as { status?: unknown } | null)?.status;
  if (typeof status === 'number' && status >= 400 && status < 500) return status === 413 ? 413 : 400;
  return 500;
}

/** What the operator needs of an unexpected error: its kind and where it came from. */
export function describe(error: unknown): { name: string; code?: string; stack: string } {
  if (!(error instanceof Error)) return { name: typeof error, stack: '' };
  const code = (error as { code?: unknown }).code;
  const stack = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { name: error.name, ...(typeof code === 'string' && { code }), stack: stack.join('\n') };
}
