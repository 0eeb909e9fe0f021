import type { Express } from 'express';

/** What a router holds, as far as it is looked at here. */
type Layer = {
  route?: { path: unknown; stack: { method: string }[] };
  handle: { stack?: Layer[] };
};

/** Every address that the application answers, as its pattern, wherever it was added. */
export function addressesOf(app: Express): { method: string; path: string }[] {
  return walk(app.router.stack as unknown as Layer[]);
}

function walk(layers: Layer[]): { method: string; path: string }[] {
  return layers.flatMap(({ route, handle }) => {
    if (route === undefined) return walk(handle.stack ?? []);
    const methods = new Set(route.stack.map(({ method }) => method.toUpperCase()));
    return Array.from(methods, (method) => ({ method, path: String(route.path) }));
  });
}
