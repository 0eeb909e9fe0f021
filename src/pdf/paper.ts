import { type DocumentHead, INKS, openDocument } from './document.ts';
import type { Fonts } from './fonts.ts';

/** What a paper is called, whose it is, and when it was made. */
export type PaperHead = DocumentHead & { footer: string };

/** A term with what belongs to it: a date and what happened, a field and its value. */
export type Line = {
  term: string;
  text: string;
  /** Words of others, word for word. */
  quote?: string | undefined;
  /** A mark for machines, such as a Message-ID. */
  code?: string | undefined;
};

/** A paper that is being written, from top to bottom. */
export type Paper = ReturnType<typeof writePaper>;

/** Begins papers. */
export type Papers = (head: PaperHead) => Paper;

const { ink: INK, soft: SOFT, bars: BARS } = INKS;
const LINE = '#dccdb4';
const MARGIN = { top: 66, bottom: 84, left: 62, right: 62 };
const TERM_WIDTH = 132;
const GAP = 18;
const FOOTER_ROOM = 46;

/** Papers on A4 in the house's type, tagged for screen readers, with text that can be copied. */
export function createPapers(fonts: () => Fonts): Papers {
  return (head) => writePaper(head, fonts());
}

function writePaper(head: PaperHead, fonts: Fonts) {
  const { document, printable } = openDocument(head, fonts, {
    margins: MARGIN,
    bufferPages: true,
    // pdfkit knows it, its types do not yet.
    subset: 'PDF/UA' as never,
    tagged: true,
  });
  const root = document.struct('Document');
  document.addStructure(root);
  const width = document.page.width - MARGIN.left - MARGIN.right;
  const bodyLeft = MARGIN.left + TERM_WIDTH + GAP;
  const bodyWidth = width - TERM_WIDTH - GAP;
  write('P', head.organisation, { font: 'bold', size: 12, colour: SOFT, below: 10 });
  write('H1', head.title, { font: 'bold', size: 24, below: 8 });
  return { part, paragraph, lines, finish };

  /** A heading, never alone at the foot of a page. */
  function part(title: string): void {
    keepTogether(90);
    document.y += 14;
    write('H2', title, { font: 'bold', size: 14, below: 6 });
  }

  function paragraph(text: string, strong = false): void {
    write('P', text, { font: strong ? 'bold' : 'regular', size: strong ? 13 : 11, below: 8 });
  }

  /** Terms on the left, what belongs to them on the right. */
  function lines(list: Line[]): void {
    const element = document.struct('L');
    root.add(element);
    for (const line of list) element.add(item(line));
    element.end();
  }

  function item(line: Line) {
    keepTogether(Math.min(heightOf(line), 240));
    const top = document.y;
    rule(top);
    setType('bold', 10, SOFT);
    const termBottom =
      top + 14 + document.heightOfString(printable(line.term), { width: TERM_WIDTH, lineGap: 3 });
    return document.struct('LI', {}, [
      document.struct('Lbl', {}, () => {
        setType('bold', 10, SOFT);
        document.text(printable(line.term), MARGIN.left, top + 7, { width: TERM_WIDTH, lineGap: 3 });
      }),
      document.struct('LBody', {}, () => {
        document.y = top + 6;
        const { page } = document;
        body(line);
        // A long term beside a short text: the next one begins below both.
        if (document.page === page) document.y = Math.max(document.y, termBottom);
      }),
    ]);
  }

  function body({ text, quote, code }: Line): void {
    const options = { width: bodyWidth, lineGap: 3 };
    setType('regular', 11, INK);
    document.text(printable(text), bodyLeft, document.y, options);
    if (quote !== undefined) document.text(printable(`“${quote}”`), bodyLeft, document.y + 3, options);
    if (code !== undefined) {
      setType('regular', 9, SOFT);
      document.text(printable(code), bodyLeft, document.y + 3, options);
    }
    document.y += 7;
  }

  function heightOf({ term, text, quote = '', code = '' }: Line): number {
    const options = { width: bodyWidth, lineGap: 3 };
    setType('regular', 11, INK);
    const height = (part: string) =>
      part === '' ? 0 : document.heightOfString(printable(part), options) + 3;
    const left = document.heightOfString(printable(term), { width: TERM_WIDTH, lineGap: 3 });
    return Math.max(left, height(text) + height(quote) + height(code)) + 14;
  }

  /** The whole paper as bytes, with a bar on top and a footer on each page. */
  function finish(): Buffer {
    if (printable.missed()) {
      document.y += 10;
      write('P', MISSING, { font: 'regular', size: 9, colour: SOFT, below: 0 });
    }
    root.end();
    const { start, count } = document.bufferedPageRange();
    for (let page = start; page < start + count; page += 1) {
      document.switchToPage(page);
      surround(`Bladzijde ${page + 1} van ${count}`);
    }
    document.end();
    return Buffer.concat(chunksOf(document));
  }

  function surround(place: string): void {
    document.markContent('Artifact', { type: 'Pagination' });
    const third = document.page.width / BARS.length;
    for (const [index, colour] of BARS.entries()) document.rect(index * third, 0, third, 9).fill(colour);
    setType('regular', 9, SOFT);
    // Below the margin, where text would otherwise begin a new page.
    document.page.margins.bottom = 0;
    const top = document.page.height - FOOTER_ROOM;
    const options = { lineBreak: false, width };
    document.text(printable(head.footer), MARGIN.left, top, options);
    document.text(place, MARGIN.left, top, { ...options, align: 'right' });
    document.endMarkedContent();
  }

  function write(
    tag: 'H1' | 'H2' | 'P',
    text: string,
    look: { font: 'regular' | 'bold'; size: number; colour?: string; below: number },
  ): void {
    root.add(
      document.struct(tag, {}, () => {
        setType(look.font, look.size, look.colour ?? INK);
        document.text(printable(text), MARGIN.left, document.y, { width, lineGap: look.size / 4 });
      }),
    );
    document.y += look.below;
  }

  function rule(y: number): void {
    document.markContent('Artifact', { type: 'Layout' });
    document
      .moveTo(MARGIN.left, y)
      .lineTo(MARGIN.left + width, y)
      .lineWidth(0.75)
      .stroke(LINE);
    document.endMarkedContent();
  }

  function keepTogether(height: number): void {
    if (document.y + height > document.page.height - MARGIN.bottom) document.addPage();
  }

  function setType(font: 'regular' | 'bold', size: number, colour: string): void {
    document.font(font, size).fillColor(colour);
  }
}

/** What pdfkit has written: all of it is there as soon as the document is ended. */
function chunksOf(document: PDFKit.PDFDocument): Buffer[] {
  const chunks: Buffer[] = [];
  for (let chunk = document.read(); chunk !== null; chunk = document.read()) chunks.push(chunk);
  return chunks;
}

const MISSING =
  'Voor sommige tekens heeft het lettertype van dit document geen vorm. Daar staat een vraagteken. De website toont ze wel.';
