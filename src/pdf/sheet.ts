import { setImmediate as othersGoFirst } from 'node:timers/promises';
import { type DocumentHead, INKS, openDocument } from './document.ts';
import type { Fonts } from './fonts.ts';

/** A place on the page and a size, in millimetres from its top left. */
export type Area = { left: number; top: number; width: number; height: number };

/** How text looks: its weight, its size in points, its colour. */
export type Type = { font: 'regular' | 'bold'; size: number; colour?: string };

/** What a file is called, whose it is, and when it was made. */
export type SheetHead = DocumentHead;

/** A4 in millimetres. */
export const A4 = { width: 210, height: 297 } as const;

const POINTS = 72 / 25.4;

/** No line on A4 shows more characters than this. */
const LONGEST_CUT = 250;

/** Sheets of A4 on which everything has its place to the tenth of a millimetre. */
export type Sheet = ReturnType<typeof openSheet>;

/** Begins sheets. */
export type Sheets = (head: SheetHead) => Sheet;

/** Sheets in the house's type. */
export function createSheets(fonts: () => Fonts): Sheets {
  return (head) => openSheet(head, fonts());
}

function openSheet(head: SheetHead, fonts: Fonts) {
  const { document, printable } = openDocument(head, fonts, { margin: 0, autoFirstPage: false });
  return {
    ...{ page, text, widthOf, heightOf, wrap, cut, box, rule, squares, bars, write },
    /** Whether the font has a letter for each character of a text. */
    canPrint: printable.complete,
  };

  /** Begins a page. */
  function page(): void {
    document.addPage();
  }

  /** One line, never broken. `top` is the top of its line box. */
  function text(line: string, left: number, top: number, type: Type): void {
    setType(type);
    document.text(printable(line), left * POINTS, top * POINTS, { lineBreak: false });
  }

  /** How wide a line is, in millimetres. */
  function widthOf(line: string, { font, size }: Type): number {
    return document.font(font, size).widthOfString(printable(line)) / POINTS;
  }

  /** How high the box of one line is, in millimetres. */
  function heightOf({ font, size }: Type): number {
    return document.font(font, size).currentLineHeight(true) / POINTS;
  }

  /** A text in lines of at most this width. A word that is longer is broken where it has to be. */
  function wrap(text: string, width: number, type: Type): string[] {
    const lines: string[] = [];
    let line = '';
    for (const word of text.split(' ').flatMap((whole) => fitting(whole, width, type))) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (line !== '' && widthOf(longer, type) > width) {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    return [...lines, line];
  }

  function fitting(word: string, width: number, type: Type): string[] {
    if (widthOf(word, type) <= width) return [word];
    const pieces = [''];
    for (const character of word) {
      const longer = (pieces.at(-1) ?? '') + character;
      if (widthOf(longer, type) > width && longer.length > 1) pieces.push(character);
      else pieces[pieces.length - 1] = longer;
    }
    return pieces;
  }

  /** As much of one line as fits, with an ellipsis where something is left out. */
  function cut(line: string, width: number, type: Type): string {
    if (widthOf(line, type) <= width) return line;
    let kept = Array.from(line.slice(0, LONGEST_CUT));
    while (kept.length > 0 && widthOf(`${kept.join('')}…`, type) > width) kept = kept.slice(0, -1);
    return `${kept.join('').trimEnd()}…`;
  }

  /** An outline. */
  function box({ left, top, width, height }: Area, colour: string = INKS.line, thickness = 0.2): void {
    document
      .rect(left * POINTS, top * POINTS, width * POINTS, height * POINTS)
      .lineWidth(thickness * POINTS)
      .stroke(colour);
  }

  /** A straight line from one place to another. */
  function rule(from: [number, number], to: [number, number], colour: string = INKS.line): void {
    document
      .moveTo(from[0] * POINTS, from[1] * POINTS)
      .lineTo(to[0] * POINTS, to[1] * POINTS)
      .lineWidth(0.2 * POINTS)
      .stroke(colour);
  }

  /** Filled rectangles of one colour, as one shape: no hairline shows between those that touch. */
  function squares(areas: Iterable<Area>, colour: string = INKS.ink): void {
    for (const { left, top, width, height } of areas) {
      document.rect(left * POINTS, top * POINTS, width * POINTS, height * POINTS);
    }
    document.fill(colour);
  }

  /** The three colours of the house beside each other. */
  function bars({ left, top, width, height }: Area): void {
    const third = width / INKS.bars.length;
    for (const [index, colour] of INKS.bars.entries()) {
      squares([{ left: left + index * third, top, width: third, height }], colour);
    }
  }

  /**
   * The file, a page at a time: `draw` draws one between two steps. Others go first in between, so that
   * thousands of pages keep nobody waiting and are never in memory together.
   */
  async function* write(draw: Iterable<void>): AsyncGenerator<Buffer> {
    for (const _page of draw) {
      yield* written();
      await othersGoFirst();
    }
    document.end();
    yield* written();
  }

  function* written(): Generator<Buffer> {
    for (let chunk = document.read(); chunk !== null; chunk = document.read()) yield chunk;
  }

  function setType({ font, size, colour = INKS.ink }: Type): void {
    document.font(font, size).fillColor(colour);
  }
}
