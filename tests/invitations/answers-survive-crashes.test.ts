import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PROGRAM } from '../../src/services.ts';
import { scratchFolder } from '../support/process.ts';

it('keeps every answer that was acknowledged and gives no place twice when the program is killed meanwhile', () => {
  const file = join(scratchFolder(), 'damage.json');
  const args = [join(PROGRAM, 'break/break.ts'), 'answer', '--kills', '2', '--size', '40', '--json', file];
  const { status, stderr } = spawnSync(process.execPath, args);
  expect(String(stderr)).toBe('');
  expect(status).toBe(0);
  const [damage] = JSON.parse(readFileSync(file, 'utf8'));
  expect(damage).toMatchObject({ name: 'answer', lost: 0, doubled: 0 });
  // A yes whose acknowledgement was lost takes its place all the same.
  expect(damage.acknowledged).toBeGreaterThan(12);
  expect(damage.acknowledged).toBeLessThanOrEqual(20);
});
