import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join, posix } from 'node:path';
import type { RequestHandler } from 'express';
import { paths } from '../paths.ts';
import { type Encodings, encodingsOf, sendSmallest } from './encodings.ts';

/** A file of `public/`, in memory, under an address that changes with its content. */
type Asset = { address: string; type: string; body: Buffer; encodings: Encodings | undefined };

/** The files of `public/`. */
export type Assets = {
  /** The address of a file, such as `images/favicon.svg` or `site.css`. Throws for an unknown name. */
  address: (name: string) => string;
  /** Answers requests for those addresses; they can be kept for ever. */
  serve: RequestHandler;
};

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};
const COMPRESSED = new Set(['.css', '.js', '.svg', '.txt']);

/** The style sheets, joined in this order into one file each: a page asks for one. */
const STYLE_SHEETS: Record<string, string[]> = {
  'site.css': ['tokens.css', 'base.css', 'layout.css', 'components.css', 'print.css'],
  'staff.css': ['staff.css'],
};

/** Scripts that come with a package, and are served like our own: from where the package starts. */
const FROM_PACKAGES: Record<string, { name: string; file: string }> = {
  'js/simplewebauthn.js': { name: '@simplewebauthn/browser', file: '../dist/bundle/index.umd.min.js' },
};

/** Reads `public/` once. Pictures and fonts first, since the style sheets name their addresses. */
export function createAssets(folder: string): Assets {
  const assets = new Map<string, Asset>();
  for (const name of filesBelow(folder)) {
    if (!name.startsWith('css/')) assets.set(name, toAsset(name, readFileSync(join(folder, name))));
  }
  for (const [name, source] of Object.entries(FROM_PACKAGES)) {
    const start = createRequire(import.meta.url).resolve(source.name);
    assets.set(name, toAsset(name, readFileSync(join(dirname(start), source.file))));
  }
  for (const [name, parts] of Object.entries(STYLE_SHEETS)) {
    const css = parts.map((part) => readFileSync(join(folder, 'css', part), 'utf8')).join('\n');
    assets.set(name, toAsset(name, Buffer.from(withAddresses(css, address))));
  }
  const byAddress = new Map(Array.from(assets.values(), (asset) => [asset.address, asset]));
  return { address, serve };

  function address(name: string): string {
    const asset = assets.get(name);
    if (asset === undefined) throw new Error(`There is no file ${name} in public/`);
    return asset.address;
  }

  function serve(...[request, response, next]: Parameters<RequestHandler>): void {
    const asset = byAddress.get(request.path);
    if (asset === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) return next();
    response.set('Cache-Control', 'public, max-age=31536000, immutable').type(asset.type);
    if (asset.encodings) return sendSmallest(request, response, asset.encodings);
    response.end(asset.body);
  }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => TYPES[extname(name)] !== undefined);
}

function toAsset(name: string, body: Buffer): Asset {
  const extension = extname(name);
  const fingerprint = createHash('sha256').update(body).digest('hex').slice(0, 10);
  const address = paths.asset(`${name.slice(0, -extension.length)}.${fingerprint}${extension}`);
  const type = TYPES[extension] ?? 'application/octet-stream';
  const encodings = COMPRESSED.has(extension) ? encodingsOf(body, 9) : undefined;
  return { address, type, body, encodings };
}

function withAddresses(css: string, address: (name: string) => string): string {
  return css.replace(/url\("(\.\.\/[^"]+)"\)/g, (_, relative: string) => {
    return `url("${address(posix.normalize(posix.join('css', relative)))}")`;
  });
}
