import { staffPage } from '../web/view.ts';
import type { Person } from './store.ts';

/** A row in words. `about` says how many people it is about; empty where it is about nobody. */
export type ShownEntry = { id: string; at: string; who: string; what: string; about: string };

export type ListData = {
  entries: ShownEntry[];
  /** Whose rows these are: a person of a list. `isThere`: whether that person still is. */
  person: (Person & { isThere: boolean }) | undefined;
  staff: { id: string; name: string }[];
  kinds: { value: string; label: string }[];
  chosen: { staffId: string; kind: string };
  keepMonths: number;
  newer: string | undefined;
  older: string | undefined;
};
export const list = staffPage<ListData>('access-log/list');

/** Somebody whom a row names: by their opaque id, never by name. */
export type NamedPerson = { id: string; to: string | undefined; log: string | undefined };

export type EntryData = {
  entry: ShownEntry;
  persons: NamedPerson[];
  /** Whether it was about more people than it names. */
  isUnnamed: boolean;
};
export const entry = staffPage<EntryData>('access-log/entry');
