import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { StartError } from '../start-error.ts';

const contents = z.object({
  /** The moment of the erasure: whoever came into a list after it is not meant. */
  at: z.string(),
  /** Keyed hashes of what finds the person again. */
  marks: z.array(z.string()),
});

/** An erasure as it is kept outside the database. */
export type ErasureFile = z.infer<typeof contents> & { name: string };

const ENDING = '.json';

/**
 * Erasures outside the database, a file each: whole or not there at all, and on disk before the erasure counts. A
 * backup that is put back can be purged by them.
 */
export type ErasureFiles = ReturnType<typeof createErasureFiles>;

export function createErasureFiles(folder: string) {
  return { write, all, removeOld };

  /** Writes one, and returns its name when it is on disk. */
  function write(erasure: ErasureFile): void {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { name, ...rest } = erasure;
    const half = join(folder, `${name}.half`);
    const file = openSync(half, 'w', 0o600);
    writeSync(file, JSON.stringify(rest));
    fsyncSync(file);
    closeSync(file);
    renameSync(half, join(folder, name));
    syncFolder();
  }

  /**
   * Every one of them, the oldest first.
   *
   * @throws {StartError} where one can't be read: who it is about could come back unseen.
   */
  function all(): ErasureFile[] {
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((name) => name.endsWith(ENDING))
      .sort()
      .map((name) => ({ name, ...read(name) }));
  }

  function read(name: string): z.infer<typeof contents> {
    const file = join(folder, name);
    try {
      return contents.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      throw new StartError(
        `${file} can't be read. It says who was erased: put it back from a copy, or remove it if there is none.`,
      );
    }
  }

  /** Removes those of before this moment. */
  function removeOld(moment: string): void {
    for (const { name, at } of all()) if (at < moment) rmSync(join(folder, name));
  }

  /** Makes the new name in the folder last. Windows keeps no such promise, and needs none. */
  function syncFolder(): void {
    if (process.platform === 'win32') return;
    const handle = openSync(folder, 'r');
    fsyncSync(handle);
    closeSync(handle);
  }
}
