import { pipeline, Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { Request, Response } from 'express';
import express from 'express';
import { type FormBody, formBody, readRawBody } from './body.ts';
import { errorReply } from './errors.ts';
import { type PageCache, sendCachedPage } from './page-cache.ts';
import { queryText } from './query.ts';
import type { Reply } from './reply.ts';
import type { Frame, Notice, Renderer } from './view.ts';

/** A handler reads the request, calls one verb and answers; undefined means that there is no such thing (404). */
export type Answer = Reply | undefined;
export type Handle = (request: Request) => Answer | Promise<Answer>;
export type FormHandle = (request: Request, body: FormBody) => Answer | Promise<Answer>;

/** What turning a reply into HTTP takes. */
export type Web = {
  renderer: Renderer;
  cache: PageCache;
  /** Called after each form: the worker may have something to do. */
  wake: () => void;
  /** Called after each public page that was asked for and shown. */
  viewed: (request: Request) => void;
  frame: (request: Request, staff?: Frame['staff'], notice?: Notice) => Frame;
};

const PERSONAL = { 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' };
const PAGE = 'text/html; charset=utf-8';
const SMALLEST_WORTH_COMPRESSING = 1000;

/** The addresses of one feature. GET answers HEAD too, and neither changes anything. */
export type Routes = ReturnType<typeof createRoutes>;

export function createRoutes(web: Web) {
  const router = express.Router();
  return { router, cached, get, personal, post };

  /** A page that is the same for everybody until the content changes. Only the query names given count. */
  function cached(path: string, handle: Handle, query: string[] = []): void {
    router.get(path, async (request, response) => {
      const key = cacheKey(request, query);
      const kept = web.cache.find(key);
      if (kept !== undefined) {
        sendCachedPage(request, response, kept);
        return noteView(request, kept.type);
      }
      const version = web.cache.version();
      const reply = (await handle(request)) ?? errorReply(404);
      const canBeKept = reply.kind === 'page' || reply.kind === 'text';
      if (!canBeKept || reply.status !== 200) return sendReply(web, request, response, reply);
      const body = reply.kind === 'page' ? web.renderer.page(reply.view, web.frame(request)) : reply.body;
      const type = reply.kind === 'page' ? PAGE : reply.type;
      sendCachedPage(request, response, web.cache.keep(key, version, reply.status, type, body));
      noteView(request, type);
    });
  }

  /** A page that anybody may see, made anew each time. */
  function get(path: string, handle: Handle): void {
    router.get(path, async (request, response) => {
      response.set('Cache-Control', 'no-cache');
      const reply = await handle(request);
      sendReply(web, request, response, reply);
      if (reply?.kind === 'page' && reply.status === 200) noteView(request, PAGE);
    });
  }

  /** A page that a browser has already and only asks after (304) is looked at all the same. */
  function noteView(request: Request, type: string): void {
    if (type === PAGE && request.method === 'GET') web.viewed(request);
  }

  /** A page for one person: kept nowhere, out of search engines. */
  function personal(path: string, handle: Handle): void {
    router.get(path, async (request, response) => {
      response.set(PERSONAL);
      sendReply(web, request, response, await handle(request));
    });
  }

  /** What a form sends. */
  function post(path: string, handle: FormHandle): void {
    router.post(path, readRawBody, async (request, response) => {
      response.set(PERSONAL);
      sendReply(web, request, response, await handle(request, await formBody(request)));
      web.wake();
    });
  }
}

/** Puts a reply on the wire. The only place where a reply becomes HTTP. */
export function sendReply(
  web: Web,
  request: Request,
  response: Response,
  answer: Answer,
  staff?: Frame['staff'],
  notice?: Notice,
): void {
  const reply = answer ?? errorReply(404);
  if (reply.kind === 'redirect') {
    for (const { cookie, kept } of reply.cookies ?? []) {
      if (kept) cookie.set(response, kept.value, kept.milliseconds);
      else cookie.clear(response);
    }
    response.redirect(reply.status, reply.to);
    return;
  }
  response.status(reply.status).set(reply.headers);
  if (reply.kind === 'stream') {
    response.type(reply.type);
    // What fails half-way breaks the connection off, so that nobody takes half a file for a whole one.
    pipeline(Readable.from(reply.body), response, () => {});
    return;
  }
  if (reply.status >= 400 && !response.get('Cache-Control')) response.set('Cache-Control', 'no-store');
  const body =
    reply.kind === 'page' ? web.renderer.page(reply.view, web.frame(request, staff, notice)) : reply.body;
  response.type(reply.kind === 'page' ? 'html' : reply.type);
  sendCompressed(request, response, Buffer.from(body));
}

function sendCompressed(request: Request, response: Response, body: Buffer): void {
  if (response.get('Content-Type')?.startsWith('image/')) {
    response.end(body);
    return;
  }
  response.vary('Accept-Encoding');
  const gzip = body.length > SMALLEST_WORTH_COMPRESSING && request.acceptsEncodings('gzip') === 'gzip';
  if (gzip) response.set('Content-Encoding', 'gzip');
  response.end(gzip ? gzipSync(body, { level: 4 }) : body);
}

function cacheKey(request: Request, query: string[]): string {
  return JSON.stringify([request.path, ...query.map((name) => queryText(request, name))]);
}
