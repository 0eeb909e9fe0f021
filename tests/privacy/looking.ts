import type { PromiseId } from '../../src/privacy/promise.ts';
import type { Site } from '../support/site.ts';

export const LOOK = 'look whether the promises are kept';

/** Whether a promise was found to be kept, and what was wrong. */
export async function look(
  site: Site,
  id: PromiseId,
): Promise<{ kept: boolean | undefined; wrong: string[] }> {
  await site.runTask(LOOK);
  const check = site.services.promises.all().find((promise) => promise.id === id)?.check;
  return { kept: check?.kept, wrong: check?.wrong ?? [] };
}
