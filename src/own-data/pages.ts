import type { Form } from '../web/form.ts';
import { page, partial } from '../web/view.ts';

export const ask = page<{ form: Form }>('own-data/ask');
export const asked = page<object>('own-data/asked');

/** One step of the story, said to the reader. */
export type OwnStep = { at: string; text: string; quote?: string | undefined; code?: string | undefined };

export type OwnDataPage = {
  token: string;
  expiresAt: string;
  address: string;
  name: string;
  state: string;
  stateInWords: string;
  since: string;
  knownSince: string;
  keptUntil: string | undefined;
  proofMonths: number;
  steps: OwnStep[];
  /** Undefined while nothing can be sent. */
  deliveries: OwnStep[] | undefined;
  /** Mail that came back. */
  bounces: OwnStep[];
  moves: { address: string; requestedAt: string; expiresAt: string }[];
  /** What the last form achieved, to be told on top. */
  done: 'name' | 'address' | undefined;
  /** The form that came back with a fault, or a blank one. */
  failed: Form;
  nameForm: Form;
  addressForm: Form;
};
export const show = page<OwnDataPage>('own-data/show');
export const steps = partial<{ steps: OwnStep[] }>('own-data/steps');

export const forget = page<{ token: string; address: string; subscribed: boolean }>('own-data/forget');
export const forgotten = page<object>('own-data/forgotten');

export const linkExpired = page<object>('own-data/link-expired');
export const linkMoved = page<object>('own-data/link-moved');
export const linkUnknown = page<object>('own-data/link-unknown');

export const confirmMove = page<{ token: string }>('own-data/confirm-move');
export const moved = page<object>('own-data/moved');
export const moveExpired = page<object>('own-data/move-expired');
export const moveWithdrawn = page<object>('own-data/move-withdrawn');
export const moveTaken = page<object>('own-data/move-taken');
