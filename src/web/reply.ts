import type { Cookie } from './cookies.ts';
import type { Notice, View } from './view.ts';

/** What a route answers: a value, turned into HTTP in one place (`router.ts`). */
export type Reply = PageReply | TextReply | StreamReply | RedirectReply;

export type PageReply = { kind: 'page'; status: number; view: View; headers: Record<string, string> };
export type TextReply = {
  kind: 'text';
  status: number;
  type: string;
  body: string | Buffer;
  headers: Record<string, string>;
};
/** A body that is made while it is sent, such as a long file: made at once it would keep other pages waiting. */
export type StreamReply = {
  kind: 'stream';
  status: number;
  type: string;
  body: AsyncIterable<string | Uint8Array>;
  headers: Record<string, string>;
};
export type RedirectReply = {
  kind: 'redirect';
  status: 303 | 308;
  to: string;
  notice?: Notice;
  cookies?: CookieChange[];
};

/** What a redirect does with a cookie of ours: has the browser keep a value for so long, or drop it. */
export type CookieChange = { cookie: Cookie; kept: { value: string; milliseconds: number } | undefined };

/** A page, with status 200 unless told otherwise. */
export function page(view: View, status = 200, headers: Record<string, string> = {}): PageReply {
  return { kind: 'page', status, view, headers };
}

/** A form that failed: the page again, with what was typed and what is wrong (WCAG 3.3.1). */
export function invalid(view: View): PageReply {
  return page(view, 422);
}

/** A body that is not a page. `type` is its media type. */
export function text(type: string, body: string | Buffer, headers: Record<string, string> = {}): TextReply {
  return { kind: 'text', status: 200, type, body, headers };
}

/** A file to keep, made while it is sent. `name` is plain ASCII. */
export function download(name: string, type: string, body: AsyncIterable<string | Uint8Array>): StreamReply {
  const headers = { 'Content-Disposition': `attachment; filename="${name}"` };
  return { kind: 'stream', status: 200, type, body, headers };
}

/** After a success: to a page that can be reloaded. A notice is told there once (staff pages only). */
export function seeOther(to: string, notice?: Notice): RedirectReply {
  return { kind: 'redirect', status: 303, to, ...(notice && { notice }) };
}

/** This address has moved for good. */
export function movedPermanently(to: string): RedirectReply {
  return { kind: 'redirect', status: 308, to };
}

/** The same redirect, with a cookie for the browser to keep. */
export function withCookie(
  reply: RedirectReply,
  cookie: Cookie,
  value: string,
  milliseconds: number,
): RedirectReply {
  return { ...reply, cookies: [...(reply.cookies ?? []), { cookie, kept: { value, milliseconds } }] };
}

/** The same redirect, with a cookie for the browser to drop. */
export function withoutCookie(reply: RedirectReply, cookie: Cookie): RedirectReply {
  return { ...reply, cookies: [...(reply.cookies ?? []), { cookie, kept: undefined }] };
}
