import type { FileProblem } from '../tables/table.ts';
import type { Html } from '../templates/html.ts';
import type { Form } from './form.ts';
import { barePage, type Notice, page, partial } from './view.ts';

/** The layouts: `body` is the page itself. */
export const siteLayout = partial<{ body: Html }>('layout/site');
export const staffLayout = partial<{ body: Html }>('layout/staff');
export const bareLayout = partial<{ body: Html }>('layout/bare');

export const notFound = page<object>('errors/not-found');
export const tooMany = page<{ seconds: number }>('errors/too-many');
export const refused = page<{ status: number }>('errors/refused');
/** In the bare layout: it has to come when other things fail. */
export const failure = barePage<object>('errors/failure');

/** One field of a form: label, hint, the message when something is wrong, the control. */
export type Field = {
  form: Form;
  name: string;
  label: string;
  hint?: string;
  optional?: boolean;
  type?:
    | 'text'
    | 'email'
    | 'password'
    | 'tel'
    | 'search'
    | 'number'
    | 'textarea'
    | 'date'
    | 'time'
    | 'datetime-local';
  autocomplete?: string;
  inputmode?: 'text' | 'numeric' | 'email' | 'tel';
  rows?: number;
  /** A short field, such as a postcode. */
  width?: 'short';
  /** How many of the six columns of a `.form-grid` the field takes; three when left out, all when `wide`. */
  span?: 1 | 2 | 4 | 'wide';
  /** The field of `.filters` that takes the room. */
  grow?: boolean;
};
export const field = partial<Field>('layout/field');

/** A choice of one, as radio buttons. */
export type Choice = {
  form: Form;
  name: string;
  label: string;
  hint?: string;
  optional?: boolean;
  options: { value: string; label: string }[];
};
export const choice = partial<Choice>('layout/choice');

/** The summary at the top of a form that failed; each line leads to its field. */
export const errorSummary = partial<{ form: Form }>('layout/error-summary');

/** The way through a long list, by page number. */
export const paging = partial<{ page: number; pages: number; link: (page: number) => string }>(
  'layout/paging',
);

/** What the last form of a staff member achieved, in words. */
export const notice = partial<{ notice: Notice }>('layout/notice');
export const noticeText = partial<{ kind: 'good' | 'warn'; text: string }>('layout/notice-text');
export const noticeUndo = partial<{ text: string; undo: string }>('layout/notice-undo');

/** What somebody typed before their session ran out, on a page without a form that it fits. */
export const typedText = partial<{ typed: string[] }>('layout/typed-text');

/** The organisation's post address, e-mail address and telephone number, as far as they are set. */
export const address = partial<object>('layout/address');
export const postAddress = partial<object>('layout/post-address');
/** Written as entities, which keeps it from simple harvesters. */
export const email = partial<{ email: string }>('layout/email');
export const phone = partial<{ phone: string }>('layout/phone');

/** The partners with their logos, or their names until there is a logo. */
export const partners = partial<object>('layout/partners');
export const partner = partial<{ name: string; logo: string | null | undefined }>('layout/partner');

/** The parts of the layouts. */
export const head = partial<object>('layout/head');
export const headLook = partial<object>('layout/head-look');
export const header = partial<object>('layout/header');
export const staffHeader = partial<{ name: string }>('layout/staff-header');
export const footer = partial<object>('layout/footer');
export const logo = partial<object>('layout/logo');
export const wordmark = partial<object>('layout/wordmark');
export const menuLink = partial<{ label: string; to: string }>('layout/menu-link');
export const staffMenuLink = partial<{ label: string; name?: string; to: string }>('layout/staff-menu-link');

/** Why a list can't be read, and what to do about it. */
export const fileProblem = partial<{ problem: FileProblem | null }>('layout/file-problem');
