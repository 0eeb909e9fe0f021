import { describe, expect, it } from 'vitest';
import { ENVELOPES, type Envelope } from '../../src/paper/envelope.ts';
import { envelopeTestFile, type Letter, lettersFile } from '../../src/paper/letters.ts';
import { qrCodesIn, textIn, wholeOf, wordsIn } from '../support/pdf.ts';
import { hasProgram } from '../support/programs.ts';
import { HEAD, sheets } from './sheets.ts';

const readable = hasProgram('pdftotext', '-v');
const scans = hasProgram('zbarimg', '--version');
const AT_HOME = { x: 0, y: 0 };
const [DL] = ENVELOPES as [Envelope, ...Envelope[]];
const LINK = `https://www.alliantie.example/uitnodiging/${'aB3_'.repeat(11).slice(0, 43)}`;
const UMUT: Letter = {
  address: ['Umut Özdemir en Łukasz Zając', 'Stichting De Brug', 'Dorpsstraat 12a', '1234 AB  LJOUWERT'],
  salutation: 'Beste Umut en Łukasz,',
  link: LINK,
  code: 'BCD-2345-FGH',
};
const RUN = {
  ...HEAD,
  envelope: DL,
  offset: AT_HOME,
  sender: ['Sociale Alliantie', 'Postbus 2758', '3500 GT Utrecht'],
  date: '5 maart 2026',
  subject: 'AlliantieRaad voorjaar 2026',
  paragraphs: ['Graag nodigen wij u uit.'],
  facts: [{ term: 'Wanneer', text: 'donderdag 16 april 2026' }],
  answer: { title: 'Komt u?', sentences: ['Laat het ons weten.'], address: 'alliantie.example/uitnodiging' },
  closing: ['Met vriendelijke groet,'],
};

describe.skipIf(!readable)('A letter', () => {
  it.each(ENVELOPES)(
    'for $name shows its whole address in the window, wherever it slides',
    async (envelope) => {
      const words = wordsIn(await wholeOf(lettersFile(sheets, { ...RUN, envelope, letters: [UMUT] })));
      const parts = new Set(UMUT.address.flatMap((line) => line.split(/\s+/)));
      const block = words.filter(({ text, top }) => parts.has(text) && top < 90);
      expect(block.length).toBe(13);
      const { width, height, window } = envelope;
      for (const slidRight of [0, width - 210]) {
        for (const slidDown of [0, height - 99]) {
          for (const word of block) {
            expect(word.left + slidRight).toBeGreaterThan(window.left);
            expect(word.right + slidRight).toBeLessThan(window.left + window.width);
            expect(word.top + slidDown).toBeGreaterThan(height - window.bottom - window.height);
            expect(word.bottom + slidDown).toBeLessThan(height - window.bottom);
          }
          const others = words.filter((word) => !block.includes(word) && word.page === 1);
          const inWindow = others.filter(
            (word) =>
              word.right + slidRight > window.left &&
              word.left + slidRight < window.left + window.width &&
              word.bottom + slidDown > height - window.bottom - window.height &&
              word.top + slidDown < height - window.bottom,
          );
          expect(inWindow.map(({ text }) => text)).toEqual([]);
        }
      }
    },
  );

  it('keeps the order of PostNL: postcode, two spaces, town in capitals', async () => {
    const pdf = await wholeOf(lettersFile(sheets, { ...RUN, letters: [UMUT] }));
    expect(textIn(pdf)).toMatch(/Dorpsstraat 12a\n+ *1234 AB +LJOUWERT/);
    const [figures, letters, town] = ['1234', 'AB', 'LJOUWERT'].map((part) =>
      wordsIn(pdf).find(({ text }) => text === part),
    );
    const gap = (one: typeof town, other: typeof town) => (other?.left ?? 0) - (one?.right ?? 0);
    expect(gap(letters, town)).toBeCloseTo(2 * gap(figures, letters), 1);
  });

  it.skipIf(!scans)(
    'carries a QR code that another decoder reads, and the code to type beside it',
    async () => {
      const pdf = await wholeOf(lettersFile(sheets, { ...RUN, letters: [UMUT] }));
      expect(qrCodesIn(pdf)).toEqual([LINK]);
      expect(textIn(pdf)).toContain('BCD-2345-FGH');
    },
  );

  it('goes on over a second page where the text is long, and keeps its code with it', async () => {
    const paragraphs = Array.from({ length: 40 }, (_, number) => `Alinea ${number} met een zin.`);
    const pdf = await wholeOf(
      lettersFile(sheets, { ...RUN, paragraphs, letters: [UMUT, { ...UMUT, code: 'XYZ-2345-FGH' }] }),
    );
    const words = wordsIn(pdf);
    expect(words.find(({ text }) => text === 'BCD-2345-FGH')?.page).toBe(2);
    expect(words.find(({ text }) => text === 'XYZ-2345-FGH')?.page).toBe(4);
    expect(words.filter(({ text, page }) => text === 'Vervolg' && page % 2 === 0)).toHaveLength(2);
    for (const word of words) expect(word.bottom).toBeLessThan(292);
  });

  it('has a test sheet that tells how to hold it against the envelope', async () => {
    const pdf = await wholeOf(envelopeTestFile(sheets, { ...HEAD, envelope: DL, offset: { x: 2, y: 3 } }));
    expect(textIn(pdf)).toContain('Ziet u het hele rode kader?');
    expect(wordsIn(pdf).find(({ text }) => text === 'Naam')?.left).toBeCloseTo(24, 0);
  });
});
