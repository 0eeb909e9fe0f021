import type { Fonts } from './fonts.ts';
import { loadPdfkit } from './pdfkit.ts';
import { createPrintable } from './printable.ts';

/** What a file is called, whose it is, and when it was made. */
export type DocumentHead = { title: string; organisation: string; madeAt: string };

/** The colours of the house, on paper; `bars` are those at the top of a page. */
export const INKS = {
  ...{ ink: '#241a16', soft: '#54463e', line: '#84735f', brick: '#9c2812' },
  bars: ['#9c2812', '#0f666e', '#f0b545'],
} as const;

/** Opens a document on A4 in the house's type. `more` is what pdfkit has to know beside that. */
export function openDocument(head: DocumentHead, fonts: Fonts, more: PDFKit.PDFDocumentOptions) {
  const PDFDocument = loadPdfkit();
  const document = new PDFDocument({
    size: 'A4',
    pdfVersion: '1.7',
    lang: 'nl',
    displayTitle: true,
    // Without it pdfkit would open the first font anew for each piece of text; its types do not know null.
    font: null as unknown as string,
    info: { Title: head.title, Author: head.organisation, CreationDate: new Date(head.madeAt) },
    ...more,
  });
  document.registerFont('regular', fonts.regular).registerFont('bold', fonts.bold);
  return { document, printable: createPrintable(document.font('regular')) };
}
