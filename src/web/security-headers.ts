import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * The headers of every answer. The policy allows nothing inline and nothing from elsewhere; a page
 * that has to show mail (inline styles) sets a policy of its own, in a sandbox.
 */
export function securityHeaders(secure: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        frameSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    // `no-referrer` would make browsers send `Origin: null` with our own forms.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: secure ? { maxAge: 63072000, includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
    xPoweredBy: true,
  });
}

/**
 * The policy of a mail that is shown in a frame: its own inline styles, and nothing else at all. Its
 * links open a page of their own, outside the sandbox, where the buttons work again.
 */
export const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";
