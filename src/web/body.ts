import type { Request, RequestHandler } from 'express';
import express from 'express';
import { HttpError } from './errors.ts';

/** What a form sent: field names with their first value. */
export type FormBody = Record<string, string>;

const LIMIT = '64kb';
const FORM_TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/** Reads the raw body of a form of at most 64 KB; a longer one is refused with 413 by the reader itself. */
export const readRawBody: RequestHandler = express.raw({ limit: LIMIT, type: FORM_TYPES });

/**
 * What the form sent, after `readRawBody`. An empty body is an empty form.
 *
 * @throws {HttpError} 400 for a body that is no form or not valid UTF-8.
 */
export async function formBody(request: Request): Promise<FormBody> {
  const body: unknown = request.body;
  if (!Buffer.isBuffer(body)) {
    if (Number(request.headers['content-length'] ?? 0) > 0 || request.headers['transfer-encoding']) {
      throw new HttpError(400);
    }
    return {};
  }
  const entries = request.is('multipart/form-data') ? await multipart(request, body) : urlEncoded(body);
  const form: FormBody = Object.create(null);
  for (const [name, value] of entries) form[name] ??= value;
  return form;
}

function urlEncoded(body: Buffer): [string, string][] {
  const text = utf8(body);
  if (/%(?![0-9a-f]{2})/i.test(text)) throw new HttpError(400);
  const pairs = text.split('&').filter((pair) => pair !== '');
  return pairs.map((pair) => {
    const [name = '', ...rest] = pair.split('=');
    return [decode(name), decode(rest.join('='))];
  });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new HttpError(400);
  }
}

async function multipart(request: Request, body: Buffer): Promise<[string, string][]> {
  const type = request.headers['content-type'] ?? '';
  try {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
    return [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  } catch {
    throw new HttpError(400);
  }
}

function utf8(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new HttpError(400);
  }
}
