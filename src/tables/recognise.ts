import { isAscii } from 'node:buffer';
import { type Encoding, SEPARATORS, type Separator, type Source, UnreadableTable } from './table.ts';

const HEAD = 64 * 1024;
const ROWS_LOOKED_AT = 50;
/** A separator counts when so many of the rows have the same number of it, but for the best one by this much. */
const ENOUGH = 0.6;
const NEARLY = 0.1;

/** What the bytes of a file show before it is read as a table. */
export type Recognised = { kind: 'xlsx' } | { kind: 'csv'; encoding: Encoding; head: string };

/**
 * Looks through a file once: what kind it is, and how its letters are written.
 *
 * @throws {UnreadableTable} for what is no table, UTF-16, a NUL, or two encodings in one file.
 */
export async function recognise(source: Source): Promise<Recognised> {
  const head = await headOf(source);
  if (head.length === 0) throw new UnreadableTable('empty');
  if (startsWith(head, 'PK\x03\x04')) return { kind: 'xlsx' };
  if (startsWith(head, '\xd0\xcf\x11\xe0')) throw new UnreadableTable('old-excel');
  if (startsWith(head, '%PDF') || startsWith(head, '{\\rtf')) throw new UnreadableTable('not-a-table');
  if (isUtf16(head)) throw new UnreadableTable('utf-16');
  const encoding = await encodingOf(source);
  return { kind: 'csv', encoding, head: new TextDecoder(encoding).decode(head) };
}

async function headOf(source: Source): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source()) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= HEAD) break;
  }
  return Buffer.concat(chunks).subarray(0, HEAD);
}

function startsWith(bytes: Buffer, text: string): boolean {
  return bytes.subarray(0, text.length).equals(Buffer.from(text, 'latin1'));
}

/** By its mark, or by the NUL that stands beside every plain letter. */
function isUtf16(head: Buffer): boolean {
  if (startsWith(head, '\xff\xfe') || startsWith(head, '\xfe\xff')) return true;
  const start = head.subarray(0, 512);
  return start.filter((byte) => byte === 0).length > start.length / 4;
}

/** UTF-8 where all of it is; Windows-1252 where none of what is outside ASCII is. */
async function encodingOf(source: Source): Promise<Encoding> {
  const scan = { sequences: 0, wrong: 0, firstWrong: 0, open: 0, offset: 0 };
  for await (const chunk of source()) {
    const nul = chunk.indexOf(0);
    if (nul >= 0) throw new UnreadableTable('nul', await rowAt(source, scan.offset + nul));
    if (scan.open > 0 || !isAscii(chunk)) scanUtf8(chunk, scan);
    scan.offset += chunk.length;
  }
  if (scan.open > 0) noteWrong(scan, scan.offset);
  if (scan.wrong === 0) return 'utf-8';
  if (scan.sequences === 0) return 'windows-1252';
  throw new UnreadableTable('mixed-encoding', await rowAt(source, scan.firstWrong));
}

type Scan = { sequences: number; wrong: number; firstWrong: number; open: number; offset: number };

/** Counts the letters that are right UTF-8 and the bytes that can't be, across the edges of chunks. */
function scanUtf8(chunk: Uint8Array, scan: Scan): void {
  for (let at = 0; at < chunk.length; at += 1) {
    const byte = chunk[at] ?? 0;
    const continues = byte >= 0x80 && byte < 0xc0;
    if (scan.open > 0) {
      if (continues) {
        scan.open -= 1;
        if (scan.open === 0) scan.sequences += 1;
        continue;
      }
      noteWrong(scan, scan.offset + at);
    }
    if (byte < 0x80) continue;
    if (byte >= 0xc2 && byte < 0xe0) scan.open = 1;
    else if (byte >= 0xe0 && byte < 0xf0) scan.open = 2;
    else if (byte >= 0xf0 && byte < 0xf5) scan.open = 3;
    else noteWrong(scan, scan.offset + at);
  }
}

function noteWrong(scan: Scan, offset: number): void {
  if (scan.wrong === 0) scan.firstWrong = offset;
  scan.wrong += 1;
  scan.open = 0;
}

/** The number of the row that a byte stands in. Only asked for when there is something to say about it. */
async function rowAt(source: Source, offset: number): Promise<number> {
  let row = 1;
  let passed = 0;
  for await (const chunk of source()) {
    const part = chunk.subarray(0, Math.max(0, offset - passed));
    row += part.filter((byte) => byte === 0x0a).length;
    passed += chunk.length;
    if (passed > offset) break;
  }
  return row;
}

/**
 * The separator that the first rows agree on best; `;`, as Excel in the Netherlands writes it, before the
 * others where they agree as well. A list of one column has none: then it is `;` too.
 */
export function separatorOf(head: string): Separator {
  const told = /^\uFEFF?sep=([;\t,|])\r?\n/i.exec(head)?.[1];
  const given = SEPARATORS.find((separator) => separator === told);
  if (given !== undefined) return given;
  const scored = SEPARATORS.map((separator) => ({
    separator,
    score: agreement(countPerRow(head, separator)),
  }));
  const best = Math.max(...scored.map(({ score }) => score));
  if (best < ENOUGH) return bestOf(scored);
  return scored.find(({ score }) => score >= best - NEARLY)?.separator ?? ';';
}

function bestOf(scored: { separator: Separator; score: number }[]): Separator {
  const [best] = scored.toSorted((one, other) => other.score - one.score);
  return best !== undefined && best.score > 0 ? best.separator : ';';
}

/** How often a separator stands in each of the first whole rows, outside quotes. */
function countPerRow(head: string, separator: Separator): number[] {
  const counts: number[] = [];
  let count = 0;
  let quoted = false;
  let filled = false;
  for (const character of head) {
    if (character === '"') quoted = !quoted;
    if (quoted) continue;
    if (character === separator) count += 1;
    if (character === '\n' || (character === '\r' && filled)) {
      if (filled) counts.push(count);
      if (counts.length === ROWS_LOOKED_AT) return counts;
      count = 0;
      filled = false;
    } else if (character !== '\r') {
      filled = true;
    }
  }
  if (filled && head.length < HEAD) counts.push(count);
  return counts;
}

/** The share of rows that have the number which most rows have; none where most have none. */
function agreement(counts: number[]): number {
  const having = new Map<number, number>();
  for (const count of counts) having.set(count, (having.get(count) ?? 0) + 1);
  const [number, rows] = [...having].toSorted(([, one], [, other]) => other - one)[0] ?? [0, 0];
  return number === 0 ? (counts.length - rows) / (counts.length * 2 || 1) : rows / counts.length;
}
