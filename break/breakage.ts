/** What breaking something did: `lost` and `doubled` have to be 0. `uncertain` is said to be so, and shown to staff. */
export type Damage = {
  /** How often it was broken. */
  faults: number;
  /** What the program had taken upon itself. */
  acknowledged: number;
  lost: number;
  doubled: number;
  uncertain: number;
  /** What else was not as it should be, in words. */
  wrong: string[];
};

export type BreakOptions = {
  kills: number;
  /** How large the thing is that is broken, such as the number of readers. */
  size: number;
  progress: (kills: number) => void;
};

/** A way to break the program on purpose: a file in this folder that exports one as `breakage`. */
export type Breakage = {
  name: string;
  kills: number;
  size: number;
  run: (options: BreakOptions) => Promise<Damage>;
};
