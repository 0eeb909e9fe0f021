import { join } from 'node:path';
import { createFonts } from '../../src/pdf/fonts.ts';
import { createSheets } from '../../src/pdf/sheet.ts';

/** Sheets in the house's type. */
export const sheets = createSheets(createFonts(join(import.meta.dirname, '../../assets/fonts')));

export const HEAD = {
  title: 'Een proef',
  organisation: 'Sociale Alliantie',
  madeAt: '2026-03-05T10:00:00.000Z',
};

/** As near as text has to be to its measure. */
export const NEAR = 0.3;
