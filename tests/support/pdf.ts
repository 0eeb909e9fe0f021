import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A word of a PDF: on which page (from 1), and its box in millimetres from the page's top left. */
export type Word = { text: string; page: number; left: number; top: number; right: number; bottom: number };

const MILLIMETRE = 25.4 / 72;

/** The whole of what is written piece by piece. */
export async function wholeOf(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const piece of pieces) parts.push(piece);
  return Buffer.concat(parts);
}

/** Every word of a PDF with its place, as poppler measures it. */
export function wordsIn(pdf: Buffer): Word[] {
  const html = withFile(pdf, (file) => run('pdftotext', ['-bbox', file, '-']));
  const words: Word[] = [];
  let page = 0;
  const part = /<page |<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)/g;
  for (const [, left, top, right, bottom, text] of html.matchAll(part)) {
    if (text === undefined) page += 1;
    else words.push({ text: plain(text), page, ...inMillimetres({ left, top, right, bottom }) });
  }
  return words;
}

/** The text of a PDF as somebody who copies it gets it, with lines as they stand on the page. */
export function textIn(pdf: Buffer): string {
  return withFile(pdf, (file) => run('pdftotext', ['-layout', file, '-']));
}

/** What the QR codes on a page say, by a decoder that isn't ours. */
export function qrCodesIn(pdf: Buffer, page = 1): string[] {
  return withFile(pdf, (file) => {
    const picture = file.replace(/\.pdf$/, '');
    run('pdftoppm', [
      '-png',
      '-r',
      '200',
      '-f',
      String(page),
      '-l',
      String(page),
      '-singlefile',
      file,
      picture,
    ]);
    return run('zbarimg', ['--nodbus', '--raw', '-q', `${picture}.png`])
      .trim()
      .split('\n');
  });
}

function withFile<Result>(pdf: Buffer, work: (file: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'pdf-'));
  try {
    const file = join(folder, 'paper.pdf');
    writeFileSync(file, pdf);
    return work(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(program: string, options: string[]): string {
  return execFileSync(program, options, { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
}

function inMillimetres(box: Record<'left' | 'top' | 'right' | 'bottom', string | undefined>) {
  const of = (points: string | undefined) => Number(points) * MILLIMETRE;
  return { left: of(box.left), top: of(box.top), right: of(box.right), bottom: of(box.bottom) };
}

function plain(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
