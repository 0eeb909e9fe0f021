import type { ArticleSummary } from '../articles/article.ts';
import type { Html } from '../templates/html.ts';
import type { Form } from '../web/form.ts';
import { page, partial, staffPage } from '../web/view.ts';
import type { ArchivedIssue, ArchivedPage } from './archive.ts';
import type { Finding, Place } from './finding.ts';
import type { IssueContent, SendingState } from './issue.ts';
import type { ListedIssue } from './issues.ts';

/** `startedAt` is when the first mail of an issue left. */
export const list = staffPage<{ issues: (ListedIssue & { startedAt: string | undefined })[] }>(
  'newsletter/list',
);

/** A block in the form; `title` is that of its article, undefined where that is not on the site. `meetings`: those that it would show now. */
export type EditedBlock = { number: number; last: boolean } & (
  | { kind: 'text' }
  | { kind: 'article'; slug: string; title: string | undefined }
  | { kind: 'meetings'; meetings: { title: string; startsAt: string }[] }
);

export type EditData = {
  id: string;
  form: Form;
  blocks: EditedBlock[];
  /** When it was last saved; undefined where it is gone. */
  savedAt: string | undefined;
  /** The first words of the block that was just taken out. */
  removed: string | undefined;
  /** What a colleague made of it meanwhile. */
  theirs: IssueContent | undefined;
  /** Why it can't be saved any more: all that is left is to make a new one of it. */
  closed: 'being-sent' | 'removed' | undefined;
};
export const edit = staffPage<EditData>('newsletter/edit');

export const textBlock = partial<{ form: Form; block: EditedBlock }>('newsletter/text-block');
export const articleBlock = partial<{ block: EditedBlock & { kind: 'article' } }>('newsletter/article-block');
export const meetingsBlock = partial<{ block: EditedBlock & { kind: 'meetings' } }>(
  'newsletter/meetings-block',
);
export const blockButtons = partial<{ block: EditedBlock }>('newsletter/block-buttons');
/** Where something new comes: before one of the blocks, or after all of them. */
export const placeChoice = partial<{ blocks: EditedBlock[] }>('newsletter/place-choice');
export const theirs = partial<{ theirs: IssueContent }>('newsletter/theirs');

/** An article to pick; `before` is the subject of another issue that it stands in, `here` whether it stands in this one. */
export type Pickable = { article: ArticleSummary; before: string | undefined; here: boolean };
export type PickData = {
  id: string;
  subject: string;
  words: string;
  place: string;
  found: Pickable[];
  page: number;
  pages: number;
  link: (page: number) => string;
  form: Form;
};
export const pick = staffPage<PickData>('newsletter/pick');

export type PreviewData = {
  id: string;
  state: SendingState;
  findings: Finding[];
  subject: string;
  /** As inboxes show them there. */
  onPhone: { subject: string; preheader: string };
  onDesk: { subject: string; preheader: string };
  sender: string;
  text: Html;
  kilobytes: number;
  /** Where one's own proof goes, and the names of the others who have access. */
  email: string;
  others: string[];
};
export const preview = staffPage<PreviewData>('newsletter/preview');

export const findings = partial<{ id: string; findings: Finding[] }>('newsletter/findings');
export const findingText = partial<{ finding: Finding }>('newsletter/finding-text');
export const place = partial<{ id: string; place: Place }>('newsletter/place');

/** An issue that can't be changed any more. */
export type ShowData = {
  id: string;
  slug: string;
  subject: string;
  state: SendingState;
  startedAt: string | undefined;
  inArchive: boolean;
};
export const show = staffPage<ShowData>('newsletter/show');

export const stateLabel = partial<{ state: SendingState }>('newsletter/state-label');

/** The archive, for everybody. */
export const archivedIssue = page<{ issue: ArchivedPage }>('newsletter/archived-issue');
export const allIssues = page<{ years: { year: string; issues: ArchivedIssue[] }[] }>(
  'newsletter/all-issues',
);
export const notInArchive = page<object>('newsletter/not-in-archive');
/** Links to issues, in a list. */
export const issueLinks = partial<{ issues: Pick<ArchivedIssue, 'slug' | 'subject' | 'at'>[] }>(
  'newsletter/issue-links',
);
