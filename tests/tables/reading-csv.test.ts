import { expect, it } from 'vitest';
import { openTable } from '../../src/tables/read-table.ts';
import { separatorOf } from '../../src/tables/recognise.ts';
import { cellsOf, inChunks, readAll } from './reading.ts';

it.each([';', ',', '\t', '|'])('recognises %j between the cells', async (separator) => {
  const csv = [
    ['E-mailadres', 'Naam', 'Datum'],
    ['anna@lezers.example', 'Anna de Vries', '2019-03-04'],
    ['bilal@lezers.example', 'Bilal Yıldız', ''],
  ];
  expect(await cellsOf(csv.map((row) => row.join(separator)).join('\r\n'))).toEqual(csv);
});

it('goes by what the rows agree on, not by what stands in some of them', () => {
  expect(separatorOf('naam;email\nVries, de;a@lezers.example\nJansen;b@lezers.example\n')).toBe(';');
  expect(separatorOf('email,naam\na@lezers.example,"Vries; Anna de"\nb@lezers.example,Bilal\n')).toBe(',');
  expect(separatorOf('a@lezers.example\nb@lezers.example\n')).toBe(';');
  expect(separatorOf('sep=,\na,b\n')).toBe(',');
});

it('leaves out the line that tells Excel the separator, and empty rows, and keeps the numbers of the rest', async () => {
  expect(await readAll('sep=;\r\ne-mail;naam\r\n\r\na@lezers.example;Anna\r\n;\r\n')).toMatchObject([
    { number: 2, cells: ['e-mail', 'naam'] },
    { number: 4, cells: ['a@lezers.example', 'Anna'] },
  ]);
});

it('reads quoted cells with separators, quotes and line ends in them, whatever ends the lines', async () => {
  const csv = '"een;twee","vier ""vijf"""\n"regel\nregel",\r\nx,y\rz,"" ';
  expect(await cellsOf(csv.trimEnd())).toEqual([
    ['een;twee', 'vier "vijf"'],
    ['regel\nregel', ''],
    ['x', 'y'],
    ['z', ''],
  ]);
});

it('recognises UTF-8, with a mark or without, and Windows-1252', async () => {
  const csv = 'naam;plaats\r\nZoë;’s-Gravenhage €';
  expect(await cellsOf(csv)).toEqual([
    ['naam', 'plaats'],
    ['Zoë', '’s-Gravenhage €'],
  ]);
  expect(await cellsOf(`\uFEFF${csv}`)).toEqual([
    ['naam', 'plaats'],
    ['Zoë', '’s-Gravenhage €'],
  ]);
  const windows = Buffer.concat([
    Buffer.from('naam;plaats\r\nZo'),
    Buffer.from([0xeb]),
    Buffer.from(';'),
    Buffer.from([0x92]),
    Buffer.from('s-Gravenhage '),
    Buffer.from([0x80]),
  ]);
  expect(await cellsOf(windows)).toEqual([
    ['naam', 'plaats'],
    ['Zoë', '’s-Gravenhage €'],
  ]);
  expect((await openTable(inChunks(windows))).format).toMatchObject({ encoding: 'windows-1252' });
});

it('takes a letter outside ASCII that comes only after the first kilobytes into account', async () => {
  const many = 'x@lezers.example;naam\n'.repeat(10_000);
  const windows = Buffer.concat([Buffer.from(many), Buffer.from([0x5a, 0x6f, 0xeb])]);
  expect(await cellsOf(windows)).toHaveLength(10_001);
  const rows = (await cellsOf(windows)) as string[][];
  expect(rows.at(-1)).toEqual(['Zoë']);
});

it('marks a row with too many or too few columns, but for empty cells at the end', async () => {
  const rows = await readAll(
    'email;naam;datum\na@x.example;A;2019;extra\nb@x.example\nc@x.example;C;;;\n"d@x.example";;\n',
  );
  expect(rows).toMatchObject([
    { number: 1, problem: undefined },
    { number: 2, problem: 'columns' },
    { number: 3, problem: 'columns' },
    { number: 4, problem: undefined },
    { number: 5, problem: undefined },
  ]);
});

it('marks a row with control characters', async () => {
  const rows = await readAll(
    'email;naam\na@x.example;A\u0007nna\nb@x.example;B\u0085\nc@x.example;"C\n D\t"',
  );
  expect(rows).toMatchObject([{}, { problem: 'control-characters' }, { problem: 'control-characters' }, {}]);
  expect(Array.isArray(rows) && rows[3]?.problem).toBe(undefined);
});

it('takes the guard against formulas off, and leaves an apostrophe that is none', async () => {
  expect(await cellsOf("a;'=1+1;'t Hof;'+31;''=x")).toEqual([['a', '=1+1', "'t Hof", '+31', "'=x"]]);
});

it.each<[string, string | Uint8Array, { problem: string; row?: number | undefined }]>([
  ['an empty file', '', { problem: 'empty' }],
  ['only empty rows', '\r\n;\r\n', { problem: 'empty' }],
  ['UTF-16 with a mark', Buffer.from('\uFEFFemail;naam\n', 'utf16le'), { problem: 'utf-16' }],
  ['UTF-16 without one', Buffer.from('email;naam\na@x.example;Anna\n', 'utf16le'), { problem: 'utf-16' }],
  ['a NUL', 'email;naam\na@x.example;A\0nna\n', { problem: 'nul', row: 2 }],
  ['an old Excel file', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), { problem: 'old-excel' }],
  ['a PDF', '%PDF-1.7 …', { problem: 'not-a-table' }],
  [
    'text after a quoted cell',
    'email;naam\na@x.example;Anna\nb@x.example;"Jan "de" Boer"\n',
    { problem: 'quotes', row: 3 },
  ],
  [
    'a quote inside a cell that is not quoted',
    'email;naam\na@x.example;Jan "de" Boer\n',
    { problem: 'quotes', row: 2 },
  ],
  [
    'a quote that is never closed',
    'email;naam\na@x.example;Anna\nb@x.example;"Bilal\nc@x.example;C\n',
    { problem: 'quotes', row: 3 },
  ],
  ['too many columns', `email\n${'x;'.repeat(200)}x\n`, { problem: 'too-many-columns', row: 2 }],
  [
    'two encodings in one file',
    Buffer.concat([Buffer.from('naam\nZoë\nZo'), Buffer.from([0xeb]), Buffer.from('\n')]),
    { problem: 'mixed-encoding', row: 3 },
  ],
])('refuses %s, and says where', async (_, bytes, found) => {
  expect(await readAll(bytes)).toEqual({ row: undefined, ...found });
});

it('refuses 100 MB of one line at that line, with little memory', async () => {
  const before = process.memoryUsage().rss;
  const line = Buffer.alloc(1024 * 1024, 'x');
  const answer = await readAll(function* () {
    yield Buffer.from('email;naam\na@x.example;Anna\n');
    for (let megabyte = 0; megabyte < 100; megabyte += 1) yield line;
  });
  expect(answer).toEqual({ problem: 'row-too-long', row: 3 });
  expect(process.memoryUsage().rss - before).toBeLessThan(80 * 1024 * 1024);
});
