import type { Request } from 'express';
import { paths } from '../paths.ts';
import type { FormBody } from '../web/body.ts';
import { tooMany } from '../web/errors.ts';
import { blankForm, type Form, readForm, withError } from '../web/form.ts';
import { invalid, page, seeOther, text } from '../web/reply.ts';
import { senderOf } from '../web/sender.ts';
import type { StaffRoutes } from '../web/staff-routes.ts';
import type { Accounts, Invitation } from './accounts.ts';
import { type AccountRoutesDeps, accountRoutes } from './admin-routes.ts';
import { colleagueRoutes } from './colleague-routes.ts';
import { createStaffCookies } from './cookie-routes.ts';
import { factorRoutes } from './factor-routes.ts';
import {
  codeProblemText,
  firstSetUpForm,
  PASSWORD_PROBLEMS,
  passkeyForm,
  secondStepForm,
  setUpForm,
  signInForm,
  WRONG_PASSKEY,
  WRONG_PASSWORD,
  WRONG_RECOVERY_CODE,
} from './forms.ts';
import * as pages from './pages.ts';
import { returnPath } from './return-path.ts';
import type { Proof, SigningIn } from './signing-in.ts';

export type StaffRoutesDeps = AccountRoutesDeps & { accounts: Accounts; signingIn: SigningIn };

/** Signing in, setting up an account, and everything that staff see of their own. */
export function staffRoutes(staff: StaffRoutes, deps: StaffRoutesDeps): void {
  const { accounts, signingIn, sessions } = deps;
  const cookies = createStaffCookies(staff, deps.config);

  staff.open.personal(paths.staff.signIn(), (request) => {
    const { session } = cookies.browserOf(request);
    const naar = typeof request.query.naar === 'string' ? request.query.naar : '';
    if (session !== undefined && sessions.signedIn(session)) return seeOther(returnPath(naar));
    return page(signInPage(blankForm(naar === '' ? {} : { naar })));
  });

  staff.open.post(paths.staff.signIn(), async (request, body) => {
    const read = readForm(signInForm, body);
    if (!read.ok) return invalid(signInPage(read.form));
    const { email: address, password, naar } = read.value;
    const attempt = { address, password, sender: senderOf(request) };
    const outcome = await signingIn.signIn(attempt, cookies.browserOf(request));
    if (outcome.kind === 'too-many') throw tooMany(outcome.seconds);
    if (outcome.kind === 'wrong') return invalid(signInPage(withError(body, 'password', WRONG_PASSWORD)));
    return cookies.admitted(request, outcome, returnPath(naar));
  });

  staff.open.personal(paths.staff.secondStep(), (request) => {
    const naar = typeof request.query.naar === 'string' ? request.query.naar : '';
    return secondStepPage(request, blankForm({ naar }));
  });

  staff.open.post(paths.staff.secondStep(), async (request, body) => {
    const { code, herstelcode, passkey, naar } = secondStepForm.parse(body);
    const proof: Proof = passkey ? { passkey } : herstelcode ? { recoveryCode: herstelcode } : { code };
    const halfWay = cookies.halfWayOf(request);
    const codesLeft = signingIn.secondStep(halfWay)?.factors.codesLeft ?? 0;
    const outcome = await signingIn.takeSecondStep(halfWay, proof, cookies.browserOf(request));
    if (outcome.kind === 'too-many') throw tooMany(outcome.seconds);
    if (outcome.kind === 'over') return page(pages.secondStepOver({ naar }), 422);
    if (outcome.kind === 'signed-in') {
      if ('recoveryCode' in proof) {
        sessions.leaveNotice(outcome.sessionId, { kind: 'recovery-code-used', id: String(codesLeft - 1) });
      }
      return cookies.admitted(request, outcome, returnPath(naar));
    }
    return secondStepPage(request, withError({ naar }, ...problemWith(proof, outcome.problem)));
  });

  // What a passkey is asked, for the script of the page. Of the person who is half-way, or of whoever it is.
  staff.open.post(paths.staff.askPasskey(), async (request) => {
    const isSecond = request.query.stap === '2';
    const step = isSecond ? signingIn.secondStep(cookies.halfWayOf(request)) : undefined;
    if (isSecond && step === undefined) return undefined;
    const asked = await signingIn.askPasskey(senderOf(request), step?.member.id);
    if (asked.kind === 'too-many') throw tooMany(asked.seconds);
    return text('application/json; charset=utf-8', JSON.stringify(asked.options));
  });

  staff.open.post(paths.staff.signInByPasskey(), async (request, body) => {
    const { passkey, naar } = passkeyForm.parse(body);
    const outcome = await signingIn.signInByPasskey(passkey, senderOf(request), cookies.browserOf(request));
    if (outcome.kind === 'too-many') throw tooMany(outcome.seconds);
    if (outcome.kind === 'wrong') return invalid(signInPage(withError({ naar }, '', WRONG_PASSKEY)));
    return cookies.admitted(request, outcome, returnPath(naar));
  });

  staff.open.personal(paths.staff.setUp(':token'), (request) => {
    const token = tokenOf(request);
    const invitation = accounts.invitation(token);
    if (invitation === undefined) return page(pages.invitationGone({}), 404);
    return page(pages.setUp({ form: blankForm(), token, ...shown(invitation) }));
  });

  staff.open.post(paths.staff.setUp(':token'), async (request, body) => {
    const token = tokenOf(request);
    const invitation = accounts.invitation(token);
    if (invitation === undefined) return page(pages.invitationGone({}), 404);
    const read = readSetUp(invitation, body);
    const again = (form: Form) => invalid(pages.setUp({ form, token, ...shown(invitation) }));
    if (!read.ok) return again(read.form);
    const outcome = await accounts.setUp(token, read.person, read.password, cookies.browserOf(request));
    if (outcome.kind === 'unknown') return page(pages.invitationGone({}), 404);
    if (outcome.kind === 'signed-in') {
      sessions.leaveNotice(outcome.sessionId, { kind: 'welcome' });
    } else if (outcome.kind !== 'second-step') {
      return again(withError(body, 'password', PASSWORD_PROBLEMS[outcome.kind]));
    }
    return cookies.admitted(request, outcome, paths.staff.dashboard());
  });

  accountRoutes(staff, deps);
  factorRoutes(staff, deps);
  colleagueRoutes(staff, deps);

  function secondStepPage(request: Request, form: Form) {
    const step = signingIn.secondStep(cookies.halfWayOf(request));
    if (step === undefined) return seeOther(paths.staff.signIn());
    const { appSince, passkeys, codesLeft } = step.factors;
    const view = { form, app: appSince !== undefined, passkeys: passkeys.length > 0, codesLeft };
    return page(pages.secondStep(view), Object.keys(form.errors).length > 0 ? 422 : 200);
  }
}

function signInPage(form: Form) {
  const typed = /[?&]bewaard=/.test(form.values.naar ?? '');
  return pages.signIn({ form, typed });
}

function problemWith(proof: Proof, problem: Parameters<typeof codeProblemText>[0]): [string, string] {
  if ('recoveryCode' in proof) return ['herstelcode', WRONG_RECOVERY_CODE];
  return 'passkey' in proof ? ['', WRONG_PASSKEY] : ['code', codeProblemText(problem)];
}

function tokenOf(request: Request): string {
  return String(request.params.token);
}

function shown({ person, clearsFactors }: Invitation) {
  return { person: person && { name: person.name, email: person.address.typed }, clearsFactors };
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
