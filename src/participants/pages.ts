import type { Form } from '../web/form.ts';
import { partial, staffPage } from '../web/view.ts';
import type { Country } from './country.ts';
import type { ListPage } from './list.ts';
import type { Kind } from './participant.ts';

/** Somebody as one line of the register. */
export type ListRow = { id: string; name: string; organisation: string; town: string; kind: Kind };

export type ListData = {
  rows: ListRow[];
  found: ListPage['found'];
  words: string;
  kind: Kind | undefined;
  /** Links to the pages before and after this one, where there are any. */
  previous: string | undefined;
  next: string | undefined;
  /** Whether there is nobody at all, whatever is looked for. */
  isEmpty: boolean;
};
export const list = staffPage<ListData>('participants/list');

/** The fields of which a colleague made something else than what was typed, with what they hold now. */
export type Theirs = { name: string; value: string }[];

export type FormData = {
  form: Form;
  countries: readonly Country[];
  /** The entry that is changed; undefined for a new one. */
  entry: { id: string; name: string; createdAt: string; updatedAt: string; address: string[] } | undefined;
  /** Set when a colleague changed the entry since this form was opened. */
  theirs: Theirs | undefined;
};
export const form = staffPage<FormData>('participants/form');

/** What a colleague has made of it, beside what was typed. */
export const theirs = partial<{ theirs: Theirs }>('participants/theirs');

/** The fields of an entry. */
export const fields = partial<Pick<FormData, 'form' | 'countries'>>('participants/fields');

/** A choice of a country out of all. */
export const country = partial<Pick<FormData, 'form' | 'countries'>>('participants/country');
