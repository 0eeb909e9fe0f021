import type { Term } from '../terms.ts';
import type { KindWords } from './kind-words.ts';
import { type Group, KIND_IDS, KINDS, type KindId, type Length } from './kinds.ts';
import { GROUND_NAMES, KIND_WORDS, MINOR } from './words.ts';

/** The terms that staff set, in months. */
export type SetTerms = { proofMonths: number; attendanceMonths: number; logMonths: number };

/** A kind as pages and papers tell it: `until` with its term, `ground` with its article. */
export type ToldKind = KindWords & {
  id: KindId;
  about: Group;
  ground: string;
  article: string;
  mailed: boolean;
  minor: boolean;
};

/** Every kind of this group (or of all) in words, with the terms that hold now. */
export function tellKinds(set: SetTerms, about?: Group): ToldKind[] {
  return KIND_IDS.filter((id) => about === undefined || KINDS[id].about === about).map((id) =>
    tellKind(id, set),
  );
}

/** One kind in words. */
export function tellKind(id: KindId, set: SetTerms): ToldKind {
  const { about, ground, term, mailed = false } = KINDS[id];
  const words = KIND_WORDS[id];
  const { name, article } = GROUND_NAMES[ground];
  const until = words.until.replace('{term}', term === undefined ? '' : inWords(lengthOf(term, set)));
  return { ...words, id, about, until, ground: name, article, mailed, minor: MINOR.has(id) };
}

/** The term that holds now. */
export function lengthOf(length: Length, set: SetTerms): Term {
  return 'setting' in length ? { months: set[length.setting] } : length;
}

/** `30 dagen`, `1 maand`. */
export function inWords(term: Term): string {
  if ('minutes' in term) return `${term.minutes} minuten`;
  if ('hours' in term) return `${term.hours} uur`;
  if ('days' in term) return term.days === 1 ? '1 dag' : `${term.days} dagen`;
  if (term.months % 12 === 0 && term.months > 36) return `${term.months / 12} jaar`;
  return term.months === 1 ? '1 maand' : `${term.months} maanden`;
}
