import type { Line } from '../pdf/paper.ts';
import type { Form } from '../web/form.ts';
import { page } from '../web/view.ts';

/** What the last form achieved. */
export type Done = 'corrected' | 'no-invitations' | 'invitations-again';

export type ShowData = {
  token: string;
  expiresAt: string;
  chapters: { title: string; about: string | undefined; lines: Line[] }[];
  objected: boolean;
  form: Form;
  done: Done | undefined;
};
export const show = page<ShowData>('rights/own');

export type ForgetData = { token: string; backupMonths: number; logMonths: number };
export const forget = page<ForgetData>('rights/own-forget');
export const forgotten = page<object>('rights/own-forgotten');
export const shared = page<object>('rights/own-shared');
