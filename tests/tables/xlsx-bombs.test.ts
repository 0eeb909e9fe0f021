import { deflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { repackSafely } from '../../src/tables/unpack.ts';
import { writeXlsx } from '../../src/tables/write-xlsx.ts';
import { cellsOf, readAll } from './reading.ts';

const WORKBOOK =
  '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>';
const RELATIONS =
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>';

type Part = { name: string; bytes: Buffer; claims?: number; flags?: number };

/** A sheet with these rows, as another program could have written it. */
function sheet(rows: string): Buffer {
  return Buffer.from(
    `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`,
  );
}

function workbook(sheetPart: Part): Part[] {
  return [
    { name: 'xl/workbook.xml', bytes: Buffer.from(WORKBOOK) },
    { name: 'xl/_rels/workbook.xml.rels', bytes: Buffer.from(RELATIONS) },
    sheetPart,
  ];
}

/** A ZIP file whose directory may claim what is not so. */
function zip(parts: Part[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, claims = bytes.length, flags = 0 } of parts) {
    const packed = deflateRawSync(bytes);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(claims, 22);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(claims, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    files.push(local, Buffer.from(name), packed);
    directory.push(entry, Buffer.from(name));
    offset += local.length + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}

const FEW =
  '<row r="1"><c r="A1" t="inlineStr"><is><t>email</t></is></c></row><row r="3"><c r="A3"><v>12</v></c></row>';

it('reads what another program wrote, and numbers the rows as Excel shows them', async () => {
  const file = zip(workbook({ name: 'xl/worksheets/sheet1.xml', bytes: sheet(FEW) }));
  expect(await readAll(file)).toMatchObject([
    { number: 1, cells: ['email'] },
    { number: 3, cells: ['12'] },
  ]);
});

it('refuses a file that says it unfolds into gigabytes, before it unfolds anything', async () => {
  const bomb = zip(workbook({ name: 'xl/worksheets/sheet1.xml', bytes: sheet(FEW), claims: 4_000_000_000 }));
  expect(await readAll(bomb)).toEqual({ problem: 'too-large', row: undefined });
});

it('refuses a file that unfolds into far more than it says', async () => {
  const bytes = sheet(`${FEW}${' '.repeat(300 * 1024 * 1024)}`);
  const lying = zip(workbook({ name: 'xl/worksheets/sheet1.xml', bytes, claims: 1000 }));
  expect(lying.length).toBeLessThan(400_000);
  expect(await readAll(lying)).toEqual({ problem: 'too-large', row: undefined });
});

it('refuses many parts that are each just small enough', async () => {
  const bytes = sheet(`${FEW}${' '.repeat(60 * 1024 * 1024)}`);
  const parts = [1, 2, 3, 4, 5].map((number) => ({ name: `xl/worksheets/sheet${number}.xml`, bytes }));
  expect(await readAll(zip([...workbook({ name: 'xl/styles.xml', bytes: sheet('') }), ...parts]))).toEqual({
    problem: 'too-large',
    row: undefined,
  });
});

it('refuses a sheet of one cell in its farthest corner', async () => {
  const far = sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>');
  expect(await readAll(zip(workbook({ name: 'xl/worksheets/sheet1.xml', bytes: far })))).toEqual({
    problem: 'too-many-columns',
    row: undefined,
  });
  const deep = sheet('<row r="1048576"><c r="Z1048576"><v>1</v></c></row>');
  const file = zip(workbook({ name: 'xl/worksheets/sheet1.xml', bytes: deep }));
  expect(await readAll(file)).toEqual({ problem: 'too-large', row: undefined });
});

it('leaves out of the file what a list does not need, so that nothing in it is ever unfolded', async () => {
  const picture = { name: 'xl/media/image1.png', bytes: Buffer.alloc(1024 * 1024) };
  const parts = workbook({ name: 'xl/worksheets/sheet1.xml', bytes: sheet(FEW) });
  const repacked = repackSafely(zip([...parts, picture]));
  expect(repacked.includes('image1.png')).toBe(false);
  expect(await cellsOf(repacked)).toEqual([['email'], ['12']]);
});

it.each([
  ['half a file', async () => (await writeXlsx('A', [[['a']]])).subarray(0, 500)],
  [
    'one with a password',
    async () => zip(workbook({ name: 'xl/worksheets/sheet1.xml', bytes: sheet(FEW), flags: 1 })),
  ],
  [
    'rubbish after the first bytes',
    async () => Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(500, 7)]),
  ],
  [
    'a directory that points nowhere',
    async () => {
      const file = zip(workbook({ name: 'xl/worksheets/sheet1.xml', bytes: sheet(FEW) }));
      file.writeUInt32LE(0x7fffffff, file.length - 6);
      return file;
    },
  ],
])('refuses %s', async (_, file) => {
  expect(await readAll(await file())).toEqual({ problem: 'broken-xlsx', row: undefined });
});

it('refuses a ZIP file that is no spreadsheet', async () => {
  expect(await readAll(zip([{ name: 'brief.txt', bytes: Buffer.from('Hallo') }]))).toEqual({
    problem: 'not-a-table',
    row: undefined,
  });
});
