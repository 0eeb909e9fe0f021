import fc from 'fast-check';
import { expect, it } from 'vitest';
import { guardFormula, unguardFormula } from '../../src/tables/formula-guard.ts';
import { openTable } from '../../src/tables/read-table.ts';
import { CSV_START, csvRow } from '../../src/tables/write-csv.ts';
import { writeXlsx } from '../../src/tables/write-xlsx.ts';
import { cellsOf, inChunks } from './reading.ts';

/** Any text without control characters, with what is special to CSV, formulas and XLSX far more often than by chance. */
const cell = fc
  .array(
    fc.oneof(
      fc.constantFrom("'", '"', ';', ',', '|', '\t', '\n', '=', '+', '-', '@', ' ', '_x0041_', '\uFEFF', 'é'),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''))
  .filter((text) => !/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\uFFFE\uFFFF]/.test(text));

/** A table whose rows are all as wide, each with something in it. */
const table = fc
  .integer({ min: 1, max: 5 })
  .chain((width) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }),
  )
  .map((rows) => rows.filter((row) => row.some((text) => text.trim() !== '')))
  .filter((rows) => rows.length > 0 && !/^sep=/i.test(rows[0]?.join('') ?? ''));

it('reads back from CSV exactly what it wrote', async () => {
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      expect(await cellsOf(CSV_START + rows.map(csvRow).join(''))).toEqual(rows);
    }),
    { numRuns: 300 },
  );
});

it('reads carriage returns in a cell back too', async () => {
  const rows = [
    ['a\r\nb', 'c\rd'],
    ['\r=1', '\t'],
  ];
  expect(await cellsOf(CSV_START + rows.map(csvRow).join(''))).toEqual(rows);
});

it('reads back from XLSX exactly what it wrote, but for what is empty at the end of a row', async () => {
  const filled = (rows: string[][]) => rows.map((row) => row.slice(0, row.findLastIndex(Boolean) + 1));
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const file = await writeXlsx('Lezers', [rows]);
      expect(filled((await cellsOf(file)) as string[][])).toEqual(filled(rows));
    }),
    { numRuns: 5, examples: [[[['', '!', '']]]] },
  );
}, 120_000);

it('guards whatever a spreadsheet would run, and takes exactly that guard off', () => {
  for (const formula of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', "'=1"]) {
    expect(guardFormula(formula)).toBe(`'${formula}`);
    expect(csvRow([formula])).toMatch(/^"?'/);
  }
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => unguardFormula(guardFormula(text)) === text),
  );
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/^[=+\-@\t\r]/.test(guardFormula(text))));
});

it('writes CSV that Excel in the Netherlands opens: UTF-8 with its mark, a semicolon, CRLF', () => {
  expect(
    CSV_START + csvRow(['E-mailadres', 'Naam']) + csvRow(['zoe@lezers.example', 'Zoë "Z"; Łukasik']),
  ).toBe('\uFEFFE-mailadres;Naam\r\nzoe@lezers.example;"Zoë ""Z""; Łukasik"\r\n');
});

it('never throws anything but an answer, whatever the bytes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      await cellsOf(bytes);
      await cellsOf(Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), bytes]));
    }),
    { numRuns: 10 },
  );
}, 120_000);

it('tells how the file was written', async () => {
  expect((await openTable(inChunks(await writeXlsx('Lezers', [[['a']]])))).format).toEqual({ kind: 'xlsx' });
});
