import { INKS } from '../pdf/document.ts';
import type { Area, SheetHead, Sheets } from '../pdf/sheet.ts';
import { A4 } from '../pdf/sheet.ts';
import { drawAddress } from './address-block.ts';
import { type LabelSheet, labelArea, labelsOn } from './label-sheet.ts';

/** How a printer's own deviation is made good: millimetres to the right and down. */
export type Offset = { x: number; y: number };

export type LabelRun = SheetHead & {
  sheet: LabelSheet;
  /** The first label that is still on the sheet, from 1. */
  start: number;
  offset: Offset;
  /** The lines of each address. */
  labels: Iterable<string[]>;
};

/** Between a label's edge and its text. On the outermost ones most printers leave 4 mm white. */
export const PADDING = 5;

/** Address labels as a PDF. */
export function labelsFile(sheets: Sheets, run: LabelRun): AsyncGenerator<Buffer> {
  const paper = sheets(run);
  return paper.write(draw());

  function* draw(): Generator<void> {
    const places = labelsOn(run.sheet);
    let place = Math.min(Math.max(run.start, 1), places) - 1;
    paper.page();
    for (const lines of run.labels) {
      if (place === places) {
        yield;
        paper.page();
        place = 0;
      }
      drawAddress(paper, lines, inside(moved(labelArea(run.sheet, place), run.offset)));
      place += 1;
    }
    yield;
  }
}

/** One sheet with the outline of every label, to be held against a sheet of labels before a light. */
export function labelTestFile(
  sheets: Sheets,
  run: Omit<LabelRun, 'labels' | 'start'>,
): AsyncGenerator<Buffer> {
  const paper = sheets(run);
  return paper.write(draw());

  function* draw(): Generator<void> {
    paper.page();
    for (let place = 0; place < labelsOn(run.sheet); place += 1) {
      const area = moved(labelArea(run.sheet, place), run.offset);
      paper.box(area);
      const text = inside(area);
      paper.text(`Etiket ${place + 1}`, text.left, text.top, { font: 'bold', size: 11 });
      for (const [index, line] of TEST_LINES.entries()) {
        paper.text(line, text.left, text.top + 6 + index * 4, {
          font: 'regular',
          size: 8,
          colour: INKS.soft,
        });
      }
    }
    yield;
  }
}

const TEST_LINES = [
  'Druk dit af op gewoon papier, op 100%.',
  'Houd het met een vel etiketten tegen het licht.',
  'Valt een lijn niet op een rand? Meet hoeveel mm.',
];

function moved(area: Area, { x, y }: Offset): Area {
  return { ...area, left: area.left + x, top: area.top + y };
}

function inside({ left, top, width, height }: Area): Area {
  const right = Math.min(left + width - PADDING, A4.width - PADDING);
  return { left: left + PADDING, top: top + 2, width: right - left - PADDING, height: height - 4 };
}
