import { crc32, inflateRawSync } from 'node:zlib';
import { LIMITS, UnreadableTable } from './table.ts';

/** A file inside a ZIP file, unpacked. */
type Part = { name: string; bytes: Buffer };

type Entry = { name: string; method: number; packed: number; unpacked: number; start: number };

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;
const MOST_ENTRIES = 2000;
const LONGEST_COMMENT = 65_535;
const MOST_CELLS = 10_000_000;
/** Where a row or a cell says that it stands. */
const PLACE = /<(?:\w+:)?(?:c|row)\s(?:[^>]*?\s)?r=["']([A-Z]*)(\d+)["']/g;

/**
 * Unpacks the parts of an XLSX file that hold its cells and packs them again without compression (APPNOTE
 * 6.3.10), so that whatever reads it next meets no entry that unfolds into gigabytes. What the directory
 * says of the sizes is looked at first; unpacking stops at the same limit, whatever it says.
 *
 * @throws {UnreadableTable} `too-large` for a file that is too large when unpacked, `broken-xlsx` for what is no right ZIP file.
 */
export function repackSafely(zip: Buffer): Buffer {
  const entries = directoryOf(zip).filter(({ name }) => isNeeded(name));
  const claimed = entries.reduce((sum, { unpacked }) => sum + unpacked, 0);
  if (claimed > LIMITS.unpackedBytes) throw new UnreadableTable('too-large');
  if (!entries.some(({ name }) => name === 'xl/workbook.xml')) throw new UnreadableTable('not-a-table');
  let room: number = LIMITS.unpackedBytes;
  const parts = entries.map((entry) => {
    const bytes = unpack(zip, entry, room);
    room -= bytes.length;
    return { name: entry.name, bytes };
  });
  for (const { name, bytes } of parts) if (name.startsWith('xl/worksheets/')) refuseVastSheet(bytes);
  return pack(parts);
}

/**
 * The names of the files in a ZIP file, as its directory lists them.
 *
 * @throws {UnreadableTable} `broken-xlsx` for what is no right ZIP file, `too-large` for one with thousands of files.
 */
export function namesInZip(zip: Buffer): string[] {
  return directoryOf(zip).map(({ name }) => name);
}

/** A sheet may say that its one cell stands in row 1,048,576: whoever makes a table of it makes all the others too. */
function refuseVastSheet(xml: Buffer): void {
  let [rows, columns] = [0, 0];
  for (const [, letters = '', digits] of xml.toString('latin1').matchAll(PLACE)) {
    rows = Math.max(rows, Number(digits));
    columns = Math.max(columns, letters.length > 3 ? Number.POSITIVE_INFINITY : columnNumber(letters));
  }
  if (columns > LIMITS.columns) throw new UnreadableTable('too-many-columns');
  if (rows > LIMITS.rows || rows * columns > MOST_CELLS) throw new UnreadableTable('too-large');
}

function columnNumber(letters: string): number {
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}

/** The cells and what is needed to read them; pictures, drawings and the rest are left where they are. */
function isNeeded(name: string): boolean {
  return /^(?:\[Content_Types\]\.xml|_rels\/|xl\/[^/]+\.xml|xl\/_rels\/|xl\/worksheets\/[^/]+\.xml)/.test(
    name,
  );
}

function directoryOf(zip: Buffer): Entry[] {
  const end = endOfDirectory(zip);
  const count = zip.readUInt16LE(end + 10);
  if (count > MOST_ENTRIES) throw new UnreadableTable('too-large');
  const entries: Entry[] = [];
  const names = new Set<string>();
  let at = zip.readUInt32LE(end + 16);
  for (let number = 0; number < count; number += 1) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== DIRECTORY_ENTRY) throw broken();
    if ((zip.readUInt16LE(at + 8) & ENCRYPTED) !== 0) throw broken();
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    if (names.has(name)) throw broken();
    names.add(name);
    entries.push({
      name,
      method: zip.readUInt16LE(at + 10),
      packed: zip.readUInt32LE(at + 20),
      unpacked: zip.readUInt32LE(at + 24),
      start: zip.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

function endOfDirectory(zip: Buffer): number {
  const earliest = Math.max(0, zip.length - 22 - LONGEST_COMMENT);
  for (let at = zip.length - 22; at >= earliest; at -= 1) {
    if (zip.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  }
  throw broken();
}

function unpack(zip: Buffer, { method, packed, unpacked, start }: Entry, room: number): Buffer {
  if (start + 30 > zip.length || zip.readUInt32LE(start) !== LOCAL_HEADER) throw broken();
  const from = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28);
  const bytes = zip.subarray(from, from + packed);
  if (bytes.length !== packed) throw broken();
  if (method === STORED) return bytes;
  if (method !== DEFLATED) throw broken();
  try {
    return inflateRawSync(bytes, { maxOutputLength: Math.max(1, Math.min(room, unpacked)) });
  } catch (error) {
    const tooLong = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    throw tooLong ? new UnreadableTable('too-large') : broken();
  }
}

function broken(): UnreadableTable {
  return new UnreadableTable('broken-xlsx');
}

/** A ZIP file of parts that are stored as they are. */
function pack(parts: Part[]): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of parts) {
    const common = commonFields(name, bytes);
    const head = Buffer.concat([uint32(LOCAL_HEADER), common, Buffer.from(name)]);
    directory.push(
      uint32(DIRECTORY_ENTRY),
      uint16(20),
      common,
      Buffer.alloc(10),
      uint32(offset),
      Buffer.from(name),
    );
    local.push(head, bytes);
    offset += head.length + bytes.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const counts = [uint16(parts.length), uint16(parts.length), uint32(size), uint32(offset), uint16(0)];
  return Buffer.concat([...local, ...directory, uint32(END_OF_DIRECTORY), uint32(0), ...counts]);
}

/** From "version needed" up to "extra field length": the same in both headers. */
function commonFields(name: string, bytes: Buffer): Buffer {
  const sizes = [uint32(crc32(bytes)), uint32(bytes.length), uint32(bytes.length)];
  const lengths = [uint16(Buffer.byteLength(name)), uint16(0)];
  return Buffer.concat([uint16(20), uint16(0x0800), uint16(STORED), uint32(0), ...sizes, ...lengths]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
