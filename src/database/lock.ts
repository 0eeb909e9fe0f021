import { join } from 'node:path';
import Database from 'better-sqlite3';
import { StartError } from '../start-error.ts';

/**
 * Holds the data folder for this process: an exclusive transaction on a small database of its own,
 * which the operating system lets go of when the process ends, however it ends.
 *
 * @returns lets go of it.
 * @throws {StartError} when another server holds it.
 */
export function lockDataDir(dataDir: string): () => void {
  const lock = new Database(join(dataDir, 'server.lock'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error;
    throw new StartError(`Another server is already running on ${dataDir}. Stop that one first.`);
  }
  return () => lock.close();
}
