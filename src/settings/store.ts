import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows } from '../database/rows.ts';

const settingRow = z.object({ name: z.string(), value: z.string() });

export type SettingStore = ReturnType<typeof createSettingStore>;

export function createSettingStore(connection: Connection) {
  const all = connection.prepare('SELECT name, value FROM settings');
  const put = connection.prepare(`
    INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`);

  return {
    all: (): Record<string, string> =>
      Object.fromEntries(allRows(settingRow, all).map(({ name, value }) => [name, value])),
    put: (name: string, value: string): void => void put.run(name, value),
  };
}
