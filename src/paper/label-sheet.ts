import type { Area } from '../pdf/sheet.ts';

/**
 * A sheet of labels as its maker sells it, on A4, in millimetres: where the first label lies, how large
 * each is, and how far it is from one to the next.
 */
export type LabelSheet = {
  code: string;
  name: string;
  columns: number;
  rows: number;
  width: number;
  height: number;
  left: number;
  top: number;
  pitchX: number;
  pitchY: number;
};

/** The sheets that can be printed on, by their makers' measures. */
export const LABEL_SHEETS: readonly LabelSheet[] = [
  {
    ...{ code: 'L7160', name: 'Avery L7160: 21 etiketten van 63,5 × 38,1 mm', columns: 3, rows: 7 },
    ...{ width: 63.5, height: 38.1, left: 7.2, top: 15.15, pitchX: 66.04, pitchY: 38.1 },
  },
  {
    ...{ code: 'L7163', name: 'Avery L7163: 14 etiketten van 99,1 × 38,1 mm', columns: 2, rows: 7 },
    ...{ width: 99.06, height: 38.1, left: 4.67, top: 15.15, pitchX: 101.6, pitchY: 38.1 },
  },
  {
    ...{ code: '3659', name: 'Avery 3659: 12 etiketten van 97 × 42,3 mm', columns: 2, rows: 6 },
    ...{ width: 97, height: 42.3, left: 8, top: 21.6, pitchX: 97, pitchY: 42.3 },
  },
  {
    ...{ code: '3474', name: 'Avery 3474: 24 etiketten van 70 × 37 mm', columns: 3, rows: 8 },
    ...{ width: 70, height: 37, left: 0, top: 0.5, pitchX: 70, pitchY: 37 },
  },
];

/** How many labels a sheet has. */
export function labelsOn({ columns, rows }: LabelSheet): number {
  return columns * rows;
}

/** Where a label lies; `place` counts from 0, row by row. */
export function labelArea(sheet: LabelSheet, place: number): Area {
  const column = place % sheet.columns;
  const row = Math.floor(place / sheet.columns);
  return {
    left: sheet.left + column * sheet.pitchX,
    top: sheet.top + row * sheet.pitchY,
    width: sheet.width,
    height: sheet.height,
  };
}
