import type { Group } from '../retention/kinds.ts';
import type { ToldKind } from '../retention/telling.ts';
import type { Form } from '../web/form.ts';
import { page, partial, staffPage } from '../web/view.ts';
import type { ToldBreach } from './breach-words.ts';
import type { ProcessingRecord } from './processing.ts';
import type { PromiseCheck } from './promise.ts';
import type { PromiseWords } from './promise-words.ts';

/** A promise in words, with what was last found; undefined while nobody looked yet. */
export type ToldPromise = PromiseWords & { id: string; check: PromiseCheck | undefined };

/** What the privacy policy says of the system as it runs now. */
export type PrivacyData = {
  /** How mail leaves: by the provider of this name, by one without a name, or not at all. */
  mail: { provider: string | undefined; caught: boolean };
  /** Whether the mailbox of returned mail is read. */
  readsReturnedMail: boolean;
  /** Whether the site is on https. */
  secure: boolean;
  /** How many people can see the register and the readers. */
  staffCount: number;
  /** Everything that the register holds of somebody. */
  fields: string[];
  /** How long each kind is kept, by whom it is about. */
  kinds: Record<Group, ToldKind[]>;
  /** When the site was last found to set no cookie. */
  noCookiesProvenAt: string | undefined;
  promises: ToldPromise[];
};

export const policy = page<PrivacyData>('privacy/policy');

/** How long kinds of data are kept, one a line. */
export const terms = partial<{ kinds: ToldKind[] }>('privacy/terms');

/** What makes the promises true, and when that was last looked at. */
export const proofs = partial<{ promises: ToldPromise[] }>('privacy/proofs');

export type OverviewData = {
  promises: (ToldPromise & { wrong: string[] })[];
  /** How many pieces of data will go within a week, and how many breaches are not reported. */
  coming: number;
  silent: number;
  breaches: number;
};
export const overview = staffPage<OverviewData>('privacy/overview');

/** What the dashboard says of it. */
export const news = partial<{ coming: number; silent: number; broken: number }>('privacy/news');

/** A promise as staff see it, with what is wrong. */
export const promiseRow = partial<{ promise: OverviewData['promises'][number] }>('privacy/promise-row');

export const processing = staffPage<{ record: ProcessingRecord }>('privacy/processing');

export const breaches = staffPage<{ breaches: ToldBreach[] }>('privacy/breaches');

export type BreachData = {
  form: Form;
  /** Undefined for a new one. */
  breach: { id: string; reported: boolean; until: string; hours: number } | undefined;
  groups: { name: string; kinds: { name: string; tick: string }[] }[];
};
export const breach = staffPage<BreachData>('privacy/breach');
