import type { Form } from '../web/form.ts';
import { partial, staffPage } from '../web/view.ts';
import type { LookedAt } from './delivery.ts';
import type { Finding } from './finding.ts';
import type { Figures, Progress } from './progress.ts';

/** An issue as the pages of its sending name it. */
export type NamedIssue = { id: string; subject: string };

export type ConfirmData = {
  issue: NamedIssue;
  form: Form;
  readers: number;
  /** What has to be put right first. */
  stops: Finding[];
  minutes: number;
};
export const confirm = staffPage<ConfirmData>('newsletter/sending/confirm');

/** Decided, and can still be taken back. */
export const planned = staffPage<{ issue: NamedIssue; progress: Progress }>('newsletter/sending/planned');
/** Being sent, or standing still. */
export const underway = staffPage<{ issue: NamedIssue; progress: Progress }>('newsletter/sending/underway');
/** Over: sent or ended. */
export const over = staffPage<{ issue: NamedIssue; progress: Progress; figures: Figures }>(
  'newsletter/sending/over',
);

/** Which readers a page shows. */
export const LISTS = { onzeker: 'uncertain', 'niet-bezorgd': 'failed', later: 'retry' } as const;
export type ListName = keyof typeof LISTS;

export type ReadersData = {
  issue: NamedIssue;
  list: ListName;
  readers: LookedAt[];
  count: number;
  /** Whether an uncertain one can still be sent once more. */
  canSendOnceMore: boolean;
  next: string | undefined;
};
export const readers = staffPage<ReadersData>('newsletter/sending/readers');

export const progressBar = partial<{ progress: Progress }>('newsletter/sending/progress-bar');
export const pauseReason = partial<{ progress: Progress }>('newsletter/sending/pause-reason');
export const toLookAt = partial<{ issue: NamedIssue; progress: Progress }>('newsletter/sending/to-look-at');
export const figures = partial<{ figures: Figures }>('newsletter/sending/figures');
export const answer = partial<{ answer: string }>('newsletter/sending/answer');
