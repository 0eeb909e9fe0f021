import { z } from 'zod';
import type { SettingStore } from './store.ts';

const settingsSchema = z.object({
  /** Months that the proof of consent and of leaving is kept after somebody left. */
  proofMonths: z.coerce.number().int().min(1).max(120).default(24),
  /** Months that it is kept who was invited to a meeting and who came. */
  attendanceMonths: z.coerce.number().int().min(1).max(120).default(24),
  /** Months that the access log is kept. The database itself keeps it for a year, whatever stands here. */
  logMonths: z.coerce.number().int().min(12).max(60).default(13),
  /** Months that a backup is kept: as long as somebody who was erased can still stand in one. */
  backupMonths: z.coerce.number().int().min(1).max(12).default(3),
});

/** What staff can set, with what holds while they have not. */
export type SettingValues = z.infer<typeof settingsSchema>;

export type Settings = ReturnType<typeof createSettings>;

export function createSettings(store: SettingStore) {
  return {
    /** All settings as they are now. */
    read: (): SettingValues => settingsSchema.parse(store.all()),
    /** Changes some of them. */
    change: (values: Partial<SettingValues>): void => {
      for (const [name, value] of Object.entries(values)) store.put(name, String(value));
    },
  };
}
