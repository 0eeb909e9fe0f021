/** One measurement: what our code takes, beside the floor that the same machine sets at the same moment. */
export type Measure = {
  name: string;
  /** Measures our code once. */
  ours: () => number | Promise<number>;
  /** Measures the limit once: the same work with nothing of ours around it. */
  limit: () => number | Promise<number>;
  /** Where it differs from that of the benchmark. */
  promise?: Promised;
};

/** A benchmark that stands ready to be measured, any number of times. */
export type Running = { measures: Measure[]; stop: () => void | Promise<void> };

/** What is promised of `ours`, in the benchmark's unit, or of its ratio to the limit. */
export type Promised =
  | { atMost: number }
  | { atLeast: number }
  | { atLeastRatio: number }
  | { atMostRatio: number };

/** A benchmark: a file in this folder that exports one as `benchmark`, named as the file is. */
export type Benchmark = {
  name: string;
  /** What the numbers count, such as `ms`. */
  unit: string;
  /** What the limit is, in a few words. */
  against: string;
  promise?: Promised;
  start: () => Running | Promise<Running>;
};

/** The value that this share of the values does not pass (0.99: the 99th percentile). */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function median(values: number[]): number {
  return percentile(values, 0.5);
}

/** How many milliseconds this takes. */
export function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
