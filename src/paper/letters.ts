import { INKS } from '../pdf/document.ts';
import type { Area, Sheet, SheetHead, Sheets, Type } from '../pdf/sheet.ts';
import { A4 } from '../pdf/sheet.ts';
import { drawAddress } from './address-block.ts';
import { type Envelope, FOLDED, shownArea } from './envelope.ts';
import type { Offset } from './labels.ts';
import { qrCode } from './qr-code.ts';

/** One letter: what is different from the others. */
export type Letter = {
  /** The lines of the address. */
  address: string[];
  salutation: string;
  /** Where the QR code leads. */
  link: string;
  /** The code that can be typed instead. */
  code: string;
};

/** Letters with the same text. */
export type LetterRun = SheetHead & {
  envelope: Envelope;
  offset: Offset;
  /** Name, address, telephone of the sender. */
  sender: string[];
  date: string;
  subject: string;
  paragraphs: string[];
  /** When and where. */
  facts: { term: string; text: string }[];
  /** How to answer: the sentences beside the QR code, and where the code is typed. */
  answer: { title: string; sentences: string[]; address: string };
  closing: string[];
  letters: Iterable<Letter>;
};

const LEFT = 20;
const WIDTH = A4.width - 2 * LEFT;
const LINE = 5.2;
const BOTTOM = A4.height - 18;
const TERM = 28;
const QR = 36;
/** How wide the sender is beside the window. */
const BESIDE = 76;
const PLAIN: Type = { font: 'regular', size: 11 };
const BOLD: Type = { font: 'bold', size: 11 };
const SMALL: Type = { font: 'regular', size: 9, colour: INKS.soft };

/** Letters as a PDF, each with the address where the window of its envelope is. */
export function lettersFile(sheets: Sheets, run: LetterRun): AsyncGenerator<Buffer> {
  const paper = sheets(run);
  const text = flowOf(paper, run);
  return paper.write(draw());

  function* draw(): Generator<void> {
    for (const letter of run.letters) yield* drawLetter(paper, run, text, letter);
  }
}

/** What comes below the salutation, broken into lines once for all letters. */
type Piece = { term: string; lines: string[]; left: number; below: number };

function flowOf(paper: Sheet, { paragraphs, facts, closing }: LetterRun): Piece[] {
  const plain = (text: string, below: number): Piece => {
    return { term: '', lines: paper.wrap(text, WIDTH, PLAIN), left: LEFT, below };
  };
  return [
    ...paragraphs.map((paragraph) => plain(paragraph, 3)),
    ...facts.map(({ term, text }, index) => {
      const lines = paper.wrap(text, WIDTH - TERM, PLAIN);
      return { term, lines, left: LEFT + TERM, below: index === facts.length - 1 ? 3 : 0.8 };
    }),
    ...closing.map((line, index) => plain(line, index === closing.length - 1 ? 4 : 0)),
  ];
}

function* drawLetter(paper: Sheet, run: LetterRun, text: Piece[], letter: Letter): Generator<void> {
  paper.page();
  drawHead(paper, run, letter);
  let y = 120;
  paper.text(letter.salutation, LEFT, y, PLAIN);
  y += LINE + 3;
  for (const { term, lines, left, below } of text) {
    for (const [index, line] of lines.entries()) {
      if (y + LINE > BOTTOM) {
        yield;
        y = nextPage(paper, run);
      }
      if (index === 0) paper.text(term, LEFT, y, BOLD);
      paper.text(line, left, y, PLAIN);
      y += LINE;
    }
    y += below;
  }
  if (y + QR > BOTTOM) {
    yield;
    y = nextPage(paper, run);
  }
  drawAnswer(paper, run, letter, y);
  yield;
}

function drawHead(paper: Sheet, run: LetterRun, { address }: Letter): void {
  paper.bars({ left: 0, top: 0, width: A4.width, height: 3 });
  const shown = shownArea(run.envelope);
  const besideLeft = shown.left < A4.width / 2 ? Math.max(shown.left + shown.width + 12, 122) : LEFT;
  const [name = '', ...rest] = run.sender;
  paper.text(name, LEFT, 14, { font: 'bold', size: 17, colour: INKS.brick });
  for (const [index, line] of rest.entries()) {
    paper.text(paper.cut(line, BESIDE, SMALL), besideLeft, 32 + index * 4.2, SMALL);
  }
  const { x, y } = run.offset;
  drawAddress(paper, address, {
    ...shown,
    left: shown.left + x + 2,
    top: shown.top + y,
    width: shown.width - 4,
  });
  for (const fold of [FOLDED, 2 * FOLDED]) paper.rule([0, fold], [4, fold]);
  paper.text(run.date, LEFT, 101.5, PLAIN);
  paper.text(run.subject, LEFT, 108.5, { font: 'bold', size: 14 });
}

function nextPage(paper: Sheet, { subject }: LetterRun): number {
  paper.page();
  paper.bars({ left: 0, top: 0, width: A4.width, height: 3 });
  paper.text(`Vervolg van ‘${subject}’`, LEFT, 14, SMALL);
  return 26;
}

function drawAnswer(paper: Sheet, { answer }: LetterRun, { link, code }: Letter, top: number): void {
  const frame: Area = { left: LEFT, top, width: WIDTH, height: QR };
  paper.box(frame, INKS.ink, 0.4);
  paper.squares(qrCode(link, LEFT + 1, top + 1, QR - 2));
  const left = LEFT + QR + 3;
  const width = WIDTH - QR - 6;
  paper.text(answer.title, left, top + 3, { font: 'bold', size: 12 });
  let y = top + 9;
  for (const line of answer.sentences.flatMap((sentence) => paper.wrap(sentence, width, SENTENCE))) {
    paper.text(line, left, y, SENTENCE);
    y += 4.4;
  }
  const foot = top + QR - 10;
  paper.text(answer.address, left, foot + 1.2, BOLD);
  paper.text(code, left + width - paper.widthOf(code, CODE), foot, CODE);
}

const SENTENCE: Type = { font: 'regular', size: 10 };
const CODE: Type = { font: 'bold', size: 16 };

/** One sheet with the window of an envelope, to be folded, put in it and looked at. */
export function envelopeTestFile(
  sheets: Sheets,
  run: SheetHead & { envelope: Envelope; offset: Offset },
): AsyncGenerator<Buffer> {
  const paper = sheets(run);
  return paper.write(draw());

  function* draw(): Generator<void> {
    paper.page();
    const shown = shownArea(run.envelope);
    const area = { ...shown, left: shown.left + run.offset.x, top: shown.top + run.offset.y };
    paper.box(area, INKS.brick, 0.3);
    drawAddress(paper, SAMPLE, { ...area, left: area.left + 2, width: area.width - 4 });
    for (const fold of [FOLDED, 2 * FOLDED]) paper.rule([0, fold], [A4.width, fold]);
    paper.text(run.envelope.name, LEFT, 110, { font: 'bold', size: 14 });
    for (const [index, line] of HOW_TO_TEST.entries()) paper.text(line, LEFT, 120 + index * 6, PLAIN);
    yield;
  }
}

const SAMPLE = ['Naam van de ontvanger', 'Organisatie', 'Straat 12a', '1234 AB  PLAATS'];
const HOW_TO_TEST = [
  'Druk dit vel af op 100%, niet passend op de pagina.',
  'Vouw het op de twee lijnen en doe het in de envelop.',
  'Schuif het heen en weer. Ziet u het hele rode kader? Dan klopt het.',
  'Ziet u niet alles? Meet hoeveel millimeter het scheelt en vul dat in.',
];
