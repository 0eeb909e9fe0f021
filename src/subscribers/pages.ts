import type { Form } from '../web/form.ts';
import { page, partial, staffPage } from '../web/view.ts';
import type { LeavingState } from './leave.ts';
import type { StateCounts } from './list.ts';
import type { Story } from './story.ts';
import type { State, Subscriber } from './subscriber.ts';

export const newsletter = page<{ form: Form; wording: string }>('subscribers/newsletter');
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
export const show = staffPage<{ subscriber: Subscriber; story: Story }>('subscribers/show');
/** The field that people do not see and robots fill in. */
export const trap = partial<object>('subscribers/trap');

/** The state of a reader in a word, coloured. */
export const stateLabel = partial<{ state: State }>('subscribers/state-label');
