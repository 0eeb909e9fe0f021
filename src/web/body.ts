import type { Request, RequestHandler } from 'express';
import express from 'express';
import { HttpError } from './errors.ts';

/** What a form sent: field names with their first value. */
export type FormBody = Record<string, string>;

const LIMIT = '64kb';
const FORM_TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/** Reads the raw body of a form of at most 64 KB; a longer one is refused with 413 by the reader itself. */
export const readRawBody: RequestHandler = express.raw({ limit: LIMIT, type: FORM_TYPES });

/** The same for staff, whose texts are long: at most 1 MB. */
export const readStaffBody: RequestHandler = express.raw({ limit: '1mb', type: FORM_TYPES });

/** The most that a file may be. A longer list goes in by the command line. */
export const UPLOAD_MEGABYTES = 32;

/** Reads the raw body of a form with a file. */
export const readUploadBody: RequestHandler = express.raw({
  limit: UPLOAD_MEGABYTES * 1024 * 1024,
  type: 'multipart/form-data',
});

/** A file that came with a form. */
export type UploadedFile = { name: string; bytes: Uint8Array };

/** What a form with a file sent: its fields, and the first file that is one. */
export type Upload = { body: FormBody; file: UploadedFile | undefined };

/**
 * What a form with a file sent, after `readUploadBody`. A field for a file that was left empty is no file.
 *
 * @throws {HttpError} 400 for a body that is no such form.
 */
export async function uploadBody(request: Request): Promise<Upload> {
  const raw: unknown = request.body;
  if (!Buffer.isBuffer(raw)) return { body: await formBody(request), file: undefined };
  const entries = await formEntries(request, raw);
  const body: FormBody = Object.create(null);
  for (const [name, value] of entries) if (typeof value === 'string') body[name] ??= value;
  const file = entries
    .map(([, value]) => value)
    .find((value) => typeof value !== 'string' && value.name !== '');
  if (file === undefined || typeof file === 'string') return { body, file: undefined };
  return { body, file: { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) } };
}

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
  const entries = await formEntries(request, body);
  return entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
}

async function formEntries(request: Request, body: Buffer): Promise<[string, string | File][]> {
  const type = request.headers['content-type'] ?? '';
  try {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
    return [...form];
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
