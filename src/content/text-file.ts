import type { Fault } from './problem.ts';

/** In bytes. */
export const LARGEST_TEXT = 1_000_000;
const NEW_LINE = 10;

/** The text of a file with plain line ends and composed accents, or why it can't be taken. */
export function decodeText(bytes: Buffer): { ok: true; text: string } | { ok: false; fault: Fault } {
  const decoded = decodeUtf8(bytes);
  if (decoded === undefined) {
    return refuse(lineOfFirstFault(bytes), 'is not UTF-8 here: save the file as UTF-8');
  }
  const text = decoded.replaceAll(/\r\n?/g, '\n').normalize('NFC');
  const control = text.search(/[^\P{Cc}\t\n]/u);
  if (control < 0) return { ok: true, text };
  const code = text.charCodeAt(control).toString(16).padStart(4, '0').toUpperCase();
  return refuse(text.slice(0, control).split('\n').length, `holds a character that is no text (U+${code})`);
}

function refuse(line: number | undefined, message: string): { ok: false; fault: Fault } {
  return { ok: false, fault: { line, message } };
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** A line end is never part of another character in UTF-8, so each line can be tried by itself. */
function lineOfFirstFault(bytes: Buffer): number {
  let line = 1;
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(NEW_LINE, start);
    if (end < 0 || decodeUtf8(bytes.subarray(start, end)) === undefined) return line;
    line += 1;
    start = end + 1;
  }
}
