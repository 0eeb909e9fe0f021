import type { Form } from '../web/form.ts';
import { partial, staffPage } from '../web/view.ts';
import type { AppliedErasure } from './erasing.ts';
import type { Outcome, RequestKind, Urgency } from './request.ts';

/** Somebody in a list, to be ticked or to be gone to. `to`: their page, where there is one. */
export type ShownPerson = {
  key: string;
  list: 'subscriber' | 'participant';
  name: string;
  lines: string[];
  shares: boolean;
  removedAt: string | undefined;
  restrictedAt: string;
  objectedAt: string;
  to: string | undefined;
  ticked: boolean;
};
export const people = partial<{ people: ShownPerson[]; searched: string }>('rights/people');
export const tellByMail = partial<{ form: Form; emails: string[]; legend: string }>('rights/tell-by-mail');
export const marks = partial<{ person: ShownPerson }>('rights/marks');

/** A request as a line of the list. */
export type RequestRow = {
  id: string;
  kind: string;
  names: string;
  cameOn: string;
  dueOn: string;
  timeLeft: string;
  urgency: Urgency;
  outcome: string;
  closedOn: string;
};

export type ListData = { open: RequestRow[]; closed: RequestRow[]; erasures: AppliedErasure[] };
export const list = staffPage<ListData>('rights/list');

export type NewData = {
  form: Form;
  kinds: { value: string; label: string }[];
  people: ShownPerson[];
  searched: string;
};
export const newRequest = staffPage<NewData>('rights/new');

export type PeopleData = { id: string; form: Form; people: ShownPerson[]; searched: string };
export const requestPeople = staffPage<PeopleData>('rights/choose');

export type RequestData = {
  request: {
    id: string;
    kind: RequestKind;
    kindName: string;
    asks: string;
    cameOn: string;
    dueOn: string;
    timeLeft: string;
    urgency: Urgency;
    byPerson: boolean;
    note: string;
    outcome: Outcome | '';
    outcomeName: string;
    closedOn: string;
    closingNote: string;
    extendedOn: string;
    extendedWhy: string;
  };
  /** To whom more time can be told; empty where no address is known. */
  emails: string[];
  people: ShownPerson[];
  /** Of whom staff have to say whether it is them. */
  toChoose: ShownPerson[];
  outcomes: { value: string; label: string }[];
  form: Form;
};
export const request = staffPage<RequestData>('rights/request');

export type EraseData = {
  id: string;
  form: Form;
  people: ShownPerson[];
  /** To whom it can be confirmed; empty where no address is known. */
  emails: string[];
  backupMonths: number;
  logMonths: number;
};
export const erase = staffPage<EraseData>('rights/erase');

/** On the overview: how many wait. */
export const news = partial<{ open: number; soon: number; late: number }>('rights/news');
