import type { Form } from '../web/form.ts';
import { partial, staffPage } from '../web/view.ts';

export const signIn = staffPage<{ form: Form }>('staff/sign-in');

/** `person` is who was invited; undefined for the very first, who fills it in. */
export const setUp = staffPage<{
  form: Form;
  token: string;
  person: { name: string; email: string } | undefined;
}>('staff/set-up');

export const invitationGone = staffPage<object>('staff/invitation-gone');

/** How many there are of each; what is empty asks for a first step. */
export type DashboardData = {
  name: string;
  subscribers: { subscribed: number; waiting: number; left: number };
  participants: { participant: number; interested: number };
  mail: { underway: number; retried: number; failed: number; caught: boolean };
  /** Mail that came back: whether there is anything to see or do. */
  returned: {
    configured: boolean;
    unhandled: number;
    lately: boolean;
    failingSince: string | undefined;
    problem: 'unreachable' | 'refused' | 'folder' | 'other' | undefined;
  };
  /** The list of readers month by month, oldest first. */
  growth: { month: string; joined: number; gone: number; size: number }[];
};
export const dashboard = staffPage<DashboardData>('staff/dashboard');

/** Shows which part of the whole a number is. */
export const partBar = partial<{ part: number; of: number }>('staff/part-bar');

export const account = staffPage<{
  name: string;
  email: string;
  sessions: { id: string; device: string; createdAt: string; lastUsedAt: string; isThisOne: boolean }[];
}>('staff/account');
