import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../start-error.ts';
import type { Connection } from './open.ts';

/**
 * Brings the schema up to date: runs each `NNNN-verb-object.sql` that this file has not had yet, in
 * order, all of them in one transaction. `PRAGMA user_version` holds the number of the last one.
 *
 * @throws {StartError} when the database was made by a newer version of the program.
 */
export function migrate(connection: Connection, folder: string): void {
  const migrations = readMigrations(folder);
  const newest = migrations.at(-1)?.number ?? 0;
  connection
    .transaction(() => {
      const current = Number(connection.pragma('user_version', { simple: true }));
      if (current > newest) {
        throw new StartError(
          `The database is of version ${current} and this program knows up to ${newest}: start the newer program, or restore an older backup.`,
        );
      }
      for (const migration of migrations.filter(({ number }) => number > current)) {
        connection.exec(readFileSync(migration.file, 'utf8'));
        connection.pragma(`user_version = ${migration.number}`);
      }
    })
    .exclusive();
}

function readMigrations(folder: string) {
  return readdirSync(folder)
    .filter((name) => /^\d{4}-[a-z-]+\.sql$/.test(name))
    .sort()
    .map((name) => ({ number: Number(name.slice(0, 4)), file: join(folder, name) }));
}
