import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';

const pictureRow = z.object({
  name: z.string(),
  hash: z.string(),
  original: z.string(),
  share: z.string(),
  /** Empty for a picture that came in before mail had its own. */
  mail: z.string().nullable(),
});
const sizeRow = z.object({ file: z.string(), width: z.number(), height: z.number() });
const found = z.object({ found: z.literal(1) });

/** A picture with its sizes, the smallest first. Every file is a name in the uploads folder. */
export type StoredPicture = z.infer<typeof pictureRow> & { sizes: z.infer<typeof sizeRow>[] };

export type PictureStore = ReturnType<typeof createPictureStore>;

export function createPictureStore(connection: Connection) {
  const columns = 'SELECT name, hash, original, share, mail FROM pictures';
  const find = connection.prepare(`${columns} WHERE name = ?`);
  const all = connection.prepare(`${columns} ORDER BY name`);
  const sizes = connection.prepare(
    'SELECT file, width, height FROM picture_sizes WHERE picture = ? ORDER BY width',
  );
  const isPublic = connection.prepare(`
    SELECT 1 AS found FROM picture_sizes WHERE file = @file
    UNION SELECT 1 FROM pictures WHERE share = @file OR mail = @file`);
  const put = connection.prepare(`
    INSERT INTO pictures (name, hash, original, share, mail)
    VALUES (@name, @hash, @original, @share, @mail)
    ON CONFLICT (name) DO UPDATE SET hash = @hash, original = @original, share = @share, mail = @mail`);
  const removeSizes = connection.prepare('DELETE FROM picture_sizes WHERE picture = ?');
  const insertSize = connection.prepare(`
    INSERT INTO picture_sizes (file, picture, width, height) VALUES (@file, @picture, @width, @height)`);

  const withSizes = (row: z.infer<typeof pictureRow>): StoredPicture => ({
    ...row,
    sizes: allRows(sizeRow, sizes, row.name),
  });

  return {
    find: (name: string): StoredPicture | undefined => {
      const row = oneRow(pictureRow, find, name);
      return row && withSizes(row);
    },
    all: (): StoredPicture[] => allRows(pictureRow, all).map(withSizes),
    /** Whether a file is one that the pages show: a size or a crop, never an original. */
    isPublic: (file: string): boolean => oneRow(found, isPublic, { file }) !== undefined,
    /** Adds or replaces a picture with its sizes. */
    put: ({ sizes, ...picture }: StoredPicture): void => {
      put.run(picture);
      removeSizes.run(picture.name);
      for (const size of sizes) insertSize.run({ ...size, picture: picture.name });
    },
  };
}
