/** Something in a content file that has to be mended. `file` is its path in the folder; lines count from 1. */
export type Problem = { file: string; line?: number | undefined; message: string };

/** The same, before it is said in which file. */
export type Fault = { line?: number | undefined; message: string };
