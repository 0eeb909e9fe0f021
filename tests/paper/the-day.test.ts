import { describe, expect, it } from 'vitest';
import { BADGES, badgesFile } from '../../src/paper/badges.ts';
import { doorListFile } from '../../src/paper/door-list.ts';
import { textIn, wholeOf, wordsIn } from '../support/pdf.ts';
import { hasProgram } from '../support/programs.ts';
import { HEAD, sheets } from './sheets.ts';

const readable = hasProgram('pdftotext', '-v');

describe.skipIf(!readable)('Name badges', () => {
  it('have the first name large, and stay within their marks whatever somebody is called', async () => {
    const badges = [
      { first: 'Łukasz', rest: 'Zając', organisation: 'Stichting De Brug' },
      {
        first: 'Maximiliaan-Alexander-Constantijn',
        rest: 'van der Berg-Hoogstraten',
        organisation: 'x'.repeat(200),
      },
      ...Array.from({ length: 9 }, () => ({ first: 'Umut', rest: '', organisation: '' })),
    ];
    const words = wordsIn(await wholeOf(badgesFile(sheets, { ...HEAD, meeting: 'AlliantieRaad', badges })));
    const first = words.find(({ text }) => text === 'Łukasz');
    const rest = words.find(({ text }) => text === 'Zając');
    const heightOf = (word: typeof first) => (word?.bottom ?? 0) - (word?.top ?? 0);
    expect(heightOf(first)).toBeGreaterThan(1.8 * heightOf(rest));
    for (const word of words) {
      const column = word.left > BADGES.left + BADGES.width ? 1 : 0;
      expect(word.left).toBeGreaterThan(BADGES.left + column * BADGES.width);
      expect(word.right).toBeLessThan(BADGES.left + (column + 1) * BADGES.width);
    }
    expect(words.filter(({ text }) => text === 'AlliantieRaad')).toHaveLength(11);
    expect(words.at(-1)?.page).toBe(2);
  });
});

describe.skipIf(!readable)('The list for the door', () => {
  it('has everybody in the order given, with who comes along under them, page by page', async () => {
    const rows = Array.from({ length: 60 }, (_, number) => ({
      name: `Vries, Anna${number} de`,
      about: 'Stichting De Brug',
      guests: number === 3 ? ['Piet Gast'] : [],
    }));
    const pdf = await wholeOf(
      doorListFile(sheets, { ...HEAD, meeting: 'AlliantieRaad', about: '16 april', rows, footer: 'Gemaakt' }),
    );
    const text = textIn(pdf);
    const order = Array.from(text.matchAll(/Anna(\d+) de(?! *$)/gm), ([, number]) => Number(number));
    expect(order.filter((number, index) => order.indexOf(number) === index)).toEqual(
      rows.map((_, index) => index),
    );
    expect(text).toMatch(/Piet Gast +komt mee met Vries, Anna3 de/);
    expect(text).toContain('Bladzijde 3 van 3');
  });
});
