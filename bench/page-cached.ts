import { paths } from '../src/paths.ts';
import type { Benchmark } from './benchmark.ts';
import { startPages } from './pages.ts';

export const benchmark: Benchmark = {
  name: 'page-cached',
  unit: 'pages/s',
  against: 'a bare node:http server that answers the same bytes',
  start: async () => {
    const pages = await startPages(paths.home());
    return { measures: [{ name: 'page-cached', ours: pages.ours, limit: pages.limit }], stop: pages.stop };
  },
};
