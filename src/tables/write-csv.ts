import { guardFormula } from './formula-guard.ts';

/** What a CSV file begins with, so that Excel reads it as UTF-8. */
export const CSV_START = '\uFEFF';

/** Quoted as soon as there is anything that another program could take for the end of a cell. */
const NEEDS_QUOTES = /[",;|\t\r\n]|^\s|\s$/;

/**
 * One row as Excel in the Netherlands opens it: `;` between the cells, CRLF behind them (RFC 4180 but for
 * the separator), and no cell that runs as a formula.
 */
export function csvRow(cells: string[]): string {
  return `${cells.map(csvCell).join(';')}\r\n`;
}

function csvCell(text: string): string {
  const cell = guardFormula(text);
  return NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
