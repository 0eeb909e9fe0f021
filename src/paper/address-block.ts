import type { Area, Sheet, Type } from '../pdf/sheet.ts';

/** From as large as reads well to as small as sorting machines still read. */
const SIZES = [11, 10.5, 10, 9.5, 9];
/** Where a line has to be broken. */
const BROKEN_SIZES = [10, 9, 8];
const SMALLEST = typeOf(8);

/**
 * Draws an address in an area, in the middle of its height. What is too wide is printed smaller, then
 * broken, and what then still is too much is cut: in the longest line, so that street and town stay whole.
 */
export function drawAddress(sheet: Sheet, lines: string[], area: Area): void {
  const { shown, type } = arrange(sheet, lines, area);
  const step = sheet.heightOf(type);
  const top = area.top + (area.height - shown.length * step) / 2;
  for (const [index, line] of shown.entries()) sheet.text(line, area.left, top + index * step, type);
}

type Arranged = { shown: string[]; type: Type };

function arrange(sheet: Sheet, lines: string[], { width, height }: Area): Arranged {
  const mostLines = (type: Type) => Math.floor(height / sheet.heightOf(type));
  for (const type of SIZES.map(typeOf)) {
    const narrow = lines.every((line) => sheet.widthOf(line, type) <= width);
    if (narrow && lines.length <= mostLines(type)) return { shown: lines, type };
  }
  for (const type of BROKEN_SIZES.map(typeOf)) {
    const shown = lines.flatMap((line) => sheet.wrap(line, width, type));
    if (shown.length <= mostLines(type)) return { shown, type };
  }
  const pieces = lines.map((line) => sheet.wrap(line, width, SMALLEST));
  return { shown: shortened(pieces, mostLines(SMALLEST)), type: SMALLEST };
}

/** Takes from the line with the most pieces, and marks where it was cut. */
function shortened(pieces: string[][], most: number): string[] {
  while (pieces.flat().length > most) {
    const longest = pieces.reduce((one, other) => (other.length > one.length ? other : one));
    if (longest.length < 2) break;
    longest.pop();
    longest.push(`${longest.pop()?.replace(/.?…?$/u, '')}…`);
  }
  return pieces.flat().slice(0, Math.max(1, most));
}

function typeOf(size: number): Type {
  return { font: 'regular', size };
}
