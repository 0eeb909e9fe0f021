import { INKS } from '../pdf/document.ts';
import type { Sheet, SheetHead, Sheets, Type } from '../pdf/sheet.ts';
import { A4 } from '../pdf/sheet.ts';

/** Somebody who is expected: the name as it is looked up, what stands behind it, and who comes along. */
export type DoorRow = { name: string; about: string; guests: string[] };

export type DoorRun = SheetHead & {
  meeting: string;
  /** When and where, in one line. */
  about: string;
  rows: DoorRow[];
  footer: string;
};

const LEFT = 15;
const WIDTH = A4.width - 2 * LEFT;
const ROW = 8.4;
const TOP = 38;
const LAST = A4.height - 22;
const BOX = 5;
const ABOUT = 92;
/** Lines for who comes without having said so. */
const EMPTY_LINES = 5;
const TITLE: Type = { font: 'bold', size: 18 };
const NAME: Type = { font: 'bold', size: 12 };
const PLAIN: Type = { font: 'regular', size: 10.5 };
const SMALL: Type = { font: 'regular', size: 9, colour: INKS.soft };

/** The list for the door as a PDF: a box to tick before each name, in the order of the rows. */
export function doorListFile(sheets: Sheets, run: DoorRun): AsyncGenerator<Buffer> {
  const paper = sheets(run);
  const perPage = Math.floor((LAST - TOP) / ROW);
  const lines = [...run.rows.flatMap(linesOf), ...Array.from({ length: EMPTY_LINES }, () => EMPTY)];
  const pages = Math.ceil(lines.length / perPage);
  return paper.write(draw());

  function* draw(): Generator<void> {
    for (let page = 0; page < pages; page += 1) {
      paper.page();
      drawAround(paper, run, `Bladzijde ${page + 1} van ${pages}`);
      for (const [index, line] of lines.slice(page * perPage, (page + 1) * perPage).entries()) {
        drawLine(paper, line, TOP + index * ROW);
      }
      yield;
    }
  }
}

type Line = { name: string; about: string; type: Type; indent: number };

const EMPTY: Line = { name: '', about: '', type: NAME, indent: 0 };

function linesOf({ name, about, guests }: DoorRow): Line[] {
  return [
    { name, about, type: NAME, indent: 0 },
    ...guests.map((guest) => ({ name: guest, about: `komt mee met ${name}`, type: PLAIN, indent: 5 })),
  ];
}

function drawAround(paper: Sheet, run: DoorRun, place: string): void {
  paper.bars({ left: 0, top: 0, width: A4.width, height: 3 });
  paper.text(paper.cut(run.meeting, WIDTH, TITLE), LEFT, 12, TITLE);
  paper.text(paper.cut(run.about, WIDTH, PLAIN), LEFT, 21, PLAIN);
  paper.text('Zet een kruisje voor wie binnen is.', LEFT, 28, SMALL);
  paper.text(run.footer, LEFT, A4.height - 14, SMALL);
  paper.text(place, LEFT + WIDTH - paper.widthOf(place, SMALL), A4.height - 14, SMALL);
}

function drawLine(paper: Sheet, { name, about, type, indent }: Line, top: number): void {
  paper.rule([LEFT, top], [LEFT + WIDTH, top]);
  const left = LEFT + indent;
  paper.box({ left, top: top + (ROW - BOX) / 2, width: BOX, height: BOX }, INKS.ink, 0.35);
  const textTop = top + (ROW - paper.heightOf(type)) / 2;
  const nameLeft = left + BOX + 3;
  paper.text(paper.cut(name, LEFT + ABOUT - nameLeft - 2, type), nameLeft, textTop, type);
  paper.text(
    paper.cut(about, WIDTH - ABOUT, PLAIN),
    LEFT + ABOUT,
    top + (ROW - paper.heightOf(PLAIN)) / 2,
    PLAIN,
  );
}
