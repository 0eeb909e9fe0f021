import type { Html } from '../templates/html.ts';
import type { Form } from '../web/form.ts';
import { page, partial, staffPage } from '../web/view.ts';
import type { MeetingDocument } from './document.ts';
import type { InvitationCounts, Meeting, Question, Room } from './meeting.ts';
import type { AskedQuestion } from './question-forms.ts';

/** A meeting in the agenda; `place` is where it is, on one line. */
export type AgendaItem = { meeting: Meeting; place: string; room: Room; hasMinutes: boolean };

export const agenda = page<{ coming: AgendaItem[]; past: AgendaItem[] }>('meetings/agenda');
export const agendaItem = partial<{ item: AgendaItem; heading: 'h2' | 'h3' }>('meetings/agenda-item');

export type MeetingData = {
  meeting: Meeting;
  /** The place's name, street, and postcode with town. */
  place: string[];
  directions: Html;
  programme: Html;
  documents: MeetingDocument[];
  room: Room;
  isOver: boolean;
  data: Html;
};
export const meeting = page<MeetingData>('meetings/meeting');

/** When a meeting is, as people say it; over more days when it ends on another one. */
export const when = partial<{ meeting: Pick<Meeting, 'startsAt' | 'endsAt'> }>('meetings/when');
/** Its day as on a leaf of a calendar. */
export const leaf = partial<{ moment: string }>('meetings/leaf');
export const documentList = partial<{
  documents: MeetingDocument[];
  link: (document: MeetingDocument) => string;
}>('meetings/document-list');

export type StaffListData = {
  drafts: Meeting[];
  coming: Meeting[];
  past: Meeting[];
  /** What a new one can be made after. */
  last: Meeting | undefined;
};
export const staffList = staffPage<StaffListData>('meetings/staff-list');
export const staffTable = partial<{ caption: string; meetings: Meeting[]; isOver: boolean }>(
  'meetings/staff-table',
);
export const stateLabel = partial<{ meeting: Pick<Meeting, 'state' | 'isPublic'>; isOver: boolean }>(
  'meetings/state-label',
);

export type ShowData = {
  meeting: Meeting;
  place: string[];
  directions: Html;
  programme: Html;
  isOver: boolean;
  counts: InvitationCounts;
  documents: MeetingDocument[];
  /** The form that adds a document, and the most that one may be. */
  documentForm: Form;
  megabytes: number;
  cancelForm: Form;
};
export const show = staffPage<ShowData>('meetings/show');
export const showCounts = partial<{ meeting: Meeting; counts: InvitationCounts }>('meetings/show-counts');
export const showDocuments =
  partial<Pick<ShowData, 'meeting' | 'documents' | 'documentForm' | 'megabytes'>>('meetings/show-documents');
export const showQuestions = partial<{ questions: Question[]; asksNeeds: boolean; id: string }>(
  'meetings/show-questions',
);
export const showEnd = partial<Pick<ShowData, 'meeting' | 'cancelForm' | 'counts'>>('meetings/show-end');

/** The fields of which a colleague made something else than what was typed, with what they hold now. */
export type Theirs = { name: string; value: string }[];

export type FormData = {
  form: Form;
  questions: AskedQuestion[];
  /** The meeting that is changed; undefined for a new one. */
  meeting: Meeting | undefined;
  /** Whether there is somebody who can be told of a change. */
  invited: number;
  theirs: Theirs | undefined;
};
export const form = staffPage<FormData>('meetings/form');
export const fields = partial<{ form: Form }>('meetings/fields');
export const questionFields = partial<{ form: Form; questions: AskedQuestion[]; canAdd: boolean }>(
  'meetings/question-fields',
);
export const question = partial<{ form: Form; question: AskedQuestion }>('meetings/question');
export const theirs = partial<{ theirs: Theirs }>('meetings/theirs');
