import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { migrate } from '../../src/database/migrate.ts';
import { openDatabase } from '../../src/database/open.ts';
import { PROGRAM } from '../../src/services.ts';

export const MIGRATIONS = join(PROGRAM, 'migrations');

/** An empty database as the program of that version left it. */
export function databaseOfVersion(version: number) {
  const folder = mkdtempSync(join(tmpdir(), 'older-'));
  const older = join(folder, 'migrations');
  mkdirSync(older);
  const known = readdirSync(MIGRATIONS).filter((name) => Number(name.slice(0, 4)) <= version);
  for (const name of known) cpSync(join(MIGRATIONS, name), join(older, name));
  const connection = openDatabase(join(folder, 'site.db'));
  onTestFinished(() => {
    connection.close();
    rmSync(folder, { recursive: true });
  });
  migrate(connection, older);
  return connection;
}
