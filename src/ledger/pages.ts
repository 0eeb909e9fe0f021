import type { Form } from '../web/form.ts';
import { partial, staffPage } from '../web/view.ts';
import type { LedgerEntry } from './entry.ts';
import type { Incident } from './incident-store.ts';
import type { Answer } from './texts.ts';

/** A file with its kind in words, and whether it was lost. */
export type ShownFile = LedgerEntry & { kindName: string; contentsName: string; isLost: boolean };

export const list = staffPage<{ files: ShownFile[]; page: number; pages: number }>('ledger/list');

/** Somebody in a file, as the register knows them now. */
export type ShownPerson = { id: string; name: string; about: string };

export type FileData = {
  file: ShownFile;
  people: ShownPerson[];
  present: number;
  gone: number;
  page: number;
  pages: number;
};
export const file = staffPage<FileData>('ledger/file');

export type LostData = {
  file: ShownFile;
  form: Form;
  present: number;
  gone: number;
  /** Of those who are there: how each can be reached. */
  reached: { name: string; count: number }[];
  /** Undefined until staff have written down when they noticed. */
  lost: LostTexts | undefined;
};
export const lost = staffPage<LostData>('ledger/lost');

/** The 72 hours, the draft of the notification, the letter. */
export type LostTexts = {
  incident: Incident;
  until: string;
  hours: number;
  report: Answer[];
  letter: string;
};
export const lostClock = partial<LostTexts>('ledger/lost-clock');
export const lostReport = partial<{ id: string; report: Answer[] }>('ledger/lost-report');
