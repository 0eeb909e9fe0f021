import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PROGRAM } from '../../src/services.ts';
import { scratchFolder } from '../support/process.ts';

it('loses nobody and doubles nobody when the program is killed again and again, and says who is uncertain', () => {
  const file = join(scratchFolder(), 'damage.json');
  const args = [join(PROGRAM, 'break/break.ts'), 'send', '--kills', '4', '--size', '120', '--json', file];
  const { status, stderr } = spawnSync(process.execPath, args);
  expect(String(stderr)).toBe('');
  expect(status).toBe(0);
  const [damage] = JSON.parse(readFileSync(file, 'utf8'));
  expect(damage).toMatchObject({ name: 'send', acknowledged: 120, lost: 0, doubled: 0 });
  expect(damage.faults).toBeGreaterThan(2);
  expect(damage.uncertain).toBeLessThanOrEqual(5 * damage.faults);
}, 180_000);

it('says how it is used, and what it can break', () => {
  const run = (...args: string[]) => spawnSync(process.execPath, [join(PROGRAM, 'break/break.ts'), ...args]);
  expect(String(run('--help').stdout)).toContain('send');
  expect(run('everything').status).toBe(2);
  expect(run('send', '--kills', 'many').status).toBe(2);
});
