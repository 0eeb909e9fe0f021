import type { Form } from '../web/form.ts';
import { page, partial, staffPage } from '../web/view.ts';
import type { GrowthMonth } from './growth.ts';
import type { LeavingState } from './leave.ts';
import type { StateCounts } from './list.ts';
import type { Step } from './story-words.ts';
import type { State, Subscriber } from './subscriber.ts';

/** A newsletter that was sent, as the page links to it. */
export type IssueLink = { slug: string; subject: string; at: string };
export const newsletter = page<{ form: Form; wording: string; issues: IssueLink[] }>(
  'subscribers/newsletter',
);
export const signedUp = page<object>('subscribers/signed-up');
export const confirm = page<{ token: string }>('subscribers/confirm');
export const confirmExpired = page<{ token: string }>('subscribers/confirm-expired');
export const confirmed = page<object>('subscribers/confirmed');
export const alreadySubscribed = page<object>('subscribers/already-subscribed');
export const linkWithdrawn = page<object>('subscribers/link-withdrawn');
export const unknownLink = page<object>('subscribers/unknown-link');
export const askToLeave = page<{ form: Form }>('subscribers/ask-to-leave');
export const askedToLeave = page<object>('subscribers/asked-to-leave');
export const leave = page<{ token: string }>('subscribers/leave');
export const notSubscribed = page<object>('subscribers/not-subscribed');
export const left = page<{ token: string; state: LeavingState; form: Form }>('subscribers/left');

/** The fields of the sign-up form, on the newsletter page and on the home page. */
export const signUpFields = partial<{ form: Form; wording: string }>('subscribers/sign-up-form');

export type SubscriberListData = {
  subscribers: Subscriber[];
  words: string;
  state: State | undefined;
  counts: StateCounts;
  /** Links to the pages before and after this one. */
  previous: string | undefined;
  next: string | undefined;
};
export const list = staffPage<SubscriberListData>('subscribers/list');

/** One reader: whether we may mail them and why, their story, and what was sent to them where that can be known. */
export type ShowData = {
  subscriber: Subscriber;
  restrictedAt: string | undefined;
  steps: Step[];
  may: boolean;
  answer: string;
  lastIssue: string | undefined;
  deliveries: SentIssue[] | undefined;
  /** Mail that came back, and what followed. */
  bounces: { at: string; words: string }[];
};

/** One issue that was meant for a reader, with what became of it in words. */
export type SentIssue = { subject: string; at: string; words: string };
export const show = staffPage<ShowData>('subscribers/show');

/** What became of each issue for one reader. */
export const deliveries = partial<{ deliveries: SentIssue[] }>('subscribers/deliveries');

/** Which mails to one reader came back. */
export const bounces = partial<{ bounces: ShowData['bounces'] }>('subscribers/bounces');

/** How the list grew, month by month: a plot, and the same in figures. */
export const growth = partial<{ growth: GrowthMonth[] }>('subscribers/growth');

/** The field that people do not see and robots fill in. */
export const trap = partial<object>('subscribers/trap');

/** The state of a reader in a word, coloured. */
export const stateLabel = partial<{ state: State }>('subscribers/state-label');
