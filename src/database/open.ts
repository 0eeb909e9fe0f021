import { existsSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { StartError } from '../start-error.ts';

/** A connection to the one SQLite file. */
export type Connection = Database.Database;

/**
 * Opens the database with the settings that the whole program counts on: write-ahead log, every
 * commit on disk before it is answered (`synchronous=FULL`), foreign keys, and up to 5 s of patience
 * while the other thread writes.
 *
 * @throws {StartError} when the file is no database, or cannot be opened.
 */
export function openDatabase(file: string): Connection {
  try {
    const connection = new Database(file);
    connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = FULL');
    connection.pragma('foreign_keys = ON');
    connection.pragma('busy_timeout = 5000');
    takeRoom(connection, 'little');
    // What a statement needs to undo itself, in memory: as a file it doubled the time of each row with a trigger.
    connection.pragma('temp_store = MEMORY');
    connection.pragma('trusted_schema = OFF');
    return connection;
  } catch (error) {
    throw new StartError(`The database ${file} cannot be opened: ${(error as Error).message}.`);
  }
}

const ROOM = {
  // 32 MB of log before it is copied: a page that changes again and again is then copied once. And 8 MB of pages, in
  // each thread: what does not fit is in the system's own cache.
  little: { wal_autocheckpoint: 8000, cache_size: -8192 },
  much: { wal_autocheckpoint: 20_000, cache_size: -32_768 },
};

/**
 * How much memory and log a connection may use. `much` is for as long as a great many rows are written: each
 * transaction then changes nearly all pages of the indexes, and those that don't fit are written twice.
 */
export function takeRoom(connection: Connection, room: keyof typeof ROOM): void {
  for (const [name, value] of Object.entries(ROOM[room])) connection.pragma(`${name} = ${value}`);
}

/** The database holds something that cannot be right. */
export class DamagedError extends StartError {}

/** A larger file takes more than a moment to look through: that is left to the worker. */
const CHECKED_AT_START = 32 * 1024 * 1024;

/**
 * Before a start: looks through a database for damage, where that takes no more than a moment.
 *
 * @throws {DamagedError} that names the first fault.
 */
export function refuseDamageAtStart(file: string): void {
  if (existsSync(file) && statSync(file).size <= CHECKED_AT_START) refuseDamage(file);
}

/**
 * Looks through a whole database for damage: a damaged one can open and serve for days. Search indexes
 * are left out, which makes it twenty times faster: they can be built anew.
 *
 * @throws {DamagedError} that names the first fault.
 */
export function refuseDamage(file: string): void {
  const connection = openDatabase(file);
  const fault = firstFault(connection);
  connection.close();
  if (fault !== undefined)
    throw new DamagedError(`The database ${file} is damaged (${fault}). Restore a backup.`);
}

function firstFault(connection: Connection): string | undefined {
  try {
    const tables = connection
      .prepare(
        `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_search%' ESCAPE '\\'`,
      )
      .pluck()
      .all();
    return tables
      .map((table) => String(connection.pragma(`quick_check("${table}")`, { simple: true })))
      .find((answer) => answer !== 'ok');
  } catch (error) {
    return (error as Error).message;
  }
}

/** Whether the database can be read right now. */
export function databaseAnswers(connection: Connection): boolean {
  try {
    return connection.prepare('SELECT 1 FROM sqlite_master').get() !== undefined;
  } catch {
    return false;
  }
}

/**
 * Runs `work` as one transaction that takes the writer's place at once, or joins the one that is
 * already under way. Whatever it throws undoes all of it.
 */
export function inTransaction<Result>(connection: Connection, work: () => Result): Result {
  return connection.inTransaction ? work() : connection.transaction(work).immediate();
}
