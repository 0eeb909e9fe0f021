import { page, partial, staffPage } from '../web/view.ts';
import type { Standing } from './store.ts';

/** The question behind the link of a mail. Anybody may have found the link: it shows a first name and no more. */
export const question = page<{ token: string; name: string; wantsOut: boolean }>('staying/question');
export const answered = page<{ stays: boolean }>('staying/answered');
export const unknown = page<object>('staying/unknown');

/** One line of the list. */
export type ListRow = { id: string; name: string; about: string; since: string; askedAt: string | null };

export type ListData = {
  standing: Standing;
  counts: Record<Standing, number>;
  rows: ListRow[];
  /** How many can be asked by mail, and how many at once. */
  toMail: number;
  most: number;
  page: number;
  pages: number;
};
export const list = staffPage<ListData>('staying/list');

/** What staff do with those who stand here, in words. */
export const explanation = partial<{ standing: Standing }>('staying/explanation');

export type EntryData = {
  id: string;
  name: string;
  since: string;
  standing: Standing;
  askedAt: string | undefined;
  canBeMailed: boolean;
  email: string;
  phone: string;
  address: string[];
};
export const entry = staffPage<EntryData>('staying/entry');
