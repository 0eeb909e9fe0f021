import type { MeetingDocument } from '../meetings/document.ts';
import type { InvitationCounts, Meeting, Question } from '../meetings/meeting.ts';
import type { LabelSheet } from '../paper/label-sheet.ts';
import type { Html } from '../templates/html.ts';
import type { Form } from '../web/form.ts';
import { page, partial, staffPage } from '../web/view.ts';
import type { Standing } from './answering.ts';
import type { AtDoor } from './day.ts';
import type { AnswerWay, ListState, Receipt } from './invitation.ts';
import type { Waiting } from './mailing.ts';

/** Where the code of a letter is typed. */
export const code = page<{ form: Form }>('invitations/code');
export const unknown = page<object>('invitations/unknown');
export const expired = page<object>('invitations/expired');

/** Somebody who is asked. `number` counts from 1; `name` is the first name, or '' where none is known. */
export type Asked = { number: number; name: string; hasNeeds: boolean };

export type AnswerFields = {
  form: Form;
  people: Asked[];
  questions: Question[];
  asksNeeds: boolean;
  mostGuests: number;
  /** Said to the people themselves, or about them to staff. */
  toStaff: boolean;
};
export const answerFields = partial<AnswerFields>('invitations/answer-fields');
export const personFields = partial<AnswerFields & { asked: Asked }>('invitations/person-fields');
export const check = partial<{ form: Form; name: string; label: string }>('invitations/check');

export type AnswerPage = AnswerFields & {
  token: string;
  meeting: Meeting;
  place: string[];
  directions: Html;
  programme: Html;
  documents: MeetingDocument[];
  standing: Standing;
  isFull: boolean;
  /** What was answered, and when; undefined where nothing was. */
  answered: { at: string; comes: boolean; guests: string[] } | undefined;
  /** Whether the answer was given just now. */
  thanks: boolean;
};
export const answer = page<AnswerPage>('invitations/answer');
export const standingNotice =
  partial<Pick<AnswerPage, 'meeting' | 'standing' | 'answered' | 'isFull' | 'token' | 'thanks'>>(
    'invitations/standing',
  );

export const refuse = page<{ token: string; refused: boolean }>('invitations/refuse');

/** The way through what belongs to a meeting. */
export const tabs = partial<{ meeting: Meeting; current: 'list' | 'choose' | 'paper' | 'door' }>(
  'invitations/tabs',
);

/** One mail or letter on the list. */
export type ListRow = {
  id: string;
  names: string[];
  channel: string;
  state: string;
  /** How the state looks: see `.state` in the style sheet. */
  look: 'subscribed' | 'waiting' | 'blocked' | '';
};

export type ListData = {
  meeting: Meeting;
  isOver: boolean;
  standing: Standing;
  counts: InvitationCounts;
  rows: ListRow[];
  count: number;
  page: number;
  pages: number;
  state: ListState | undefined;
  isEmpty: boolean;
  /** Who can still be invited, by channel, in mails, letters and calls. */
  waiting: Waiting;
  /** Mails that are planned and not queued yet. */
  underway: number;
  toRemind: number;
  /** How many have to hear from a person that the meeting is off or moved. */
  toTell: number;
  needs: { name: string; needs: string }[];
  receipts: Receipt[];
  attendanceMonths: number;
};
export const list = staffPage<ListData>('invitations/list');
export const figures = partial<{ counts: InvitationCounts; capacity: number | null }>('invitations/figures');
export const steps =
  partial<
    Pick<ListData, 'meeting' | 'standing' | 'waiting' | 'underway' | 'toRemind' | 'toTell' | 'isEmpty'>
  >('invitations/steps');

export type ChooseData = {
  meeting: Meeting;
  /** The question to the register, as the query of an address. */
  question: string;
  words: string;
  kind: string;
  tag: string;
  channel: string;
  tags: string[];
  rows: { id: string; name: string; about: string; channel: string; chosen: boolean }[];
  count: number;
  /** How many of what was found are not on the list yet. */
  fresh: number;
  page: number;
  pages: number;
  lastTime: { title: string; count: number } | undefined;
  link: (page: number) => string;
  mostAtOnce: number;
};
export const choose = staffPage<ChooseData>('invitations/choose');

export type MailData = {
  meeting: Meeting;
  kind: 'uitnodiging' | 'herinnering';
  form: Form;
  /** How many mails go out when it is sent now. */
  mails: number;
  standing: Standing;
};
export const mailPage = staffPage<MailData>('invitations/mail');

export type PaperData = {
  meeting: Meeting;
  textForm: Form;
  letterForm: Form;
  labelForm: Form;
  envelopes: { value: string; label: string }[];
  sheets: readonly LabelSheet[];
  /** How many letters are for who is not invited yet, and for all. */
  fresh: number;
  all: number;
  /** Who has letters in their name that the font lacks. */
  unprintable: string[];
};
export const paper = staffPage<PaperData>('invitations/paper');
export const pick = partial<{
  form: Form;
  name: string;
  label: string;
  options: { value: string; label: string }[];
}>('invitations/pick');

export type GroupData = AnswerFields & {
  meeting: Meeting;
  id: string;
  title: string;
  entries: { id: string; name: string; phone: string; email: string }[];
  channel: string;
  invitedAt: string | null;
  remindedAt: string | null;
  answeredAt: string | null;
  answeredBy: '' | AnswerWay;
  toTell: '' | 'cancelled' | 'moved';
  /** The last mail was refused, or nobody knows whether it arrived. */
  mail: 'failed' | 'uncertain' | undefined;
  needs: { name: string; needs: string }[];
  /** The code of the letter, to help somebody on the phone. */
  code: string;
};
export const group = staffPage<GroupData>('invitations/group');

export type DoorData = {
  meeting: Meeting;
  people: AtDoor[];
  /** Whether everybody on the list is shown, or who is expected. */
  everybody: boolean;
  counts: InvitationCounts;
};
export const door = staffPage<DoorData>('invitations/door');
export const doorRow = partial<{ person: AtDoor; meeting: Meeting; everybody: boolean }>(
  'invitations/door-row',
);
