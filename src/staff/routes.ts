import type { Request } from 'express';
import { paths } from '../paths.ts';
import type { FormBody } from '../web/body.ts';
import { createCookie } from '../web/cookies.ts';
import { tooMany } from '../web/errors.ts';
import { blankForm, type Form, readForm, withError } from '../web/form.ts';
import { invalid, page, type RedirectReply, seeOther, withCookie } from '../web/reply.ts';
import { senderOf } from '../web/sender.ts';
import type { StaffRoutes } from '../web/staff-routes.ts';
import { type Accounts, type Admission, type Browser, DEVICE_TERM, type Invitation } from './accounts.ts';
import { type AccountRoutesDeps, accountRoutes } from './admin-routes.ts';
import { firstSetUpForm, PASSWORD_PROBLEMS, setUpForm, signInForm, WRONG_PASSWORD } from './forms.ts';
import * as pages from './pages.ts';
import { returnPath } from './return-path.ts';
import { LONGEST } from './sessions.ts';

export type StaffRoutesDeps = AccountRoutesDeps & { accounts: Accounts };

/** Signing in, setting up an account, and everything that staff see of their own. */
export function staffRoutes(staff: StaffRoutes, deps: StaffRoutesDeps): void {
  const { accounts, sessions, config } = deps;
  const { cookie } = staff;
  // Tells that somebody of the staff signed in from this browser before.
  const deviceCookie = createCookie('apparaat', config.secure);

  staff.open.personal(paths.staff.signIn(), (request) => {
    const token = cookie.read(request);
    if (token !== undefined && sessions.signedIn(token)) return seeOther(returnPath(request.query.naar));
    const { naar } = request.query;
    return page(pages.signIn({ form: blankForm(typeof naar === 'string' ? { naar } : {}) }));
  });

  staff.open.post(paths.staff.signIn(), async (request, body) => {
    const read = readForm(signInForm, body);
    if (!read.ok) return invalid(pages.signIn({ form: read.form }));
    const { email: address, password, naar } = read.value;
    const attempt = { address, password, sender: senderOf(request) };
    const outcome = await accounts.signIn(attempt, browserOf(request));
    if (outcome.kind === 'too-many') throw tooMany(outcome.seconds);
    if (outcome.kind === 'wrong') {
      return invalid(pages.signIn({ form: withError(body, 'password', WRONG_PASSWORD) }));
    }
    return admitted(outcome, returnPath(naar));
  });

  staff.open.personal(paths.staff.setUp(':token'), (request) => {
    const token = tokenOf(request);
    const invitation = accounts.invitation(token);
    if (invitation === undefined) return page(pages.invitationGone({}), 404);
    return page(pages.setUp({ form: blankForm(), token, person: shown(invitation) }));
  });

  staff.open.post(paths.staff.setUp(':token'), async (request, body) => {
    const token = tokenOf(request);
    const invitation = accounts.invitation(token);
    if (invitation === undefined) return page(pages.invitationGone({}), 404);
    const read = readSetUp(invitation, body);
    const again = (form: Form) => invalid(pages.setUp({ form, token, person: shown(invitation) }));
    if (!read.ok) return again(read.form);
    const outcome = await accounts.setUp(token, read.person, read.password, browserOf(request));
    if (outcome.kind === 'unknown') return page(pages.invitationGone({}), 404);
    if (outcome.kind !== 'signed-in')
      return again(withError(body, 'password', PASSWORD_PROBLEMS[outcome.kind]));
    sessions.leaveNotice(outcome.sessionId, { kind: 'welcome' });
    return admitted(outcome, paths.staff.dashboard());
  });

  accountRoutes(staff, deps);

  function browserOf(request: Request): Browser {
    const userAgent = request.headers['user-agent'] ?? '';
    return { userAgent, session: cookie.read(request), device: deviceCookie.read(request) };
  }

  function admitted({ session, device }: Admission, to: string): RedirectReply {
    return withCookie(withCookie(seeOther(to), cookie, session, LONGEST), deviceCookie, device, DEVICE_TERM);
  }
}

function tokenOf(request: Request): string {
  return String(request.params.token);
}

function shown({ person }: Invitation): { name: string; email: string } | undefined {
  return person && { name: person.name, email: person.address.typed };
}

function readSetUp({ person }: Invitation, body: FormBody) {
  if (person !== undefined) {
    const read = readForm(setUpForm, body);
    return read.ok ? { ok: true as const, person, password: read.value.password } : read;
  }
  const read = readForm(firstSetUpForm, body);
  if (!read.ok) return read;
  const { name, email: address, password } = read.value;
  return { ok: true as const, person: { name, address }, password };
}
