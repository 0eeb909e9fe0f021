import type { Form } from '../web/form.ts';
import type { ConfirmQuestion } from '../web/staff-routes.ts';
import { partial, staffPage } from '../web/view.ts';
import type { Passkey } from './factor-store.ts';

/** `typed`: what was typed before is kept, and waits behind signing in. */
export const signIn = staffPage<{ form: Form; typed: boolean }>('staff/sign-in');

/** The second step of signing in: what this person can go on with. */
export const secondStep = staffPage<{ form: Form; app: boolean; passkeys: boolean; codesLeft: number }>(
  'staff/second-step',
);
export const secondStepOver = staffPage<{ naar: string }>('staff/second-step-over');

/** Asks for the password or a passkey again. */
export const confirm = staffPage<ConfirmQuestion>('staff/confirm');

/** After that, where a file was asked for: it comes by itself. */
export const fileComes = staffPage<{ to: string }>('staff/file-comes');

/** A form that a passkey answers: `ask` is where its script gets the question. Hidden without scripts. */
export const passkeyButton = partial<{
  action: string;
  ask: string;
  kind: 'add' | 'prove';
  field: string;
  fields: Record<string, string>;
  label: string;
  /** Whether it is the main thing to do on the page. */
  main?: boolean;
}>('staff/passkey-button');

/** `person` is who was invited; undefined for the very first, who fills it in. */
export const setUp = staffPage<{
  form: Form;
  token: string;
  person: { name: string; email: string } | undefined;
  /** Second factors that are there go with it. */
  clearsFactors: boolean;
}>('staff/set-up');

export const invitationGone = staffPage<object>('staff/invitation-gone');

/** How many there are of each; what is empty asks for a first step. */
export type DashboardData = {
  name: string;
  /** Whether this person has a second factor, how many recovery codes they have left, how many people have access. */
  secondFactor: boolean;
  codesLeft: number;
  staff: { count: number; usual: number };
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
  /** What will go within a week, whom there was no contact with, and promises that are not kept. */
  privacy: { coming: number; silent: number; broken: number };
  /** Requests of people about their own data. */
  requests: { open: number; soon: number; late: number };
};
export const dashboard = staffPage<DashboardData>('staff/dashboard');

/** Shows which part of the whole a number is. */
export const partBar = partial<{ part: number; of: number }>('staff/part-bar');

export const account = staffPage<{
  name: string;
  email: string;
  appSince: string | undefined;
  passkeys: Passkey[];
  codesLeft: number;
  sessions: { id: string; device: string; createdAt: string; lastUsedAt: string; isThisOne: boolean }[];
}>('staff/account');

export const password = staffPage<{ form: Form }>('staff/password');

/** Where who has no second factor is led to; `naar` is what they wanted. */
export const secondFactor = staffPage<{ form: Form; naar: string; has: boolean }>('staff/second-factor');

/** Setting up the app: the secret to type, and the same as a QR code. */
export const app = staffPage<{
  form: Form;
  secret: string;
  qr: { size: number; path: string };
  naar: string;
  replaces: boolean;
}>('staff/app');

/** `codes` are there once, just after they were made. */
export const recoveryCodes = staffPage<{
  codes: string[] | undefined;
  left: number;
  naar: string;
  name: string;
}>('staff/recovery-codes');

/** Who has access. `usual` is how many there should be. */
export const colleagues = staffPage<{
  form: Form;
  people: {
    id: string;
    name: string;
    email: string;
    lastUsedAt: string | null;
    has: boolean;
    isSelf: boolean;
  }[];
  usual: number;
}>('staff/colleagues');

/** A link for a colleague, to hand over; undefined when it was shown before. */
export const newLink = staffPage<{
  link: { name: string; address: string; back: boolean; qr: { size: number; path: string } } | undefined;
}>('staff/new-link');

export const qrCode = partial<{ qr: { size: number; path: string }; label: string }>('staff/qr-code');
