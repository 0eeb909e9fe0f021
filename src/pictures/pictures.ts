import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { paths } from '../paths.ts';
import { ENCODER_VERSION, type EncodedPicture, encodePicture } from './encode.ts';
import type { PictureStore, StoredPicture } from './store.ts';

/** A picture as the pages use it; `small`, `large` and `share` are paths. */
export type PictureFiles = {
  /** Of the large one, in pixels. */
  width: number;
  height: number;
  small: string;
  large: string;
  /** Every size with its width, for the `srcset` of an `img`. */
  srcset: string;
  /** 1200×630, for social media. */
  share: string;
  /** The whole picture as mail programs show it; at most 1104 wide. Missing where it came in before there was one. */
  mail?: string | undefined;
};

export type PutOutcome = 'added' | 'updated' | 'unchanged' | { problem: string };

/** The pictures of `content/images`, made ready for the pages and kept in `DATA_DIR/uploads`. */
export type Pictures = ReturnType<typeof createPictures>;

/** What a picture may be called, in the content folder and in what refers to it. */
export const PICTURE_NAME = /^[\w-]+\.(?:png|jpe?g|webp|svg)$/i;

type Deps = {
  store: PictureStore;
  /** `DATA_DIR/uploads`. */
  folder: string;
  inTransaction: <Result>(work: () => Result) => Result;
};

export function createPictures({ store, folder, inTransaction }: Deps) {
  return { find, isShown: store.isPublic, smallest, read, put, originals };

  /** A picture by its name in the content folder, or undefined where there is none. */
  function find(name: string): PictureFiles | undefined {
    const picture = store.find(name);
    const small = picture?.sizes[0];
    const large = picture?.sizes.at(-1);
    if (!picture || !small || !large) return undefined;
    return {
      width: large.width,
      height: large.height,
      small: paths.picture(small.file),
      large: paths.picture(large.file),
      srcset: picture.sizes.map(({ file, width }) => `${paths.picture(file)} ${width}w`).join(', '),
      share: paths.picture(picture.share),
      mail: picture.mail === null ? undefined : paths.picture(picture.mail),
    };
  }

  /** The file of a picture's smallest size, as `paths.picture` wants it. */
  function smallest(name: string): string | undefined {
    return store.find(name)?.sizes[0]?.file;
  }

  /** The bytes of a file that the pages show; undefined for any other name. */
  async function read(file: string): Promise<Buffer | undefined> {
    if (!store.isPublic(file)) return undefined;
    return readFile(join(folder, file)).catch(() => undefined);
  }

  /** Takes a picture in, unless it is here already as it is. The files come first, then the row that names them. */
  async function put(name: string, bytes: Buffer): Promise<PutOutcome> {
    const before = store.find(name);
    const hash = createHash('sha256').update(`${ENCODER_VERSION}\0${name}\0`).update(bytes).digest('hex');
    if (before?.hash === hash && filesOf(before).every((file) => existsSync(join(folder, file)))) {
      return 'unchanged';
    }
    const encoding = await encodePicture(bytes);
    if (!encoding.ok) return { problem: encoding.problem };
    const picture = await write(name, hash, bytes, encoding.picture);
    inTransaction(() => store.put(picture));
    if (before !== undefined) await removeFiles(filesOf(before), filesOf(picture));
    return before === undefined ? 'added' : 'updated';
  }

  /** The pictures as they came in, for an export. */
  function originals(): { name: string; file: string }[] {
    return store.all().map(({ name, original }) => ({ name, file: join(folder, original) }));
  }

  async function write(
    name: string,
    hash: string,
    bytes: Buffer,
    { sizes, share, mail }: EncodedPicture,
  ): Promise<StoredPicture> {
    const stem = `${name.slice(0, -extname(name).length)}-${hash.slice(0, 12)}`;
    const picture = {
      name,
      hash,
      original: `${stem}-original${extname(name)}`,
      share: `${stem}-share.jpg`,
      mail: `${stem}-mail.jpg`,
      sizes: sizes.map(({ width, height }) => ({ file: `${stem}-${width}.webp`, width, height })),
    };
    await mkdir(folder, { recursive: true });
    await writeWhole(picture.original, bytes);
    await writeWhole(picture.share, share);
    await writeWhole(picture.mail, mail);
    for (const size of sizes) await writeWhole(`${stem}-${size.width}.webp`, size.bytes);
    return picture;
  }

  async function writeWhole(file: string, bytes: Buffer): Promise<void> {
    await writeFile(join(folder, `.${file}`), bytes);
    await rename(join(folder, `.${file}`), join(folder, file));
  }

  async function removeFiles(files: string[], except: string[]): Promise<void> {
    const gone = files.filter((file) => !except.includes(file));
    await Promise.all(gone.map((file) => rm(join(folder, file), { force: true })));
  }
}

function filesOf({ original, share, mail, sizes }: StoredPicture): string[] {
  return [original, share, ...(mail === null ? [] : [mail]), ...sizes.map(({ file }) => file)];
}
