import { createRequire } from 'node:module';

/** Loads pdfkit with the first paper: it is large, each thread would hold it, and most days make no paper. */
export function loadPdfkit(): typeof import('pdfkit') {
  return createRequire(import.meta.url)('pdfkit');
}
