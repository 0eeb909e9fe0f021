import { paths } from '../paths.ts';
import type { RateLimits } from '../rate-limits/rate-limits.ts';
import { blankForm, type Form, readForm } from '../web/form.ts';
import { isRobot, limitSender } from '../web/public-form.ts';
import { invalid, page, type Reply, seeOther, text } from '../web/reply.ts';
import type { Routes } from '../web/router.ts';
import { CONSENT_WORDING } from './consent.ts';
import { askToLeaveForm, reasonForm, signUpForm } from './forms.ts';
import * as pages from './pages.ts';
import type { LinkState } from './sign-up.ts';
import type { Subscribers } from './subscribers.ts';

const ISSUES_SHOWN = 10;

export type SubscriberRoutesDeps = {
  subscribers: Subscribers;
  limits: RateLimits;
  archive: { list: () => pages.IssueLink[] };
};

/** Signing up, confirming and leaving. */
export function subscriberRoutes(
  routes: Routes,
  { subscribers, limits, archive }: SubscriberRoutesDeps,
): void {
  const { signUp, leave } = subscribers;

  routes.cached(paths.newsletter(), () => page(newsletterPage(blankForm())));

  routes.post(paths.newsletter(), (request, body) => {
    limitSender(limits, request);
    const form = readForm(signUpForm, body);
    if (!form.ok) return invalid(newsletterPage(form.form));
    if (!isRobot(body)) {
      const { naam: name, email: address, pagina } = form.value;
      signUp.request({ name, address, form: pagina });
    }
    return seeOther(paths.signedUp());
  });

  routes.cached(paths.signedUp(), () => page(pages.signedUp({})));

  routes.personal(paths.confirm(':token'), (request) => {
    const token = String(request.params.token);
    return linkPage(signUp.stateOfLink(token), token);
  });

  routes.post(paths.confirm(':token'), (request) => {
    const token = String(request.params.token);
    const outcome = signUp.confirm(token);
    return outcome === 'confirmed' ? seeOther(paths.confirmed()) : linkPage(outcome, token);
  });

  routes.post(paths.confirmAgain(':token'), (request) => {
    limitSender(limits, request);
    const outcome = signUp.requestAgain(String(request.params.token));
    return outcome === 'requested' ? seeOther(paths.signedUp()) : page(pages.unknownLink({}), 404);
  });

  routes.cached(paths.confirmed(), () => page(pages.confirmed({})));

  routes.cached(paths.askToLeave(), () => page(pages.askToLeave({ form: blankForm() })));

  routes.post(paths.askToLeave(), (request, body) => {
    limitSender(limits, request);
    const form = readForm(askToLeaveForm, body);
    if (!form.ok) return invalid(pages.askToLeave({ form: form.form }));
    if (!isRobot(body)) signUp.requestLeaveLink(form.value.email, paths.askToLeave());
    return seeOther(paths.askedToLeave());
  });

  routes.cached(paths.askedToLeave(), () => page(pages.askedToLeave({})));

  routes.personal(paths.leave(':token'), (request) => {
    const token = String(request.params.token);
    const state = leave.stateOfLink(token);
    if (state === 'unknown') return page(pages.unknownLink({}), 404);
    return page(state === 'subscribed' ? pages.leave({ token }) : pages.notSubscribed({}));
  });

  // RFC 8058: a mail program posts this by itself, without cookies or a page to go back to.
  routes.post(paths.leave(':token'), (request, body) => {
    const token = String(request.params.token);
    const oneClick = body['List-Unsubscribe'] === 'One-Click';
    const outcome = leave.leave(token, oneClick ? 'one-click' : 'link');
    if (outcome.kind === 'unknown') return page(pages.unknownLink({}), 404);
    if (oneClick) return text('text/plain', 'U bent afgemeld.\n');
    return seeOther(outcome.kind === 'left' ? paths.left(outcome.undoToken) : paths.leave(token));
  });

  routes.personal(paths.left(':token'), (request) => {
    const token = String(request.params.token);
    const state = leave.stateOfLeaving(token);
    return state ? page(pages.left({ token, state, form: blankForm() })) : page(pages.unknownLink({}), 404);
  });

  routes.post(paths.undoLeaving(':token'), (request) => {
    const token = String(request.params.token);
    const outcome = leave.undo(token);
    return outcome === 'unknown' ? page(pages.unknownLink({}), 404) : seeOther(paths.left(token));
  });

  routes.post(paths.leavingReason(':token'), (request, body) => {
    const token = String(request.params.token);
    const state = leave.stateOfLeaving(token);
    if (state === undefined) return page(pages.unknownLink({}), 404);
    const form = readForm(reasonForm, body);
    if (!form.ok) return invalid(pages.left({ token, state, form: form.form }));
    leave.giveReason(token, form.value.reden, form.value.toelichting);
    return seeOther(paths.left(token));
  });

  function newsletterPage(form: Form) {
    const issues = archive.list().slice(0, ISSUES_SHOWN);
    return pages.newsletter({ form, wording: CONSENT_WORDING, issues });
  }
}

function linkPage(state: LinkState, token: string): Reply {
  switch (state) {
    case 'open':
      return page(pages.confirm({ token }));
    case 'expired':
      return page(pages.confirmExpired({ token }), 410);
    case 'already-subscribed':
      return page(pages.alreadySubscribed({}));
    case 'withdrawn':
      return page(pages.linkWithdrawn({}), 410);
    case 'unknown':
      return page(pages.unknownLink({}), 404);
  }
}
