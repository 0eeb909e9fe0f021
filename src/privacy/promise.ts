import { z } from 'zod';

/** What the privacy policy promises, and the running system looks after. */
export const PROMISES = [
  'cookies',
  'third-parties',
  'https',
  'double-opt-in',
  'leave-link',
  'left-alone',
  'mail-provider',
  'register-purpose',
  'register-fields',
  'inventory',
  'terms',
  'mail-texts',
  'log',
  'key',
] as const;
export type PromiseId = (typeof PROMISES)[number];

/** What a look at a promise found: how many things were looked at, and which are not as promised. */
export type Finding = { lookedAt: number; wrong: string[] };

const texts = z.string().transform((json) => z.array(z.string()).parse(JSON.parse(json)));

export const promiseCheck = z.object({
  promise: z.enum(PROMISES),
  checkedAt: z.string(),
  kept: z.number().transform((stored) => stored === 1),
  keptAt: z.string().nullable(),
  brokenSince: z.string().nullable(),
  lookedAt: z.number(),
  wrong: texts,
});

/** A promise as it was last looked at. */
export type PromiseCheck = z.infer<typeof promiseCheck>;
