import { readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { parseArgs, styleText } from 'node:util';
import { type Benchmark, type Measure, median, type Promised } from './benchmark.ts';

const ROUNDS = 5;
const NOT_BENCHMARKS = [
  'bench.ts',
  'benchmark.ts',
  'pages.ts',
  'real-site.ts',
  'register-list.ts',
  'sending-site.ts',
  'services.ts',
];

/** A line of the result: medians over the rounds, and their ratio. */
type Row = { name: string; ours: number; limit: number; ratio: number; unit: string; rounds: number };

process.exitCode = await main();

/** `npm run bench [-- NAME… --json FILE]`. Returns the exit code. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'string' }, help: { type: 'boolean' } },
    allowPositionals: true,
  });
  const names = readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.ts') && !NOT_BENCHMARKS.includes(file))
    .map((file) => file.slice(0, -'.ts'.length));
  const unknown = positionals.filter((name) => !names.includes(name));
  if (values.help || unknown.length > 0) {
    if (unknown.length > 0) console.error(`There is no benchmark ${unknown.join(', ')}.`);
    console.info(`npm run bench [-- NAME… --json FILE]\nBenchmarks: ${names.join(', ')}`);
    return values.help ? 0 : 2;
  }
  const rows: Row[] = [];
  printHead();
  for (const name of names.filter(
    (candidate) => positionals.length === 0 || positionals.includes(candidate),
  )) {
    const { benchmark } = (await import(`./${name}.ts`)) as { benchmark: Benchmark };
    rows.push(...(await runBenchmark(benchmark)));
  }
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
  return 0;
}

async function runBenchmark(benchmark: Benchmark): Promise<Row[]> {
  const running = await benchmark.start();
  const rows: Row[] = [];
  for (const measure of running.measures) {
    const row = { ...(await inTurn(measure)), unit: benchmark.unit, rounds: ROUNDS };
    printRow(row, { ...benchmark, ...(measure.promise && { promise: measure.promise }) });
    rows.push(row);
  }
  await running.stop();
  return rows;
}

/** Ours and the limit in turn (A B A B), so that a busy moment of the machine hits both. */
async function inTurn({ name, ours, limit }: Measure): Promise<Omit<Row, 'unit' | 'rounds'>> {
  await ours();
  await limit();
  const results: { ours: number[]; limit: number[] } = { ours: [], limit: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    results.ours.push(await ours());
    results.limit.push(await limit());
  }
  const [mine, floor] = [rounded(median(results.ours)), rounded(median(results.limit))];
  return { name, ours: mine, limit: floor, ratio: rounded(median(results.ours) / median(results.limit)) };
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

function printHead(): void {
  const cores = availableParallelism();
  console.info(
    `${cpus()[0]?.model ?? 'unknown processor'}, ${cores} cores, Node ${process.version}, ${ROUNDS} rounds`,
  );
  console.info(line(['name', 'ours', 'limit', 'ratio', 'unit', 'promised', 'limit is']));
}

function printRow({ name, ours, limit, ratio, unit }: Row, { promise, against }: Benchmark): void {
  console.info(
    line([name, String(ours), String(limit), String(ratio), unit, judged(ours, ratio, promise), against]),
  );
}

function judged(ours: number, ratio: number, promise: Benchmark['promise']): string {
  if (promise === undefined) return '–';
  const [words, kept] = verdict(ours, ratio, promise);
  return styleText(kept ? 'green' : 'red', `${words} ${kept ? '✓' : '✗'}`.padEnd(12));
}

function verdict(ours: number, ratio: number, promise: Promised): [words: string, kept: boolean] {
  if ('atMost' in promise) return [`≤ ${promise.atMost}`, ours <= promise.atMost];
  if ('atLeast' in promise) return [`≥ ${promise.atLeast}`, ours >= promise.atLeast];
  if ('atMostRatio' in promise) return [`≤ ${promise.atMostRatio}×`, ratio <= promise.atMostRatio];
  return [`≥ ${promise.atLeastRatio}×`, ratio >= promise.atLeastRatio];
}

function line([
  name = '',
  ours = '',
  limit = '',
  ratio = '',
  unit = '',
  promised = '',
  against = '',
]: string[]): string {
  const numbers = [ours, limit, ratio].map((number) => number.padStart(10)).join('');
  return `${name.padEnd(28)}${numbers}  ${unit.padEnd(8)}${promised.padEnd(12)}  ${against}`;
}
