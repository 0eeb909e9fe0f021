import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '../src/database/migrate.ts';
import { openDatabase } from '../src/database/open.ts';
import { guessMapping } from '../src/imports/columns.ts';
import { PROGRAM } from '../src/services.ts';
import type { Benchmark } from './benchmark.ts';
import { bringInRegister, insertRegister, registerList } from './register-list.ts';
import { openServices } from './services.ts';

const ROWS = 100_000;
const AT_ONCE = 500;
const CONSENT = { basis: 'attested' as const, origin: 'Double opt-in', evidence: 'An overview', givenOn: '' };

export const benchmark: Benchmark = {
  name: 'import',
  unit: 's',
  against: 'bare inserts of the same people, in the same tables and batches',
  promise: { atMost: 10 },
  start: () => {
    const file = listOf(ROWS);
    const registerFile = registerList();
    return {
      measures: [
        { name: `import of ${ROWS} readers`, ours: () => bringIn(file), limit: insertAll },
        {
          name: `import of ${ROWS} entries`,
          ours: () => bringInRegister(registerFile, { of: 'all' }),
          limit: insertRegister,
          promise: { atMost: 15 },
        },
        {
          name: 'of these after staff say yes',
          ours: () => bringInRegister(registerFile, { of: 'the-last' }),
          limit: insertRegister,
          promise: { atMost: 15 },
        },
      ],
      stop: () => {},
    };
  },
};

function listOf(rows: number): Buffer {
  const lines = ['E-mailadres;Naam;Datum;Groep'];
  for (let row = 0; row < rows; row += 1) {
    const group = row % 3 === 0 ? 'Pers' : 'Nieuwsbrief';
    lines.push(
      `${scattered(row)}@lezers.example;Naam van der ${row} Łukasik;${1 + (row % 28)}-3-2019;${group}`,
    );
  }
  return Buffer.from(lines.join('\r\n'));
}

/** Addresses in no order, as in a real list: that is what costs in an index. */
function scattered(row: number): string {
  return `lezer${((row * 7919) % 1_000_003).toString(36)}.${row}`;
}

/** Reads, checks and brings in the whole list, rests included. Seconds. */
async function bringIn(file: Buffer): Promise<number> {
  const { services, close } = await openServices();
  const { imports } = services;
  const start = performance.now();
  const about = { list: 'readers', fileName: 'lijst.csv', staffName: 'Bench', worker: 'site' } as const;
  const id = imports.receive({ ...about, bytes: file });
  await imports.workOn(id);
  imports.map(id, guessMapping(imports.byId(id)?.columns ?? []));
  imports.giveConsent(id, { '': CONSENT });
  await imports.workOn(id);
  imports.apply(id);
  while (imports.byId(id)?.state === 'applying') await imports.work();
  const seconds = (performance.now() - start) / 1000;
  const counts = imports.byId(id)?.counts;
  close();
  if (counts?.new !== ROWS) throw new Error(`Not everybody came in: ${JSON.stringify(counts)}`);
  return seconds;
}

/** The same readers with one event each, and no more. Seconds. */
async function insertAll(): Promise<number> {
  const { folder, close } = await openServices();
  const file = join(folder, 'bare.db');
  const database = openDatabase(file);
  migrate(database, join(PROGRAM, 'migrations'));
  const reader = database.prepare(
    'INSERT INTO subscribers (id, address, address_key, name, state, leave_token, created_at, changed_at, search) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const event = database.prepare(
    `INSERT INTO consent_events (subscriber_id, at, kind, detail) VALUES (?, ?, 'attested', '1 2019-03-04')`,
  );
  const now = new Date().toISOString();
  const start = performance.now();
  for (let first = 0; first < ROWS; first += AT_ONCE) {
    database.transaction(() => {
      for (let row = first; row < first + AT_ONCE; row += 1) {
        const id = randomBytes(12).toString('base64url');
        const address = `${scattered(row)}@lezers.example`;
        const name = `Naam van der ${row} Łukasik`;
        const token = randomBytes(32).toString('base64url');
        reader.run(
          id,
          address,
          address,
          name,
          'subscribed',
          token,
          now,
          now,
          `${name} ${address} ${address}`,
        );
        event.run(id, now);
      }
    })();
  }
  const seconds = (performance.now() - start) / 1000;
  database.close();
  rmSync(file);
  close();
  return seconds;
}
