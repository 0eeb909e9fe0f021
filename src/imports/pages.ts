import type { Column } from '../tables/columns.ts';
import type { Counts } from '../tables/list.ts';
import type { Form } from '../web/form.ts';
import { partial, staffPage } from '../web/view.ts';
import type { Group } from './columns.ts';
import type { Fault, Import, ListKind, Outcome } from './import.ts';

/** The lists that came in last. */
export const lists = staffPage<{ lists: Import[] }>('imports/lists');

/** The first step: which file, and what it is a list of. */
export const upload = staffPage<{ form: Form; megabytes: number }>('imports/upload');

/** While the worker is busy with a list. */
export const underway = staffPage<{ list: Import }>('imports/underway');
export const unreadable = staffPage<{ list: Import }>('imports/unreadable');

/** The second step: what each column is. */
export type ColumnsData = { list: Import; columns: Column[]; form: Form };
export const columns = staffPage<ColumnsData>('imports/columns');

/** The third step, for readers: where the consent came from. */
export type ConsentData = { list: Import; groups: Group[]; hasDates: boolean; form: Form };
export const consent = staffPage<ConsentData>('imports/consent');

/** A row as staff see it: what stands in it, what happens to it and why, and the reader it is about. */
export type ShownRow = {
  number: number;
  address: string;
  name: string;
  fault: Fault | undefined;
  subscriberId: string | null;
};

/** Rows with one outcome, a page at a time. */
export type RowsData = {
  list: Import;
  outcome: Outcome | undefined;
  rows: ShownRow[];
  page: number;
  pages: number;
  link: (page: number) => string;
};

/** The dry run. */
type Shown = { list: Import; shown: RowsData; outcomes: Outcome[]; outcome: Outcome | undefined };
export type CheckData = Shown & { changes: number };
export const check = staffPage<CheckData>('imports/check');

/** What a list did, or that it was undone. `undoableUntil` is undefined when it can't be any more. */
export type ResultData = Shown & { undoableUntil: string | undefined };
export const result = staffPage<ResultData>('imports/result');

/** Where staff are in the steps. */
export const steps = partial<{ list: ListKind; now: 'columns' | 'consent' | 'check' }>('imports/steps');

/** How many rows came to which outcome, each a link to them. */
type CountsData = {
  id: string;
  counts: Counts;
  /** The ones that there are, in the order to show them. */
  outcomes: Outcome[];
  outcome: Outcome | undefined;
  done: boolean;
};
export const counts = partial<CountsData>('imports/counts');
export const rows = partial<RowsData & { done: boolean }>('imports/rows');
export const outcome = partial<{ outcome: Outcome; done: boolean }>('imports/outcome');
export const fault = partial<{ fault: Fault }>('imports/fault');
export const listName = partial<{ list: ListKind }>('imports/list-name');
export const stateName = partial<{ list: Import }>('imports/state-name');
/** The button that throws away a list that is not brought in. */
export const drop = partial<{ id: string }>('imports/drop');
/** A choice of what a column is. */
export const role = partial<{ form: Form; place: number; column: Column; list: ListKind; error: string }>(
  'imports/role',
);
