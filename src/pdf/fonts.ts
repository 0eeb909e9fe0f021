import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The house's type, to be embedded. */
export type Fonts = { regular: Buffer; bold: Buffer };

/** Gives the fonts of a folder. They are read when they are first asked for. */
export function createFonts(folder: string): () => Fonts {
  let read: Fonts | undefined;
  return () => {
    read ??= {
      regular: readFileSync(join(folder, 'atkinson-next-regular.ttf')),
      bold: readFileSync(join(folder, 'atkinson-next-bold.ttf')),
    };
    return read;
  };
}
