import { join } from 'node:path';
import Database from 'better-sqlite3';
import { fillParticipants } from '../src/cli/demo.ts';
import type { Benchmark } from './benchmark.ts';
import { openServices } from './services.ts';

const ENTRIES = 100_000;

export const benchmark: Benchmark = {
  name: 'doubles',
  unit: 's',
  against: 'SQLite, equal e-mail addresses and equal names at one address alone',
  promise: { atMost: 5 },
  start: async () => {
    const { services, folder, close } = await openServices();
    fillParticipants(services, ENTRIES);
    const { doubles } = services.participants;
    const plain = openPlain(join(folder, 'site.db'));
    return {
      measures: [
        {
          name: `doubles among ${ENTRIES}`,
          ours: () => seconds(doubles.look),
          limit: () => seconds(plain.look),
        },
      ],
      stop: () => {
        plain.close();
        close();
      },
    };
  },
};

function seconds(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

/** What a question to the database finds: not one name that is written in two ways. */
function openPlain(file: string) {
  const database = new Database(file);
  const alike = database.prepare(`
    SELECT count(*) FROM participants one JOIN participants other ON other.id > one.id
      AND other.email_key = one.email_key WHERE one.email_key <> ''
    UNION ALL SELECT count(*) FROM participants one JOIN participants other ON other.id > one.id
      AND other.postcode = one.postcode AND other.house_number = one.house_number
      AND other.last_name = one.last_name WHERE one.postcode <> ''`);
  return { look: () => void alike.all(), close: () => database.close() };
}
