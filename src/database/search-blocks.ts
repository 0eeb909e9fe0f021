/** What rows can be sorted and bounded by: a folded text, or a number. */
export type Key = string | number;

/**
 * One row as the index keeps it: its place in the order, its folded text, the labels that it has (to
 * filter by), and the keys that it is sorted and bounded by, in an order that its source keeps to.
 */
export type IndexedRow = { id: string; order: string; text: string; labels: string[]; keys: Key[] };

/** A bound on the key with this place, both ends included. */
export type Range = { key: number; from?: Key | undefined; to?: Key | undefined };

/**
 * What to look for. `words`: all of them in the text. `has`: of each group at least one label. `lacks`: none
 * of these labels. Nothing at all: everything.
 */
export type Looking = { words: string[]; has?: string[][]; lacks?: string[]; within?: Range[] };

/** A run of neighbouring rows, their texts joined into one: that is what makes looking through them fast. */
export type Block = {
  from: string;
  ids: string[];
  text: string;
  starts: number[];
  /** Of each label one bit a row. */
  labels: Map<string, Uint32Array>;
  /** By key and then by row. */
  keys: Key[][];
};

const ROWS_IN_A_BLOCK = 256;
const BITS = 32;

/** Where fewer than one row in so many has the labels, it is faster to look at each of these rows. */
const FEW = 4;

/** Cuts rows into blocks. Rows with the same order stay together, so that a block is a range of orders. */
export function cut(rows: Iterable<IndexedRow>): Block[] {
  const blocks: Block[] = [];
  let run: IndexedRow[] = [];
  for (const row of rows) {
    if (run.length >= ROWS_IN_A_BLOCK && row.order !== run.at(-1)?.order) {
      blocks.push(blockOf(run));
      run = [];
    }
    run.push(row);
  }
  return run.length === 0 ? blocks : [...blocks, blockOf(run)];
}

function blockOf(rows: IndexedRow[]): Block {
  const starts = [0];
  for (const { text } of rows) starts.push((starts.at(-1) ?? 0) + text.length + 1);
  return {
    from: rows[0]?.order ?? '',
    ids: rows.map(({ id }) => id),
    text: rows.map(({ text }) => `${text}\n`).join(''),
    starts,
    labels: labelsOf(rows),
    keys: (rows[0]?.keys ?? []).map((_, place) => rows.map(({ keys }) => keys[place] ?? '')),
  };
}

function labelsOf(rows: IndexedRow[]): Map<string, Uint32Array> {
  const labels = new Map<string, Uint32Array>();
  for (const [row, { labels: own }] of rows.entries()) {
    for (const label of own) {
      const bits = labels.get(label) ?? noBits(rows.length);
      setBit(bits, row);
      labels.set(label, bits);
    }
  }
  return labels;
}

/** The rows that are what is looked for, by their places in the block. */
export function hits(block: Block, looking: Looking): number[] {
  const wanted = wantedRows(block, looking);
  if (wanted === 'none') return [];
  const { words } = looking;
  if (words.length === 0) return rowsOf(wanted, block.ids.length);
  if (wanted === 'all') return rowsWithWords(block, words);
  const few = countBits(wanted) < block.ids.length / FEW;
  return few
    ? rowsOf(wanted, block.ids.length).filter((row) => hasWords(block, row, words))
    : rowsWithWords(block, words).filter((row) => hasBit(wanted, row));
}

/** How many rows of the block are what is looked for. */
export function countHits(block: Block, looking: Looking): number {
  if (looking.words.length > 0) return hits(block, looking).length;
  const wanted = wantedRows(block, looking);
  if (wanted === 'none') return 0;
  return wanted === 'all' ? block.ids.length : countBits(wanted);
}

type Wanted = 'all' | 'none' | Uint32Array;

/** One bit a row: whether its labels and keys are as asked. */
function wantedRows(block: Block, { has = [], lacks = [], within = [] }: Looking): Wanted {
  if (has.length + lacks.length + within.length === 0) return 'all';
  const wanted = allBits(block.ids.length);
  for (const group of has) {
    const any = noBits(block.ids.length);
    for (const label of group) addBits(any, block.labels.get(label));
    if (!keepBits(wanted, any)) return 'none';
  }
  for (const label of lacks) dropBits(wanted, block.labels.get(label));
  for (const range of within) keepWithin(wanted, block.keys[range.key] ?? [], range);
  return wanted;
}

function rowsOf(wanted: 'all' | Uint32Array, end: number): number[] {
  const rows: number[] = [];
  for (let row = 0; row < end; row += 1) if (wanted === 'all' || hasBit(wanted, row)) rows.push(row);
  return rows;
}

function hasWords({ text, starts }: Block, row: number, words: string[]): boolean {
  const whole = text.slice(starts[row], starts[row + 1]);
  return words.every((word) => whole.includes(word));
}

/** Jumps from hit to hit of the rarest word, which passes rows without it at the speed of memory. */
function rowsWithWords(block: Block, [rarest = '', ...others]: string[]): number[] {
  const { text, starts, ids } = block;
  const rows: number[] = [];
  for (let row = 0; row < ids.length; row += 1) {
    const hit = text.indexOf(rarest, starts[row]);
    if (hit < 0) break;
    while ((starts[row + 1] ?? text.length) <= hit) row += 1;
    if (others.length === 0 || hasWords(block, row, others)) rows.push(row);
  }
  return rows;
}

function keepWithin(bits: Uint32Array, keys: Key[], { from = '', to }: Range): void {
  const isOne = from === to;
  for (let row = 0; row < keys.length; row += 1) {
    const key = keys[row] ?? '';
    if (isOne ? key !== from : key < from || (to !== undefined && key > to)) clearBit(bits, row);
  }
}

function noBits(rows: number): Uint32Array {
  return new Uint32Array(Math.ceil(rows / BITS));
}

function allBits(rows: number): Uint32Array {
  const bits = noBits(rows).fill(0xffff_ffff);
  if (rows % BITS > 0) bits[bits.length - 1] = 2 ** (rows % BITS) - 1;
  return bits;
}

function hasBit(bits: Uint32Array, row: number): boolean {
  return (((bits[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 1;
}

function setBit(bits: Uint32Array, row: number): void {
  bits[row >>> 5] = (bits[row >>> 5] ?? 0) | (1 << (row & 31));
}

function clearBit(bits: Uint32Array, row: number): void {
  bits[row >>> 5] = (bits[row >>> 5] ?? 0) & ~(1 << (row & 31));
}

function addBits(bits: Uint32Array, more: Uint32Array | undefined): void {
  for (let place = 0; place < (more?.length ?? 0); place += 1) {
    bits[place] = (bits[place] ?? 0) | (more?.[place] ?? 0);
  }
}

function dropBits(bits: Uint32Array, less: Uint32Array | undefined): void {
  for (let place = 0; place < (less?.length ?? 0); place += 1) {
    bits[place] = (bits[place] ?? 0) & ~(less?.[place] ?? 0);
  }
}

/** Keeps only what is in both. False when that is nothing. */
function keepBits(bits: Uint32Array, other: Uint32Array): boolean {
  let any = 0;
  for (let place = 0; place < bits.length; place += 1) {
    const both = (bits[place] ?? 0) & (other[place] ?? 0);
    bits[place] = both;
    any |= both;
  }
  return any !== 0;
}

function countBits(bits: Uint32Array): number {
  let count = 0;
  for (let place = 0; place < bits.length; place += 1) {
    for (let some = bits[place] ?? 0; some !== 0; some &= some - 1) count += 1;
  }
  return count;
}
