import { mail } from '../mail/render.ts';
import type { Html } from '../templates/html.ts';

/** An article as an issue tells of it. `picture` is as wide and high as it is shown. */
export type ArticlePiece = {
  kind: 'article';
  title: string;
  link: string;
  summary: string;
  picture: { address: string; alt: string; width: number; height: number } | undefined;
};

/** A text of an issue, in both forms. */
export type TextPiece = { kind: 'text'; html: Html; text: string };

/** What stands in an issue, from top to bottom. `at` is the moment that it is dated. */
export type IssueMailData = { subject: string; at: string; pieces: (TextPiece | ArticlePiece)[] };

export const issueMail = mail<IssueMailData>('newsletter/mails/issue');
