import { readdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Breakage, Damage } from './breakage.ts';

const NOT_BREAKAGES = ['break.ts', 'breakage.ts', 'program.ts', 'services.ts', 'sink.ts'];
const USAGE = 'npm run break [-- NAME… --kills N --size N --json FILE]';

type Row = { name: string } & Omit<Damage, 'wrong'>;

process.exitCode = await main();

/** Breaks the program on purpose, in scratch folders, and counts. Returns the exit code: 1 when anything was lost or doubled. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: {
      kills: { type: 'string' },
      size: { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean' },
    },
    allowPositionals: true,
  });
  const names = readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.ts') && !NOT_BREAKAGES.includes(file))
    .map((file) => file.slice(0, -'.ts'.length));
  const unknown = positionals.filter((name) => !names.includes(name));
  const wrongNumber = [values.kills, values.size].some(
    (value) => value !== undefined && !/^[1-9]\d*$/.test(value),
  );
  if (values.help || wrongNumber || unknown.length > 0) {
    if (unknown.length > 0) console.error(`There is nothing to break called ${unknown.join(', ')}.`);
    if (wrongNumber) console.error('--kills and --size are whole numbers from 1.');
    console.info(`${USAGE}\nNames: ${names.join(', ')}`);
    return values.help ? 0 : 2;
  }
  const rows: Row[] = [];
  let whole = true;
  console.info(line(['name', 'faults', 'acknowledged', 'lost', 'doubled', 'uncertain']));
  for (const name of names.filter((one) => positionals.length === 0 || positionals.includes(one))) {
    const { breakage } = (await import(`./${name}.ts`)) as { breakage: Breakage };
    const { wrong, ...row } = await breakage.run({
      kills: Number(values.kills ?? breakage.kills),
      size: Number(values.size ?? breakage.size),
      progress: showProgress,
    });
    rows.push({ name, ...row });
    const { faults, acknowledged, lost, doubled, uncertain } = row;
    console.info(line([name, faults, acknowledged, lost, doubled, uncertain].map(String)));
    for (const sentence of wrong) console.error(`  ${sentence}`);
    whole &&= lost === 0 && doubled === 0 && wrong.length === 0;
  }
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
  return whole ? 0 : 1;
}

function showProgress(kills: number): void {
  if (process.stdout.isTTY) process.stdout.write(`\r${kills} kills\r`);
}

function line([name = '', ...numbers]: string[]): string {
  return name.padEnd(12) + numbers.map((number) => number.padStart(14)).join('');
}
