import type { OutputInfo, Sharp } from 'sharp';

/**
 * A picture made ready: WebP in a few widths for the pages, a JPEG crop for social media, and the whole of it
 * as JPEG for mail, since Outlook shows no WebP.
 */
export type EncodedPicture = {
  sizes: { width: number; height: number; bytes: Buffer }[];
  share: Buffer;
  mail: Buffer;
};

export type Encoding = { ok: true; picture: EncodedPicture } | { ok: false; problem: string };

type Open = typeof import('sharp').default;

/** Raise this when the settings below change: every picture is then made anew at the next import. */
export const ENCODER_VERSION = 2;

const WIDTHS = [480, 960, 1600];
const LARGEST = 1600;
const SHARE = { width: 1200, height: 630 };
/** Twice as wide as the column of a mail. */
const MAIL_WIDTH = 1104;
const MOST_PIXELS = 64_000_000;
const SVG_UNITS_PER_INCH = 72;
const MOST_DENSITY = 2400;
const SECONDS = 30;
const UNUSABLE =
  'is not a picture that can be used: it is damaged, or has more than 64 million pixels, or is higher than 16,383';
const FORMATS = new Set(['jpeg', 'png', 'webp', 'svg']);
/** Shines through where a picture is transparent and its copy can't be: the colour of the paper. */
const BACKGROUND = '#fbf5e9';

/**
 * Makes a picture ready: turned upright, without its metadata (a photograph tells where it was taken),
 * never larger than it was. A drawing (SVG) becomes pixels.
 */
export async function encodePicture(bytes: Buffer): Promise<Encoding> {
  try {
    return await encode(bytes);
  } catch {
    return { ok: false, problem: UNUSABLE };
  }
}

async function encode(bytes: Buffer): Promise<Encoding> {
  // Loaded when it is first needed: serving the site does not need it, and it takes a while.
  const { default: sharp } = await import('sharp');
  const limits = { limitInputPixels: MOST_PIXELS, failOn: 'error' } as const;
  const { format, width = 1 } = await sharp(bytes, limits).metadata();
  if (format === undefined || !FORMATS.has(format)) {
    return { ok: false, problem: 'is not a picture of a kind that is taken (JPEG, PNG, WebP or SVG)' };
  }
  const density = Math.min(
    MOST_DENSITY,
    Math.max(SVG_UNITS_PER_INCH, (SVG_UNITS_PER_INCH * LARGEST) / width),
  );
  const { data, info } = await sharp(bytes, format === 'svg' ? { ...limits, density } : limits)
    .timeout({ seconds: SECONDS })
    .autoOrient()
    .resize({ width: LARGEST, withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const decoded = () => sharp(data, { raw: rawOf(info) });
  const widths = new Set(WIDTHS.map((most) => Math.min(most, info.width)));
  const sizes = [];
  for (const size of widths) sizes.push(await resize(decoded(), size));
  const mail = await forMail(decoded(), Math.min(MAIL_WIDTH, info.width));
  return { ok: true, picture: { sizes, share: await crop(sharp, decoded(), info), mail } };
}

async function resize(picture: Sharp, width: number) {
  const { data, info } = await picture
    .resize({ width })
    .webp({ quality: 76 })
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, bytes: data };
}

async function forMail(picture: Sharp, width: number): Promise<Buffer> {
  return picture.resize({ width }).flatten({ background: BACKGROUND }).jpeg({ quality: 78 }).toBuffer();
}

/** Cuts out the part that the eye goes to, and only then makes it as large as it has to be. */
async function crop(sharp: Open, picture: Sharp, { width, height }: OutputInfo): Promise<Buffer> {
  const ratio = SHARE.width / SHARE.height;
  const part = {
    width: Math.max(1, Math.round(Math.min(width, height * ratio))),
    height: Math.max(1, Math.round(Math.min(height, width / ratio))),
  };
  const { data, info } = await picture
    .resize({ ...part, fit: 'cover', position: 'attention' })
    .flatten({ background: BACKGROUND })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return sharp(data, { raw: rawOf(info) })
    .resize({ ...SHARE, fit: 'fill' })
    .jpeg({ quality: 80, mozjpeg: true })
    .toBuffer();
}

function rawOf({ width, height, channels }: OutputInfo) {
  return { width, height, channels };
}
