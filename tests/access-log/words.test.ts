import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { actionsOf, hasWords, KINDS } from '../../src/access-log/words.ts';

const SRC = join(import.meta.dirname, '../../src');
/** The name of a style sheet looks like one. */
const NO_ACTION = new Set(['staff.css']);

it('says every action of the staff routes in words', () => {
  const actions = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('access-log'))
    .flatMap(
      (file) =>
        readFileSync(join(SRC, file), 'utf8').match(/'(?:subscriber|participant|staff)\.[a-z-]+'/g) ?? [],
    )
    .map((quoted) => quoted.slice(1, -1))
    .filter((action) => !NO_ACTION.has(action));
  expect(actions.length).toBeGreaterThan(50);
  expect([...new Set(actions)].filter((action) => !hasWords(action))).toEqual([]);
});

it('has something to ask for under each kind', () => {
  for (const kind of KINDS) expect(actionsOf(kind).length).toBeGreaterThan(0);
});
