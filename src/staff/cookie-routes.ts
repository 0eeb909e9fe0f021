import type { Request } from 'express';
import type { Config } from '../config.ts';
import { paths } from '../paths.ts';
import { createCookie } from '../web/cookies.ts';
import { type RedirectReply, seeOther, withCookie, withoutCookie } from '../web/reply.ts';
import type { StaffRoutes } from '../web/staff-routes.ts';
import { type Admission, type Browser, DEVICE_TERM, HALF_TERM, type HalfSignedIn } from './entrance.ts';
import { KNOWN_AFTER, LONGEST } from './sessions.ts';

/** What a browser holds of the staff side, and gets to hold when somebody comes in. */
export type StaffCookies = ReturnType<typeof createStaffCookies>;

export function createStaffCookies({ cookie }: Pick<StaffRoutes, 'cookie'>, { secure }: Config) {
  // Tells that somebody of the staff signed in from this browser before.
  const deviceCookie = createCookie('apparaat', secure);
  // Tells that the password was right and the second step is to follow.
  const halfCookie = createCookie('inlogstap', secure);
  return { browserOf, halfWayOf, admitted };

  function browserOf(request: Request): Browser {
    const userAgent = request.headers['user-agent'] ?? '';
    return { userAgent, session: cookie.read(request), device: deviceCookie.read(request) };
  }

  function halfWayOf(request: Request): string {
    return halfCookie.read(request) ?? '';
  }

  /** In, to the page that was wanted; or on to the second step, with that page in its address. */
  function admitted(request: Request, outcome: Admission | HalfSignedIn, to: string): RedirectReply {
    if (outcome.kind === 'second-step') {
      const step = seeOther(`${paths.staff.secondStep()}?naar=${encodeURIComponent(to)}`);
      return withCookie(step, halfCookie, outcome.token, HALF_TERM);
    }
    // Longer than the session: whose it was decides who gets back what was typed in it.
    const inside = withCookie(seeOther(to), cookie, outcome.session, LONGEST + KNOWN_AFTER);
    const known = withCookie(inside, deviceCookie, outcome.device, DEVICE_TERM);
    return halfWayOf(request) === '' ? known : withoutCookie(known, halfCookie);
  }
}
