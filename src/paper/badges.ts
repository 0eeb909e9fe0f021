import { INKS } from '../pdf/document.ts';
import type { Area, Sheet, SheetHead, Sheets } from '../pdf/sheet.ts';

/** What one person wears: the first name large, the rest of the name, where they come from. */
export type Badge = { first: string; rest: string; organisation: string };

export type BadgeRun = SheetHead & { meeting: string; badges: Iterable<Badge> };

/** Ten badges of 90 by 55 mm on A4, to be cut out and put in a holder. */
export const BADGES = { columns: 2, rows: 5, width: 90, height: 55, left: 15, top: 11 } as const;

const MARK = 4;
const PADDING = 6;

/** Name badges as a PDF, with marks to cut along. */
export function badgesFile(sheets: Sheets, run: BadgeRun): AsyncGenerator<Buffer> {
  const paper = sheets(run);
  return paper.write(draw());

  function* draw(): Generator<void> {
    const places = BADGES.columns * BADGES.rows;
    let place = 0;
    newPage(paper);
    for (const badge of run.badges) {
      if (place === places) {
        yield;
        newPage(paper);
        place = 0;
      }
      drawBadge(paper, run.meeting, badge, areaOf(place));
      place += 1;
    }
    yield;
  }
}

function newPage(paper: Sheet): void {
  paper.page();
  const { columns, rows, width, height, left, top } = BADGES;
  for (let column = 0; column <= columns; column += 1) {
    const x = left + column * width;
    paper.rule([x, top - MARK - 1], [x, top - 1]);
    paper.rule([x, top + rows * height + 1], [x, top + rows * height + MARK + 1]);
  }
  for (let row = 0; row <= rows; row += 1) {
    const y = top + row * height;
    paper.rule([left - MARK - 1, y], [left - 1, y]);
    paper.rule([left + columns * width + 1, y], [left + columns * width + MARK + 1, y]);
  }
}

function areaOf(place: number): Area {
  const { columns, width, height, left, top } = BADGES;
  return {
    left: left + (place % columns) * width,
    top: top + Math.floor(place / columns) * height,
    ...{ width, height },
  };
}

function drawBadge(paper: Sheet, meeting: string, { first, rest, organisation }: Badge, area: Area): void {
  paper.bars({ ...area, height: 3 });
  const left = area.left + PADDING;
  const width = area.width - 2 * PADDING;
  const shown = [
    { text: first, font: 'bold', sizes: [36, 32, 28, 24, 20, 16, 12] },
    { text: rest, font: 'bold', sizes: [18, 16, 14, 12, 10] },
    { text: organisation, font: 'regular', sizes: [13, 12, 11, 10, 9] },
  ] as const;
  let y = area.top + 8;
  for (const { text, font, sizes } of shown) {
    if (text === '') continue;
    const size = sizes.find((size) => paper.widthOf(text, { font, size }) <= width) ?? sizes.at(-1) ?? 9;
    paper.text(paper.cut(text, width, { font, size }), left, y, { font, size });
    y += paper.heightOf({ font, size }) + 0.6;
  }
  const foot = { font: 'regular', size: 9, colour: INKS.soft } as const;
  paper.text(paper.cut(meeting, width, foot), left, area.top + area.height - 9, foot);
}
