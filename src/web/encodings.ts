import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Request, Response } from 'express';

/** A body in each form that browsers ask for; each is made when it is first asked for. */
export type Encodings = { plain: Buffer; gzip: () => Buffer; brotli: () => Buffer };

/** Makes a body ready to be sent many times. `quality` is brotli's: 9 for what never changes, 5 for a page. */
export function encodingsOf(plain: Buffer, quality: number): Encodings {
  let gzip: Buffer | undefined;
  let brotli: Buffer | undefined;
  return {
    plain,
    gzip: () => (gzip ??= gzipSync(plain)),
    brotli: () =>
      (brotli ??= brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } })),
  };
}

/** Sends the smallest form that the browser takes. */
export function sendSmallest(request: Request, response: Response, { plain, gzip, brotli }: Encodings): void {
  response.vary('Accept-Encoding');
  const encoding = request.acceptsEncodings('br', 'gzip');
  if (encoding === 'br' || encoding === 'gzip') response.set('Content-Encoding', encoding);
  response.end(encoding === 'br' ? brotli() : encoding === 'gzip' ? gzip() : plain);
}
