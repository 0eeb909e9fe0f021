/**
 * A cell that begins like this is a formula to Excel, Calc and Sheets; what is guarded already is guarded
 * once more, so that taking the guard off gives back exactly what was there.
 */
const BEGINS_LIKE_A_FORMULA = /^'*[=+\-@\t\r\n]/;
const IS_GUARDED = /^'+[=+\-@\t\r\n]/;

/** Puts an apostrophe before what a spreadsheet would run as a formula. */
export function guardFormula(cell: string): string {
  return BEGINS_LIKE_A_FORMULA.test(cell) ? `'${cell}` : cell;
}

/** Takes that apostrophe off again. */
export function unguardFormula(cell: string): string {
  return IS_GUARDED.test(cell) ? cell.slice(1) : cell;
}
