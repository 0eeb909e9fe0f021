import { staffPage } from '../web/view.ts';

/** A kind with how many there are, and how many of them will go within a week. */
export type ShownKind = { name: string; until: string; held: number; coming: number; past: number };

export type TableData = {
  groups: { name: string; kinds: ShownKind[] }[];
  coming: ShownKind[];
  /** When it was last tidied up; undefined before the first night. */
  lastAt: string | undefined;
};
export const table = staffPage<TableData>('retention/table');

export type ReceiptsData = {
  runs: { at: string; finished: boolean; lines: { name: string; removed: number; remaining: number }[] }[];
};
export const receipts = staffPage<ReceiptsData>('retention/receipts');
