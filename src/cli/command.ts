import type { Services } from '../services.ts';

/** One command of `npm run site --`. */
export type Command = {
  /** Its words, such as `staff invite`. */
  name: string;
  /** What it does, in a sentence. */
  about: string;
  options: { name: string; value: string; about: string; required?: boolean }[];
  /** What stands behind it, by place, such as `FOLDER`. */
  positionals: string[];
  /** Prints what it did; `failed` when it has printed why not. */
  run: (services: Services, given: Given) => Promise<'done' | 'failed'>;
};

/** What was typed: options by name, and what stands behind the command in order. */
export type Given = { values: Record<string, string | undefined>; positionals: string[] };
