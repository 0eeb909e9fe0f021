import { join } from 'node:path';
import PDFDocument from 'pdfkit';
import { LABEL_SHEETS, type LabelSheet, labelsOn } from '../src/paper/label-sheet.ts';
import { labelsFile } from '../src/paper/labels.ts';
import { createFonts } from '../src/pdf/fonts.ts';
import { createSheets } from '../src/pdf/sheet.ts';
import { PROGRAM } from '../src/services.ts';
import type { Benchmark } from './benchmark.ts';

const LABELS = 5000;
const LINES = 4;
const [SHEET] = LABEL_SHEETS as [LabelSheet, ...LabelSheet[]];

export const benchmark: Benchmark = {
  name: 'labels',
  unit: 'ms for 5,000',
  against: 'as many lines of text by pdfkit alone, in a font that it need not embed',
  promise: { atMost: 5000 },
  start: () => {
    const sheets = createSheets(createFonts(join(PROGRAM, 'assets/fonts')));
    const labels = Array.from({ length: LABELS }, (_, number) => [
      ...[`Łukasz Zając-${number}`, 'Stichting De Brug', `Dorpsstraat ${number}`, '1234 AB  LJOUWERT'],
    ]);
    return { measures: [{ name: 'labels', ours: () => ours(), limit }], stop: () => {} };

    async function ours(): Promise<number> {
      const start = performance.now();
      const head = {
        title: 'Etiketten',
        organisation: 'Sociale Alliantie',
        madeAt: '2026-03-05T10:00:00.000Z',
      };
      const file = labelsFile(sheets, { ...head, sheet: SHEET, start: 1, offset: { x: 0, y: 0 }, labels });
      let bytes = 0;
      for await (const piece of file) bytes += piece.length;
      if (bytes === 0) throw new Error('No labels');
      return performance.now() - start;
    }
  },
};

function limit(): number {
  const start = performance.now();
  const document = new PDFDocument({ size: 'A4', margin: 0, autoFirstPage: false });
  for (let label = 0; label < LABELS; label += 1) {
    if (label % labelsOn(SHEET) === 0) document.addPage();
    for (let line = 0; line < LINES; line += 1) {
      document.text(`Regel ${line} van ${label}`, 20, 20 + line * 12, { lineBreak: false });
    }
  }
  document.end();
  while (document.read() !== null) {}
  return performance.now() - start;
}
