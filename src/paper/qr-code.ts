import { encode } from 'uqr';
import type { Area } from '../pdf/sheet.ts';

/** White around a QR code, in modules (ISO/IEC 18004 §6.3.8). */
const QUIET = 4;

/**
 * A QR code as the dark rectangles of a square of this size, the white around it included. It can still
 * be read when 15% of it is damaged (level M).
 */
export function qrCode(text: string, left: number, top: number, size: number): Area[] {
  const { data } = encode(text, { ecc: 'M', border: 0 });
  const module = size / (data.length + 2 * QUIET);
  return data.flatMap((row, y) =>
    runsOf(row).map(([from, length]) => ({
      left: left + (QUIET + from) * module,
      top: top + (QUIET + y) * module,
      width: length * module,
      height: module,
    })),
  );
}

/** Where dark modules stand beside each other: from which, and how many. */
function runsOf(row: boolean[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const [place, dark] of row.entries()) {
    const last = runs.at(-1);
    if (!dark) continue;
    if (last !== undefined && last[0] + last[1] === place) last[1] += 1;
    else runs.push([place, 1]);
  }
  return runs;
}
