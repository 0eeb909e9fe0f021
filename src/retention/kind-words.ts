/**
 * A kind in words that fit the privacy policy, the staff pages and the record of processing alike: what it is called,
 * which data it is, what for, how long, and why so long. `{term}` is where the term comes.
 */
export type KindWords = { name: string; what: string; purpose: string; until: string; reason: string };
