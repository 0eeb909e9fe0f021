import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LABEL_SHEETS, type LabelSheet, labelsOn } from '../../src/paper/label-sheet.ts';
import { labelsFile, labelTestFile, PADDING } from '../../src/paper/labels.ts';
import { textIn, type Word, wholeOf, wordsIn } from '../support/pdf.ts';
import { hasProgram } from '../support/programs.ts';
import { HEAD, NEAR, sheets } from './sheets.ts';

const readable = hasProgram('pdftotext', '-v');
const [L7160] = LABEL_SHEETS as [LabelSheet, ...LabelSheet[]];
const AT_HOME = { x: 0, y: 0 };

/** The measures as their makers publish them, apart from the program's own. */
const PUBLISHED = [
  ['L7160', 3, 7, 7.2, 15.15, 66.04, 38.1, 38.1],
  ['L7163', 2, 7, 4.67, 15.15, 101.6, 38.1, 38.1],
  ['3659', 2, 6, 8, 21.6, 97, 42.3, 42.3],
  ['3474', 3, 8, 0, 0.5, 70, 37, 37],
] as const;

function print(
  labels: string[][],
  run: { sheet?: LabelSheet; start?: number; offset?: typeof AT_HOME } = {},
) {
  return wholeOf(labelsFile(sheets, { ...HEAD, sheet: L7160, start: 1, offset: AT_HOME, labels, ...run }));
}

describe.skipIf(!readable)('A sheet of labels', () => {
  it.each(PUBLISHED)(
    'of %s has its text within 0.3 mm of the measure, on every label',
    async (code, columns, rows, left, top, pitchX, pitchY, height) => {
      const sheet = LABEL_SHEETS.find((candidate) => candidate.code === code) as LabelSheet;
      const count = columns * rows;
      const pdf = await print(
        Array.from({ length: count + 1 }, (_, number) => [
          `Naam${number}`,
          `Straat${number}`,
          `Stad${number}`,
        ]),
        { sheet },
      );
      const words = wordsIn(pdf);
      for (let place = 0; place < count; place += 1) {
        const [name, town] = [wordOf(words, `Naam${place}`), wordOf(words, `Stad${place}`)];
        const middle = top + Math.floor(place / columns) * pitchY + height / 2;
        expect(Math.abs(name.left - (left + (place % columns) * pitchX + PADDING))).toBeLessThan(NEAR);
        expect(Math.abs((name.top + town.bottom) / 2 - middle)).toBeLessThan(NEAR);
        expect(name.page).toBe(1);
      }
      expect(wordOf(words, `Naam${count}`)).toMatchObject({ page: 2 });
      expect(Math.abs(wordOf(words, `Naam${count}`).left - (left + PADDING))).toBeLessThan(NEAR);
    },
  );

  it('begins at any label of a part-used sheet, and moves by what the printer is off', async () => {
    const words = wordsIn(await print([['Eerste'], ['Tweede']], { start: 6, offset: { x: 1.5, y: -2 } }));
    const [first, second] = [wordOf(words, 'Eerste'), wordOf(words, 'Tweede')];
    expect(Math.abs(first.left - (7.2 + 2 * 66.04 + PADDING + 1.5))).toBeLessThan(NEAR);
    expect(Math.abs((first.top + first.bottom) / 2 - (15.15 + 1.5 * 38.1 - 2))).toBeLessThan(NEAR);
    expect(Math.abs(second.left - (7.2 + PADDING + 1.5))).toBeLessThan(NEAR);
    expect(second.top - first.top).toBeCloseTo(38.1, 0);
  });

  it('prints Polish, Turkish and Frisian names right', async () => {
    const text = textIn(await print([['Łukasz Zażółć-Çağrı Grûsert', 'Fjûrtsjewei 1', '1234 AB  LJOUWERT']]));
    expect(text).toContain('Łukasz Zażółć-Çağrı Grûsert');
  });

  it('keeps whatever is printed inside its label, and never loses the last line', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...LABEL_SHEETS),
        fc.array(fc.string({ unit: 'grapheme', maxLength: 320 }), { minLength: 1, maxLength: 4 }),
        async (sheet, lines) => {
          const words = wordsIn(await print([[...lines, '1234 AB  EINDSTAD']], { sheet }));
          expect(words.at(-1)?.text).toBe('EINDSTAD');
          for (const word of words) {
            expect(word.left).toBeGreaterThanOrEqual(sheet.left - NEAR);
            expect(word.right).toBeLessThanOrEqual(sheet.left + sheet.width + NEAR);
            expect(word.top).toBeGreaterThanOrEqual(sheet.top - NEAR);
            expect(word.bottom).toBeLessThanOrEqual(sheet.top + sheet.height + NEAR);
          }
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);

  it('prints the name of 300 characters smaller, and cuts it before street and town', async () => {
    const text = textIn(await print([['Xaverius '.repeat(34).trim(), 'Dorpsstraat 12a', '1234 AB  ZWOLLE']]));
    expect(text).toContain('Dorpsstraat 12a');
    expect(text).toMatch(/ZWOLLE/);
    expect(text).toContain('…');
  });

  it('has a test sheet with every label on its place', async () => {
    const words = wordsIn(await wholeOf(labelTestFile(sheets, { ...HEAD, sheet: L7160, offset: AT_HOME })));
    const numbers = words.filter(({ text }) => /^\d+$/.test(text)).map(({ text }) => Number(text));
    expect(numbers).toEqual(expect.arrayContaining([1, labelsOn(L7160)]));
    const last = words.findLast(({ text }) => text === 'Etiket') as Word;
    expect(Math.abs(last.left - (7.2 + 2 * 66.04 + PADDING))).toBeLessThan(NEAR);
  });

  it('of 5,000 addresses takes less than 5 seconds of work, and lets others go first in between', async () => {
    const labels = Array.from({ length: 5000 }, (_, number) => [
      ...[`Łukasz Zając-${number}`, 'Stichting De Brug', `Dorpsstraat ${number}`, '1234 AB  LJOUWERT'],
    ]);
    // The processor's time, since other programs may be busy on the machine: the clock is the benchmark's.
    const before = process.cpuUsage();
    let turns = 0;
    const others = setInterval(() => (turns += 1), 1);
    const pdf = await print(labels);
    clearInterval(others);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(5000);
    expect(turns).toBeGreaterThan(50);
    expect(pdf.subarray(0, 8).toString()).toBe('%PDF-1.7');
  }, 60_000);
});

function wordOf(words: Word[], text: string): Word {
  const word = words.find((candidate) => candidate.text === text);
  if (word === undefined) throw new Error(`${text} is not printed`);
  return word;
}
