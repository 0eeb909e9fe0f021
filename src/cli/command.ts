import type { Services } from '../services.ts';

/** An option behind two dashes. A `flag` takes no value: it is there or not. */
export type Option = { name: string; value: string; about: string; required?: boolean; flag?: boolean };

/** One command of `npm run site --`. */
export type Command = {
  /** Its words, such as `staff invite`. */
  name: string;
  /** What it does, in a sentence. */
  about: string;
  options: Option[];
  /** What stands behind it, by place, such as `FOLDER`. */
  positionals: string[];
  /** Prints what it did; `failed` when it has printed why not. */
  run: (services: Services, given: Given) => Promise<'done' | 'failed'>;
};

/** What was typed: options by name (a flag that was given is ''), and what stands behind the command in order. */
export type Given = { values: Record<string, string | undefined>; positionals: string[] };
