import type { Area } from '../pdf/sheet.ts';
import { A4 } from '../pdf/sheet.ts';

/** An envelope and where its window is, in millimetres; the window's place is told from the left and the bottom. */
export type Envelope = {
  code: string;
  name: string;
  width: number;
  height: number;
  window: { left: number; bottom: number; width: number; height: number };
};

/** The window of DIN 680, 45 by 90 mm, 15 mm above the edge and 20 mm from the side. */
const WINDOW = { width: 90, height: 45, bottom: 15 };
const ASIDE = 20;
const DL = { width: 220, height: 110 };
const C56 = { width: 229, height: 114 };

/** The envelopes that letters can be made for. */
export const ENVELOPES: readonly Envelope[] = [
  { code: 'dl-links', name: 'DL (EA5/6), 110 × 220 mm, venster links', ...DL, window: left() },
  { code: 'dl-rechts', name: 'DL (EA5/6), 110 × 220 mm, venster rechts', ...DL, window: right(DL.width) },
  { code: 'c56-links', name: 'C5/6, 114 × 229 mm, venster links', ...C56, window: left() },
  { code: 'c56-rechts', name: 'C5/6, 114 × 229 mm, venster rechts', ...C56, window: right(C56.width) },
];

/** A sheet of A4 is folded twice: a third of it shows. */
export const FOLDED = A4.height / 3;

/**
 * The part of the sheet that shows through the window however the folded letter slides about in its
 * envelope: to the left or right, up or down.
 */
export function shownArea({ width, height, window }: Envelope): Area {
  const sideways = width - A4.width;
  const upwards = height - FOLDED;
  return {
    left: window.left,
    top: height - window.bottom - window.height,
    width: window.width - sideways,
    height: window.height - upwards,
  };
}

function left() {
  return { ...WINDOW, left: ASIDE };
}

function right(envelopeWidth: number) {
  return { ...WINDOW, left: envelopeWidth - ASIDE - WINDOW.width };
}
