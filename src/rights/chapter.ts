import type { Line } from '../pdf/paper.ts';

/** A part of what is held of somebody: as it is read, and as a value for programs. Without lines there is nothing. */
export type Chapter = { key: string; title: string; about?: string; lines: Line[]; data: unknown };
