import { extname } from 'node:path';
import { paths } from '../paths.ts';
import { text } from '../web/reply.ts';
import type { Routes } from '../web/router.ts';
import type { Pictures } from './pictures.ts';

const TYPES: Record<string, string> = { '.webp': 'image/webp', '.jpg': 'image/jpeg' };
/** Feed readers show the pictures on pages of their own. */
const HEADERS = {
  'Cache-Control': 'public, max-age=31536000, immutable',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/** The pictures of the content. A name changes with what it holds, so it can be kept for ever. */
export function pictureRoutes(routes: Routes, { pictures }: { pictures: Pictures }): void {
  routes.get(paths.picture(':name'), async (request) => {
    const name = String(request.params.name);
    const bytes = await pictures.read(name);
    return bytes && text(TYPES[extname(name)] ?? 'application/octet-stream', bytes, HEADERS);
  });
}
