import type { Request, RequestHandler, Response } from 'express';
import express from 'express';
import { paths } from '../paths.ts';
import {
  type FormBody,
  formBody,
  readStaffBody,
  readUploadBody,
  type UploadedFile,
  uploadBody,
} from './body.ts';
import type { Cookie } from './cookies.ts';
import { formGuard } from './form-guard.ts';
import type { Reply } from './reply.ts';
import { type Answer, createRoutes, sendReply, type Web } from './router.ts';
import type { Notice } from './view.ts';

/** A staff member who is signed in, in this session. */
export type SignedIn = { staff: { id: string; name: string; email: string }; sessionId: string };

/** One request of a staff member. `body` is empty for GET. */
export type Visit = SignedIn & { request: Request; body: FormBody };

/** The same, with a form that may bring a file. */
export type UploadVisit = Visit & { file: UploadedFile | undefined };

/** A reply that shows, changes, exports or removes persons, with their opaque ids for the access log. */
export type PersonReply = { reply: Reply; persons: string[] };

/** What a staff route does with persons, as it stands in the access log: `nobody`, or subject and verb. */
export type Action = `${'subscriber' | 'participant' | 'staff'}.${string}`;

/** What the staff side needs of sessions and the log. */
export type StaffWeb = {
  web: Web;
  siteUrl: string;
  cookie: Cookie;
  /** Who this session token belongs to, or undefined when it is unknown or over. */
  signedIn: (token: string) => SignedIn | undefined;
  takeNotice: (sessionId: string) => Notice | undefined;
  leaveNotice: (sessionId: string, notice: Notice) => void;
  writeLog: (staffId: string, action: string, persons: string[]) => void;
  inTransaction: <Result>(work: () => Result) => Result;
};

/**
 * The one way to add an address under `/beheer`. Behind the guard each route says what it does with
 * persons; the work and its row in the access log are one transaction. `open` is for signing in only.
 */
export type StaffRoutes = ReturnType<typeof createStaffRoutes>;

export function createStaffRoutes(staffWeb: StaffWeb) {
  const router = express.Router();
  const open = createRoutes(staffWeb.web);
  const guarded = express.Router();
  router.use(paths.staff.dashboard(), formGuard(staffWeb.siteUrl));
  router.use(open.router);
  router.use(paths.staff.dashboard(), keepPrivate, requireSession(staffWeb));
  router.use(guarded);
  return { router, open, get, post, upload, cookie: staffWeb.cookie };

  function get(path: string, action: 'nobody', handle: (visit: Visit) => Answer): void;
  function get(path: string, action: Action, handle: (visit: Visit) => PersonReply | undefined): void;
  function get(path: string, action: 'nobody' | Action, handle: StaffHandle): void {
    guarded.get(path, (request, response) => answer(request, response, {}, action, handle));
  }

  function post(path: string, action: 'nobody', handle: (visit: Visit) => Answer): void;
  function post(path: string, action: Action, handle: (visit: Visit) => PersonReply | undefined): void;
  function post(path: string, action: 'nobody' | Action, handle: StaffHandle): void {
    guarded.post(path, readStaffBody, async (request, response) => {
      answer(request, response, await formBody(request), action, handle);
      staffWeb.web.wake();
    });
  }

  /** What a form with a file sends. It may be far longer than another form. */
  function upload(path: string, action: 'nobody', handle: (visit: UploadVisit) => Answer): void;
  function upload(
    path: string,
    action: Action,
    handle: (visit: UploadVisit) => PersonReply | undefined,
  ): void;
  function upload(
    path: string,
    action: 'nobody' | Action,
    handle: (visit: UploadVisit) => Answer | PersonReply,
  ): void {
    guarded.post(path, readUploadBody, async (request, response) => {
      const { body, file } = await uploadBody(request);
      answer(request, response, body, action, (visit) => handle({ ...visit, file }));
      staffWeb.web.wake();
    });
  }

  function answer(
    request: Request,
    response: Response,
    body: FormBody,
    action: 'nobody' | Action,
    handle: StaffHandle,
  ): void {
    const visitor = response.locals.signedIn as SignedIn;
    const visit = { ...visitor, request, body };
    const reply = staffWeb.inTransaction(() => {
      const done = handle(visit);
      if (done === undefined || !('persons' in done)) return done;
      staffWeb.writeLog(visitor.staff.id, action, done.persons);
      return done.reply;
    });
    if (reply?.kind === 'redirect' && reply.notice) staffWeb.leaveNotice(visitor.sessionId, reply.notice);
    const notice = reply?.kind === 'page' ? staffWeb.takeNotice(visitor.sessionId) : undefined;
    sendReply(staffWeb.web, request, response, reply, visitor.staff, notice);
  }
}

type StaffHandle = (visit: Visit) => Answer | PersonReply;

/** Nothing of the staff side stays in a browser's or a proxy's memory. */
const keepPrivate: RequestHandler = (_request, response, next) => {
  response.set({ 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' });
  next();
};

/** The one guard: without a session nothing below `/beheer` answers but the sign-in page. */
function requireSession({ cookie, signedIn }: StaffWeb): RequestHandler {
  return (request, response, next) => {
    const token = cookie.read(request);
    response.locals.signedIn = token && signedIn(token);
    if (response.locals.signedIn) return next();
    const back = request.method === 'GET' ? `?naar=${encodeURIComponent(request.originalUrl)}` : '';
    response.redirect(303, paths.staff.signIn() + back);
  };
}
