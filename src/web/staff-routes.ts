import type { Request, Response } from 'express';
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
import { tooMany } from './errors.ts';
import { formGuard } from './form-guard.ts';
import { keptTextOf, withKeptText } from './kept-text.ts';
import { invalid, type Reply, seeOther } from './reply.ts';
import { type Answer, createRoutes, sendReply, type Web } from './router.ts';
import { keepPrivate, requireSecondFactor, requireSession, signedInOf } from './staff-guard.ts';
import type { Notice, View } from './view.ts';

/**
 * A staff member who is signed in, in this session: whether they gave a second factor, and whether they gave a
 * password or passkey just now.
 */
export type SignedIn = {
  staff: { id: string; name: string; email: string };
  sessionId: string;
  secondFactor: boolean;
  fresh: boolean;
};

/** One request of a staff member. `body` is empty for GET. */
export type Visit = SignedIn & { request: Request; body: FormBody };

/** The same, with a form that may bring a file. */
export type UploadVisit = Visit & { file: UploadedFile | undefined };

/** A reply that shows, changes, exports or removes persons, with their opaque ids for the access log. */
export type PersonReply = { reply: Reply; persons: string[] };

/** What a staff route does with persons, as it stands in the access log: `nobody`, or subject and verb. */
export type Action = `${'subscriber' | 'participant' | 'staff'}.${string}`;

/**
 * With `fresh` the password or a passkey is asked for again, unless it was given in the last ten minutes: for
 * exports, deletions, and changes of accounts; as a function, where it depends on what was sent. A form that was
 * sent goes on by itself after that.
 */
export type Demands = { fresh?: boolean | ((sent: FormBody) => boolean) };

/** What somebody gave to show that it is still them. */
export type FreshProof = { password: string } | { passkey: string };

/** What the page that asks for it needs: where the form was going, with what, and whether the proof was wrong. */
export type ConfirmQuestion = {
  address: string;
  fields: FormBody;
  wrong: 'password' | 'passkey' | undefined;
};

/** What the staff side needs of sessions and the log. */
export type StaffWeb = {
  web: Web;
  siteUrl: string;
  cookie: Cookie;
  /** Who this session token belongs to, or undefined when it is unknown or over. */
  signedIn: (token: string) => SignedIn | undefined;
  /** Whose session this was that ran out not long ago. */
  ownerOfOver: (token: string) => string | undefined;
  /** Keeps what somebody typed under an id; gives it back to them alone; drops what was sent after all. */
  keepText: (staffId: string, address: string, fields: FormBody) => string;
  keptText: (staffId: string, id: string) => FormBody | undefined;
  dropText: (staffId: string, address: string) => void;
  /** Makes sure that who is signed in is still who it was. */
  prove: (
    visitor: SignedIn,
    proof: FreshProof,
  ) => Promise<'proved' | 'wrong' | { kind: 'too-many'; seconds: number }>;
  /** The page that asks for the password or a passkey again. */
  confirmPage: (question: ConfirmQuestion) => View;
  takeNotice: (sessionId: string) => Notice | undefined;
  leaveNotice: (sessionId: string, notice: Notice) => void;
  writeLog: (staffId: string, action: string, persons: string[]) => void;
  inTransaction: <Result>(work: () => Result) => Result;
};

/** The fields of the page that asks again. They are no part of the form that was sent. */
const PROOF_FIELDS = { password: 'bevestig-wachtwoord', passkey: 'bevestig-passkey' };

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
  return { router, open, get, post, upload, own, cookie: staffWeb.cookie };

  function get(path: string, action: 'nobody', handle: (visit: Visit) => Answer, demands?: Demands): void;
  function get(
    path: string,
    action: Action,
    handle: (visit: Visit) => PersonReply | undefined,
    demands?: Demands,
  ): void;
  function get(path: string, action: 'nobody' | Action, handle: StaffHandle, demands: Demands = {}): void {
    guarded.get(path, requireSecondFactor(path, action), (request, response) => {
      if (demandsFresh(demands, {}) && !signedInOf(response).fresh) {
        const back = encodeURIComponent(request.originalUrl);
        return send(request, response, seeOther(`${paths.staff.confirm()}?naar=${back}`));
      }
      answer(request, response, {}, action, handle);
    });
  }

  function post(path: string, action: 'nobody', handle: (visit: Visit) => Answer, demands?: Demands): void;
  function post(
    path: string,
    action: Action,
    handle: (visit: Visit) => PersonReply | undefined,
    demands?: Demands,
  ): void;
  function post(path: string, action: 'nobody' | Action, handle: StaffHandle, demands: Demands = {}): void {
    guarded.post(path, requireSecondFactor(path, action), readStaffBody, async (request, response) => {
      const { body, proof } = withoutProof(await formBody(request));
      if (!(await isFreshEnough(request, response, body, proof, demands))) return;
      answer(request, response, body, action, handle);
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
    guarded.post(path, requireSecondFactor(path, action), readUploadBody, async (request, response) => {
      const { body, file } = await uploadBody(request);
      answer(request, response, body, action, (visit) => handle({ ...visit, file }));
      staffWeb.web.wake();
    });
  }

  /**
   * What somebody does to their own account that takes waiting, such as hashing a password. There is no
   * transaction around it: its verb writes what it does, and the log, in one.
   */
  function own(path: string, handle: (visit: Visit) => Promise<Answer>, demands: Demands = {}): void {
    guarded.post(path, readStaffBody, async (request, response) => {
      const { body, proof } = withoutProof(await formBody(request));
      if (!(await isFreshEnough(request, response, body, proof, demands))) return;
      send(request, response, await handle({ ...signedInOf(response), request, body }));
      staffWeb.web.wake();
    });
  }

  /** Asks for the password or a passkey again where that is demanded; false when that was answered instead. */
  async function isFreshEnough(
    request: Request,
    response: Response,
    fields: FormBody,
    proof: FreshProof | undefined,
    demands: Demands,
  ): Promise<boolean> {
    const visitor = signedInOf(response);
    if (visitor.fresh || !demandsFresh(demands, fields)) return true;
    const outcome = proof && (await staffWeb.prove(visitor, proof));
    if (outcome === 'proved') return true;
    if (typeof outcome === 'object') throw tooMany(outcome.seconds);
    const wrong = outcome === undefined ? undefined : proof && 'passkey' in proof ? 'passkey' : 'password';
    const question = { address: request.originalUrl, fields, wrong } as const;
    send(request, response, invalid(staffWeb.confirmPage(question)));
    return false;
  }

  function answer(
    request: Request,
    response: Response,
    body: FormBody,
    action: 'nobody' | Action,
    handle: StaffHandle,
  ): void {
    const visitor = signedInOf(response);
    const reply = staffWeb.inTransaction(() => {
      const done = handle({ ...visitor, request, body });
      if (done === undefined || !('persons' in done)) return done;
      staffWeb.writeLog(visitor.staff.id, action, done.persons);
      return done.reply;
    });
    if (request.method === 'POST' && reply?.kind === 'redirect') {
      staffWeb.dropText(visitor.staff.id, request.path);
    }
    send(request, response, reply);
  }

  function send(request: Request, response: Response, reply: Answer): void {
    const { staff, sessionId } = signedInOf(response);
    if (reply?.kind === 'redirect' && reply.notice) staffWeb.leaveNotice(sessionId, reply.notice);
    if (reply?.kind !== 'page') return sendReply(staffWeb.web, request, response, reply, staff);
    const kept = keptTextOf(request, (id) => staffWeb.keptText(staff.id, id));
    const shown = kept === undefined ? { reply } : withKeptText(reply, kept);
    const notice = staffWeb.takeNotice(sessionId) ?? shown.notice;
    sendReply(staffWeb.web, request, response, shown.reply, { ...staff, typed: shown.typed }, notice);
  }
}

type StaffHandle = (visit: Visit) => Answer | PersonReply;

function demandsFresh({ fresh = false }: Demands, sent: FormBody): boolean {
  return typeof fresh === 'function' ? fresh(sent) : fresh;
}

function withoutProof(sent: FormBody): { body: FormBody; proof: FreshProof | undefined } {
  const { [PROOF_FIELDS.password]: password, [PROOF_FIELDS.passkey]: passkey, ...body } = sent;
  if (passkey !== undefined && passkey !== '') return { body, proof: { passkey } };
  return { body, proof: password === undefined ? undefined : { password } };
}
