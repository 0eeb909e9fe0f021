import type { Form } from '../web/form.ts';
import { partial, staffPage } from '../web/view.ts';
import type { AddressProblem } from './address.ts';
import type { Channel } from './channel.ts';
import type { Country } from './country.ts';
import type { Filter } from './filter.ts';
import type { DoubleReason } from './finding-doubles.ts';
import type { KeptFilter } from './kept-store.ts';
import type { Kind } from './participant.ts';

/** Somebody as one line of the register. */
export type ListRow = {
  id: string;
  name: string;
  organisation: string;
  town: string;
  postcode: string;
  kind: Kind;
  channel: Channel;
  tags: string[];
  lastContact: string;
};

/** A label with how many have it. */
export type TagCount = { name: string; count: number };

export type ListData = {
  rows: ListRow[];
  count: number;
  filter: Filter;
  /** The filter as the query of an address; empty for everybody. */
  question: string;
  /** How many things are asked about besides the words in the search box. */
  conditions: number;
  tags: TagCount[];
  kept: KeptFilter[];
  /** How many pairs are perhaps one person. */
  doubles: number;
  keepForm: Form;
  /** Links to the pages before and after this one, where there are any. */
  previous: string | undefined;
  next: string | undefined;
  /** Whether there is nobody at all, whatever is looked for. */
  isEmpty: boolean;
};
export const list = staffPage<ListData>('participants/list');

/** The search box and everything to filter by. */
export const filters = partial<Pick<ListData, 'filter' | 'tags' | 'conditions'>>('participants/filters');

/** One thing to filter by, as a drop-down list. */
export const pick = partial<{
  name: string;
  label: string;
  chosen: string;
  any: string;
  options: { value: string; label: string }[];
}>('participants/pick');

/** The questions under a name. */
export const kept = partial<Pick<ListData, 'kept' | 'question'>>('participants/kept');

/** How somebody is invited. */
export const channel = partial<{ channel: Channel }>('participants/channel');

/** Somebody as a link with a word or two. */
export type Other = { id: string; name: string; about: string };

/** The fields of which a colleague made something else than what was typed, with what they hold now. */
export type Theirs = { name: string; value: string }[];

/** The entry that is changed, with what stands around it. */
export type ShownEntry = {
  id: string;
  restrictedAt: string;
  objectedAt: string;
  name: string;
  createdAt: string;
  updatedAt: string;
  address: string[];
  addressProblem: AddressProblem | undefined;
  channel: Channel;
  organisation: string;
  /** Others at the same post address, and of the same organisation with how many there are in all. */
  household: Other[];
  colleagues: Other[];
  colleagueCount: number;
  /** Who are perhaps the same person. */
  similar: Other[];
};

export type FormData = {
  form: Form;
  countries: readonly Country[];
  tags: TagCount[];
  /** The labels that are ticked. */
  ticked: string[];
  /** Undefined for a new one. */
  entry: ShownEntry | undefined;
  /** Set when a colleague changed the entry since this form was opened. */
  theirs: Theirs | undefined;
};
export const form = staffPage<FormData>('participants/form');

/** What a colleague has made of it, beside what was typed. */
export const theirs = partial<{ theirs: Theirs }>('participants/theirs');

/** The fields of an entry. */
export const fields =
  partial<Pick<FormData, 'form' | 'countries' | 'tags' | 'ticked'>>('participants/fields');

/** A choice of a country out of all. */
export const country = partial<Pick<FormData, 'form' | 'countries'>>('participants/country');

/** The labels to tick, and room for new ones. */
export const labels = partial<Pick<FormData, 'form' | 'tags' | 'ticked'>>('participants/labels');

/** A yes or no. */
export const tick = partial<{ form: Form; name: string; label: string }>('participants/tick');

/** What stands around an entry: the household, the organisation. */
export const around = partial<{ entry: ShownEntry }>('participants/around');

/** What is the matter with an address, in words. */
export const addressWarning = partial<{ problem: AddressProblem }>('participants/address-warning');

/** One step in the history of an entry. */
export type Step = {
  at: string;
  /** What happened and who did it. */
  what: string;
  who: string;
  reason: string;
  fields: { name: string; before: string; after: string }[];
  /** Where the form that puts it back goes, where that is still possible. */
  undo: string | undefined;
  undoneAt: string | null;
};

export type HistoryData = { id: string; name: string; steps: Step[]; isWhole: boolean };
export const history = staffPage<HistoryData>('participants/history');

export type RemovedData = {
  removed: { name: string; at: string; who: string; merged: boolean; undo: string }[];
};
export const removed = staffPage<RemovedData>('participants/removed');

export type ChosenData = {
  form: Form;
  /** How many are chosen, and some of them. */
  count: number;
  some: Other[];
  most: number;
  /** The choice as the query of an address. */
  question: string;
  back: string;
  tags: TagCount[];
  today: string;
};
export const chosen = staffPage<ChosenData>('participants/chosen');

/** Two entries that are perhaps one person. */
export type ShownPair = { one: PairSide; other: PairSide; reason: DoubleReason; isLikely: boolean };
export type PairSide = { id: string; name: string; lines: string[] };

export type DoublesData = {
  pairs: ShownPair[];
  count: number;
  searchedAt: string | null;
  page: number;
  pages: number;
  link: (page: number) => string;
};
export const doubles = staffPage<DoublesData>('participants/doubles');

/** One part in which two entries differ: what each has, and what is likely meant. */
export type MergeRow = {
  name: string;
  label: string;
  one: string;
  other: string;
  chosen: string;
  canBeBoth: boolean;
};

export type MergeData = {
  form: Form;
  one: PairSide & { version: number };
  other: PairSide & { version: number };
  rows: MergeRow[];
  same: { label: string; value: string }[];
};
export const merge = staffPage<MergeData>('participants/merge');
