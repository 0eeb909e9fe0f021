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

/** A meeting as an issue tells of it: when it is, in words, and where, on one line ('' where that is not known). */
export type MeetingPiece = { title: string; link: string; when: string; place: string; summary: string };

/** The meetings that are to come: one or more. */
export type MeetingsPiece = { kind: 'meetings'; meetings: MeetingPiece[]; agenda: string };

/** What an issue is made of. */
export type Piece = TextPiece | ArticlePiece | MeetingsPiece;

/** A text of an issue, in both forms. */
export type TextPiece = { kind: 'text'; html: Html; text: string };

/** What stands in an issue, from top to bottom. `at` is the moment that it is dated. */
export type IssueMailData = { subject: string; at: string; pieces: Piece[] };

export const issueMail = mail<IssueMailData>('newsletter/mails/issue');
