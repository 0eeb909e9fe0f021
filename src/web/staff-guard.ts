import type { Request, RequestHandler, Response } from 'express';
import { paths } from '../paths.ts';
import { type FormBody, formBody, readStaffBody } from './body.ts';
import type { Action, SignedIn, StaffWeb } from './staff-routes.ts';

/** Where lists and files of persons are, the forms included that show nobody yet; and who has access. */
const LISTS = [
  ...[paths.staff.subscribers(), paths.staff.participants(), paths.staff.ledger(), paths.staff.breaches()],
  ...[paths.staff.colleagues(), paths.staff.log(), paths.staff.requests()],
];

const MOST_KEPT = 1024 * 1024;

/** Nothing of the staff side stays in a browser's or a proxy's memory. */
export const keepPrivate: RequestHandler = (_request, response, next) => {
  response.set({ 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' });
  next();
};

/**
 * The one guard: without a session nothing below `/beheer` answers but signing in. What was typed in a session
 * that ran out meanwhile is kept, and signing in leads back to it.
 */
export function requireSession(staffWeb: StaffWeb): RequestHandler {
  return async (request, response, next) => {
    const token = staffWeb.cookie.read(request);
    response.locals.signedIn = token && staffWeb.signedIn(token);
    if (response.locals.signedIn) return next();
    const kept = token === undefined ? undefined : await keepWhatWasTyped(staffWeb, token, request, response);
    const wanted = kept ?? (request.method === 'GET' ? request.originalUrl : undefined);
    const back = wanted === undefined ? '' : `?naar=${encodeURIComponent(wanted)}`;
    response.redirect(303, paths.staff.signIn() + back);
  };
}

/** Whoever sees persons, or takes a list of them along, gave a second factor; who has none is led to setting it up. */
export function requireSecondFactor(path: string, action: 'nobody' | Action): RequestHandler {
  const ofPersons = action !== 'nobody' && !action.startsWith('staff.');
  const needed = ofPersons || LISTS.some((list) => path === list || path.startsWith(`${list}/`));
  return (request, response, next) => {
    if (!needed || signedInOf(response).secondFactor) return next();
    const wanted = request.method === 'GET' ? request.originalUrl : pageBefore(request);
    response.redirect(303, `${paths.staff.secondFactor()}?naar=${encodeURIComponent(wanted)}`);
  };
}

/** Who is signed in, behind the guard. */
export function signedInOf(response: Response): SignedIn {
  return response.locals.signedIn as SignedIn;
}

/** Keeps the fields of a form for whose session this was. Returns the page that it stood on, to be filled in again. */
async function keepWhatWasTyped(
  { ownerOfOver, keepText }: StaffWeb,
  token: string,
  request: Request,
  response: Response,
): Promise<string | undefined> {
  const owner = isSentByHand(request) ? ownerOfOver(token) : undefined;
  if (owner === undefined) return undefined;
  const fields = await fieldsOf(request, response).catch(() => ({}));
  if (Object.keys(fields).length === 0) return undefined;
  const page = new URL(pageBefore(request), 'http://here.invalid');
  page.searchParams.set('bewaard', keepText(owner, request.baseUrl + request.path, fields));
  return page.pathname + page.search;
}

/** A form that somebody sent, not a script in the background: that one keeps its own. */
function isSentByHand(request: Request): boolean {
  const mode = request.headers['sec-fetch-mode'] ?? 'navigate';
  const length = Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY);
  return request.method === 'POST' && mode === 'navigate' && length <= MOST_KEPT;
}

async function fieldsOf(request: Request, response: Response): Promise<FormBody> {
  await new Promise<void>((resolve, reject) => {
    void readStaffBody(request, response, (error) => (error ? reject(error) : resolve()));
  });
  return formBody(request);
}

/** The page of the staff side that a form stood on, as far as the browser tells. */
function pageBefore(request: Request): string {
  const referer = request.headers.referer ?? '';
  if (!URL.canParse(referer)) return paths.staff.dashboard();
  const { pathname, search } = new URL(referer);
  const isStaffs = pathname === paths.staff.dashboard() || pathname.startsWith(`${paths.staff.dashboard()}/`);
  return isStaffs && pathname !== paths.staff.signIn() ? pathname + search : paths.staff.dashboard();
}
